import Kernel
import Ledger
import Storage

/// What members paid a node: licence and competition fees, beside which sponsors' and grants' money is told.
package struct MemberFee: Sendable {
    package typealias ID = Identifier<MemberFee>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case licenceFee = "licence_fee"
        case competitionFee = "competition_fee"

        package var label: String { self == .licenceFee ? "Licence fee" : "Competition fee" }
        var account: NodeBooks.Account { self == .licenceFee ? .licenceFees : .competitionFees }
    }

    /// What is told of a fee.
    package struct Draft: Sendable {
        package let kind: Kind
        package let amount: Cents
        package let currency: Currency
        package let receivedOn: Day
        package let reference: String
        package let project: OrgProject.ID?
    }

    package let id: ID
    package let node: OrgNode.ID
    package let kind: Kind
    package let amount: Cents
    package let currency: Currency
    package let receivedOn: Day
    package let reference: String
    package let transfer: Transfer.ID
    package let reversalReason: String?

    private static let query: SQL = """
        SELECT org_fee.id, org_fee.node_id, org_fee.kind, org_fee.amount_cents, org_fee.currency, org_fee.received_on,
               coalesce(org_fee.said_reference, org_fee.reference) AS reference, org_fee.transfer_id, org_fee_reversal.reason
          FROM org_fee LEFT JOIN org_fee_reversal ON org_fee_reversal.fee_id = org_fee.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        node = try row["node_id"]
        kind = try row["kind"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        receivedOn = try row["received_on"]
        reference = try row["reference"]
        transfer = try row["transfer_id"]
        reversalReason = try row["reason"]
    }

    /// Books a fee; its reference stands once at the node.
    package static func book(
        _ draft: Draft, at node: OrgNode, _ act: SponsorshipAct, _ db: Connection
    ) throws -> MemberFee {
        // The day's beginning is not everywhere the same: a day ahead is let through.
        guard draft.receivedOn <= act.now.day.adding(days: 1) else {
            throw SponsorshipRefusal.inTheFuture(draft.receivedOn)
        }
        let project = try draft.project.map { try OrgProject.open($0, of: node, db).id }
        let id = ID(at: act.now)
        guard
            let reference = try BookedReference.fee.stored(
                draft.reference, as: id.description, at: node.id, tenant: act.tenant, db)
        else {
            throw SponsorshipRefusal.referenceTaken(draft.reference)
        }
        let transfer = try NodeBooks(act).post(
            [.init(node.id, debit: .bank, credit: draft.kind.account, draft.amount, for: project)],
            in: draft.currency, key: "org-fee:\(id)", purpose: "node.fee", about: .init("org_fee", id),
            on: draft.receivedOn, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO org_fee (id, tenant_id, node_id, project_id, kind, amount_cents, currency, received_on,
                                     reference, said_reference, reference_key, transfer_id, who, at)
                VALUES (\(id), \(act.tenant), \(node.id), \(project), \(draft.kind), \(draft.amount),
                        \(draft.currency), \(draft.receivedOn), \(reference.reference), \(reference.said),
                        \(reference.key), \(transfer), \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw SponsorshipRefusal.referenceTaken(draft.reference)
        }
        try act.log(
            "org_fee", id, "booked",
            detail: ["node": Value(node.id), "amount": .string(draft.amount.decimal)], db)
        return try find(id, act.scope, db)
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> MemberFee {
        let row = try db.row(
            """
            \(part: query)
             WHERE org_fee.tenant_id = \(scope.tenant) AND org_fee.id = \(id)
               AND \(part: scope.sees("org_fee.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("fee", id) }
        return try MemberFee(row)
    }

    /// What lines of the bank brought already and may be that fee.
    static func brought(_ draft: Draft, at node: OrgNode, _ act: SponsorshipAct, _ db: Connection) throws -> [String] {
        try BookedReference.fee.brought(
            "kind = \(draft.kind)", draft.amount, draft.currency, on: draft.receivedOn, at: node.id,
            tenant: act.tenant, db)
    }

    /// The node's fee of that reference that was not taken back; nil where none is.
    static func find(reference: String, at node: OrgNode, _ db: Connection) throws -> MemberFee? {
        try db.row(
            """
            \(part: query)
             WHERE org_fee.tenant_id = \(node.tenant) AND org_fee.node_id = \(node.id)
               AND \(part: BookedReference.bears(reference))
               AND org_fee_reversal.fee_id IS NULL
            """
        ).map(MemberFee.init)
    }

    /// The node's newest fees.
    package static func of(_ node: OrgNode, _ db: Connection) throws -> [MemberFee] {
        try db.rows(
            """
            \(part: query)
             WHERE org_fee.tenant_id = \(node.tenant) AND org_fee.node_id = \(node.id)
             ORDER BY org_fee.id DESC LIMIT 100
            """
        ).map(MemberFee.init)
    }

    package func reverse(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        guard reversalReason == nil else { throw SponsorshipRefusal.reversedAlready(id) }
        let transfer = try NodeBooks(act).reverse(
            transfer, key: "org-fee:\(id):reversed", purpose: "node.fee", on: receivedOn, db)
        try db.run(
            """
            INSERT INTO org_fee_reversal (fee_id, tenant_id, reason, transfer_id, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(transfer), \(act.who), \(act.now))
            """)
        try NodeBankLine.reopen(.init(.fee, id), act, db)
        try act.log("org_fee", id, "reversed", reason: reason, db)
    }

    package var value: Value {
        [
            "id": Value(id), "node": Value(node), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "amount": .string(amount.decimal), "amount_text": .string(currency.shown(amount)),
            "currency": .string(currency.rawValue), "received_on": Value(receivedOn), "reference": .string(reference),
            "is_reversed": .bool(reversalReason != nil), "reversal_reason": Value(reversalReason),
        ]
    }

    static var choices: Value {
        .list(Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
