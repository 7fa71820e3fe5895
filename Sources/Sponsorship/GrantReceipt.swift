import Kernel
import Ledger
import Storage
import Web

/// Money of a grant that came: no more than was granted, each reference of the bank once.
package struct GrantReceipt: Sendable {
    package typealias ID = Identifier<GrantReceipt>

    package let id: ID
    package let tenant: TenantID
    package let grant: Grant.ID
    package let node: OrgNode.ID
    package let amount: Cents
    package let currency: Currency
    package let receivedOn: Day
    package let reference: String
    package let transfer: Transfer.ID
    package let who: Who
    package let reversalReason: String?

    package var counts: Bool { reversalReason == nil }

    private static let query: SQL = """
        SELECT grant_receipt.id, grant_receipt.tenant_id, grant_receipt.grant_id, grant_receipt.node_id,
               grant_receipt.amount_cents, grant_receipt.currency, grant_receipt.received_on,
               coalesce(grant_receipt.said_reference, grant_receipt.reference) AS reference,
               grant_receipt.transfer_id, grant_receipt.who, grant_receipt_reversal.reason
          FROM grant_receipt
          LEFT JOIN grant_receipt_reversal ON grant_receipt_reversal.receipt_id = grant_receipt.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        grant = try row["grant_id"]
        node = try row["node_id"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        receivedOn = try row["received_on"]
        reference = try row["reference"]
        transfer = try row["transfer_id"]
        who = try row["who"]
        reversalReason = try row["reason"]
    }

    package static func book(
        _ draft: SponsorPayment.Draft, for grant: Grant, _ act: SponsorshipAct, _ db: Connection
    ) throws -> GrantReceipt {
        guard grant.granted != nil else { throw GrantRefusal.notGranted(grant.state) }
        guard draft.currency == grant.fields.currency else { throw GrantRefusal.otherCurrency(grant.fields.currency) }
        guard draft.receivedOn <= act.now.day.adding(days: 1) else {
            throw SponsorshipRefusal.inTheFuture(draft.receivedOn)
        }
        let left = try grant.due(db)
        guard draft.amount <= left else { throw GrantRefusal.moreThanGranted(left) }
        let (id, place) = (ID(at: act.now), BookedReference.receipt)
        guard
            let reference = try place.stored(
                draft.reference, as: id.description, at: grant.node, tenant: act.tenant, db)
        else {
            throw GrantRefusal.referenceTaken(draft.reference)
        }
        let transfer = try NodeBooks(act).post(
            [.init(grant.node, debit: .bank, credit: .grantDue, draft.amount, for: grant.fields.project)],
            in: draft.currency, key: "grant-receipt:\(id)", purpose: "node.grant_paid",
            about: .init("grant_receipt", id), on: draft.receivedOn, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO grant_receipt (id, tenant_id, grant_id, node_id, amount_cents, currency, received_on,
                                           reference, said_reference, reference_key, transfer_id, who, at)
                VALUES (\(id), \(act.tenant), \(grant.id), \(grant.node), \(draft.amount), \(draft.currency),
                        \(draft.receivedOn), \(reference.reference), \(reference.said), \(reference.key), \(transfer),
                        \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw GrantRefusal.referenceTaken(draft.reference)
        }
        try act.log(
            "grant_application", grant.id, "received",
            detail: ["receipt": Value(id), "amount": .string(draft.amount.decimal)], db)
        return try find(id, act.scope, db)
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> GrantReceipt {
        let row = try db.row(
            """
            \(part: query)
             WHERE grant_receipt.tenant_id = \(scope.tenant) AND grant_receipt.id = \(id)
               AND \(part: scope.sees("grant_receipt.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("receipt", id) }
        return try GrantReceipt(row)
    }

    static func of(_ grant: Grant, _ db: Connection) throws -> [GrantReceipt] {
        try db.rows(
            """
            \(part: query)
             WHERE grant_receipt.tenant_id = \(grant.tenant) AND grant_receipt.grant_id = \(grant.id)
             ORDER BY grant_receipt.id
            """
        ).map(GrantReceipt.init)
    }

    /// Money that was booked by mistake.
    package func reverse(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        guard counts else { throw GrantRefusal.reversedAlready }
        let transfer = try NodeBooks(act).reverse(
            transfer, key: "grant-receipt:\(id):reversed", purpose: "node.grant_paid", on: receivedOn, db)
        try db.run(
            """
            INSERT INTO grant_receipt_reversal (receipt_id, tenant_id, reason, transfer_id, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(transfer), \(act.who), \(act.now))
            """)
        try NodeBankLine.reopen(.init(.receipt, id), act, db)
        try act.log("grant_application", grant, "receipt_reversed", reason: reason, detail: ["receipt": Value(id)], db)
    }

    package var value: Value {
        [
            "id": Value(id), "grant": Value(grant), "node": Value(node), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "received_on": Value(receivedOn), "reference": .string(reference), "transfer": Value(transfer),
            "who": .string(who.text), "is_reversed": .bool(!counts), "reversal_reason": Value(reversalReason),
        ]
    }
}

extension Grant {
    package func receipts(_ db: Connection) throws -> [GrantReceipt] { try GrantReceipt.of(self, db) }
}
