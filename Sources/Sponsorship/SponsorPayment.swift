import Kernel
import Ledger
import Storage
import Web

/// What a sponsor paid for a contract. It is nobody's income before it is shared.
package struct SponsorPayment: Sendable {
    package typealias ID = Identifier<SponsorPayment>

    /// What is told of a payment.
    package struct Draft: Sendable {
        package let amount: Cents
        package let currency: Currency
        package let receivedOn: Day
        package let reference: String

        static func read(_ reader: inout FieldReader) -> Draft {
            Draft(
                amount: reader.cents("amount", in: Cents(1)...Cents.largest), currency: reader.choice("currency"),
                receivedOn: reader.day("received_on"), reference: reader.text("reference", max: 100))
        }
    }

    package let id: ID
    package let tenant: TenantID
    package let contract: SponsorContract.ID
    package let node: OrgNode.ID
    package let amount: Cents
    package let currency: Currency
    package let receivedOn: Day
    package let reference: String
    package let transfer: Transfer.ID
    package let who: Who
    package let reversalReason: String?
    /// The allocation that shares it, where one does.
    package let allocation: SponsorAllocation.ID?

    private static let query: SQL = """
        SELECT sponsor_payment.id, sponsor_payment.tenant_id, sponsor_payment.contract_id, sponsor_payment.node_id,
               sponsor_payment.amount_cents, sponsor_payment.currency, sponsor_payment.received_on,
               coalesce(sponsor_payment.said_reference, sponsor_payment.reference) AS reference,
               sponsor_payment.transfer_id, sponsor_payment.who,
               sponsor_payment_reversal.reason, sponsor_allocation.id AS allocation_id
          FROM sponsor_payment
          LEFT JOIN sponsor_payment_reversal ON sponsor_payment_reversal.payment_id = sponsor_payment.id
          LEFT JOIN sponsor_allocation ON sponsor_allocation.tenant_id = sponsor_payment.tenant_id
                                      AND sponsor_allocation.payment_id = sponsor_payment.id
                                      AND sponsor_allocation.state <> 'cancelled'
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        contract = try row["contract_id"]
        node = try row["node_id"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        receivedOn = try row["received_on"]
        reference = try row["reference"]
        transfer = try row["transfer_id"]
        who = try row["who"]
        reversalReason = try row["reason"]
        allocation = try row["allocation_id"]
    }

    /// Books what came in for a contract that stands or stood: no more than its amount, each reference once while
    /// it stands.
    package static func book(
        _ draft: Draft, for contract: SponsorContract, _ act: SponsorshipAct, _ db: Connection
    ) throws -> SponsorPayment {
        guard contract.activatedAt != nil else { throw ShareRefusal.notStanding(contract.state) }
        guard draft.currency == contract.currency else { throw ShareRefusal.otherCurrency(contract.currency) }
        guard draft.receivedOn <= act.now.day.adding(days: 1) else {
            throw SponsorshipRefusal.inTheFuture(draft.receivedOn)
        }
        let left = contract.amount - (try paid(contract, db))
        guard draft.amount <= left else { throw ShareRefusal.moreThanContract(left) }
        let (id, place) = (ID(at: act.now), BookedReference.payment)
        guard
            let reference = try place.stored(
                draft.reference, as: id.description, at: contract.node, tenant: act.tenant, db)
        else {
            throw ShareRefusal.referenceTaken(draft.reference)
        }
        let transfer = try NodeBooks(act).post(
            [.init(contract.node, debit: .bank, credit: .unallocated, draft.amount, for: contract.project)],
            in: draft.currency, key: "sponsor-payment:\(id)", purpose: "node.sponsor_paid",
            about: .init("sponsor_payment", id), on: draft.receivedOn, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO sponsor_payment (id, tenant_id, contract_id, node_id, amount_cents, currency, received_on,
                                             reference, said_reference, reference_key, transfer_id, who, at)
                VALUES (\(id), \(act.tenant), \(contract.id), \(contract.node), \(draft.amount), \(draft.currency),
                        \(draft.receivedOn), \(reference.reference), \(reference.said), \(reference.key), \(transfer),
                        \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw ShareRefusal.referenceTaken(draft.reference)
        }
        try act.log(
            "sponsor_payment", id, "booked",
            detail: ["contract": Value(contract.id), "amount": .string(draft.amount.decimal)], db)
        return try find(id, act.scope, db)
    }

    /// What came in for a contract and was not taken back.
    static func paid(_ contract: SponsorContract, _ db: Connection) throws -> Cents {
        try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM sponsor_payment
             WHERE tenant_id = \(contract.tenant) AND contract_id = \(contract.id)
               AND NOT EXISTS (SELECT 1 FROM sponsor_payment_reversal
                                WHERE sponsor_payment_reversal.payment_id = sponsor_payment.id)
            """) ?? .zero
    }

    /// How many payments of a node nobody has a share of: it does not close before them.
    static func unshared(at node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM sponsor_payment
             WHERE tenant_id = \(tenant) AND node_id = \(node) AND \(part: BookedReference.payment.stands)
               AND NOT EXISTS (SELECT 1 FROM sponsor_allocation
                                WHERE sponsor_allocation.tenant_id = sponsor_payment.tenant_id
                                  AND sponsor_allocation.payment_id = sponsor_payment.id
                                  AND sponsor_allocation.state <> 'cancelled')
            """) ?? 0
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> SponsorPayment {
        let row = try db.row(
            """
            \(part: query)
             WHERE sponsor_payment.tenant_id = \(scope.tenant) AND sponsor_payment.id = \(id)
               AND \(part: scope.sees("sponsor_payment.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("payment", id) }
        return try SponsorPayment(row)
    }

    /// A contract's payments, the newest first.
    package static func of(_ contract: SponsorContract, _ db: Connection) throws -> [SponsorPayment] {
        try db.rows(
            """
            \(part: query)
             WHERE sponsor_payment.tenant_id = \(contract.tenant) AND sponsor_payment.contract_id = \(contract.id)
             ORDER BY sponsor_payment.id DESC LIMIT 200
            """
        ).map(SponsorPayment.init)
    }

    /// A payment that was booked by mistake, and that nobody has a share of.
    package func reverse(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        guard reversalReason == nil else { throw ShareRefusal.reversedAlready }
        if let allocation { throw ShareRefusal.allocatedAlready(allocation) }
        let transfer = try NodeBooks(act).reverse(
            transfer, key: "sponsor-payment:\(id):reversed", purpose: "node.sponsor_paid", on: receivedOn, db)
        try db.run(
            """
            INSERT INTO sponsor_payment_reversal (payment_id, tenant_id, reason, transfer_id, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(transfer), \(act.who), \(act.now))
            """)
        try NodeBankLine.reopen(.init(.payment, id), act, db)
        try act.log("sponsor_payment", id, "reversed", reason: reason, db)
    }

    package var value: Value {
        [
            "id": Value(id), "contract": Value(contract), "node": Value(node), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "received_on": Value(receivedOn), "reference": .string(reference), "transfer": Value(transfer),
            "who": .string(who.text), "is_reversed": .bool(reversalReason != nil),
            "reversal_reason": Value(reversalReason), "allocation": Value(allocation),
            "is_unshared": .bool(reversalReason == nil && allocation == nil),
        ]
    }
}
