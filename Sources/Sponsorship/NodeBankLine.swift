import Kernel
import Sheets
import Storage
import Web

/// Money that came onto a node's account by its bank's statement, and what it is on the node's books.
package struct NodeBankLine: Sendable {
    package typealias ID = Identifier<NodeBankLine>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, matched, dismissed }
    package enum Event: String, Sendable, CaseIterable { case match, dismiss, reopen }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on        to
        (.open,        .match,    .matched),
        (.open,        .dismiss,  .dismissed),
        (.dismissed,   .reopen,   .open),
        (.matched,     .reopen,   .open),
    ])

    /// What a line is on the books, as the ledger names what a transfer is about.
    package struct Target: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
            case payment = "sponsor_payment"
            /// A node's share that another node paid out.
            case share = "sponsor_allocation"
            case receipt = "grant_receipt"
            case fee = "org_fee"

            var label: String {
                switch self {
                case .payment: "payment"
                case .share: "share of an allocation"
                case .receipt: "money of a grant"
                case .fee: "fee"
                }
            }
        }

        package let kind: Kind
        package let id: String

        init<Record>(_ kind: Kind, _ id: Identifier<Record>) {
            self.kind = kind
            self.id = id.description
        }

        init(kind: Kind, id: String) {
            self.kind = kind
            self.id = id
        }

        var text: String { "\(kind.label) \(id)" }
    }

    package let id: ID
    package let tenant: TenantID
    package let statement: NodeStatement.ID
    package let node: OrgNode.ID
    package let line: BankFile.Line
    package let state: State
    package let target: Target?
    package let reason: String?

    static let columns: SQL = """
        org_bank_line.id, org_bank_line.tenant_id, org_bank_line.statement_id, org_bank_line.node_id,
        org_bank_line.place, org_bank_line.booked_on, org_bank_line.amount_cents, org_bank_line.currency,
        org_bank_line.reference, org_bank_line.payer, org_bank_line.text, org_bank_line.state,
        org_bank_line.target_kind, org_bank_line.target_id, org_bank_line.reason
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        statement = try row["statement_id"]
        node = try row["node_id"]
        line = BankFile.Line(
            line: try row["place"], bookedOn: try row["booked_on"], amount: try row["amount_cents"],
            currency: try row["currency"], reference: try row["reference"], payer: try row["payer"],
            text: try row["text"])
        state = try row["state"]
        let (kind, about): (Target.Kind?, String?) = (try row["target_kind"], try row["target_id"])
        if let kind, let about { target = Target(kind: kind, id: about) } else { target = nil }
        reason = try row["reason"]
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> NodeBankLine {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM org_bank_line
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("org_bank_line.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("line", id) }
        return try NodeBankLine(row)
    }

    /// A statement's, in the order of the file.
    package static func of(_ statement: NodeStatement, _ db: Connection) throws -> [NodeBankLine] {
        try db.rows(
            """
            SELECT \(part: columns) FROM org_bank_line WHERE statement_id = \(statement.id) ORDER BY place
            """
        ).map(NodeBankLine.init)
    }

    /// What waits for a person, of all that the asker sees, the newest first.
    package static func waiting(
        _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<NodeBankLine> {
        var conditions: [SQL] = [
            "tenant_id = \(scope.tenant)", "state = 'open'", scope.sees("org_bank_line.node_id"),
        ]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM org_bank_line
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(NodeBankLine.init), of: page) { Value($0.id) }
    }

    /// The line that is that on the node's books; nil where none is.
    static func of(_ target: Target, tenant: TenantID, _ db: Connection) throws -> NodeBankLine? {
        try db.row(
            """
            SELECT \(part: columns) FROM org_bank_line
             WHERE tenant_id = \(tenant) AND target_kind = \(target.kind) AND target_id = \(target.id)
             ORDER BY id LIMIT 1
            """
        ).map(NodeBankLine.init)
    }

    func move(
        on event: Event, to target: Target? = nil, reason: String? = nil, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.attempt {
            try db.changes(
                """
                UPDATE org_bank_line
                   SET state = \(next), target_kind = \(target?.kind), target_id = \(target?.id), reason = \(reason)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
                """)
        }
        do {
            guard try changed.get() == 1 else { throw StaleMove(record: "bank line \(id)") }
        } catch let fault as StorageFault where fault.isNotUnique {
            throw NodeBankRefusal.linkedAlready(target?.text ?? "it")
        }
        try act.log(
            "org_statement", statement, "line_\(event.rawValue)", from: state.rawValue, to: next.rawValue,
            reason: reason,
            detail: ["line": Value(id), "place": Value(line.line), "is": Value(target?.text)], db)
    }

    package var value: Value {
        [
            "id": Value(id), "statement": Value(statement), "node": Value(node), "line": Value(line.line),
            "booked_on": Value(line.bookedOn), "amount": .string(line.amount.decimal),
            "amount_text": .string(line.currency.shown(line.amount)), "currency": .string(line.currency.rawValue),
            "reference": Value(line.reference), "payer": Value(line.payer), "text": Value(line.text),
            "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "is_dismissed": .bool(state == .dismissed), "is_matched": .bool(state == .matched),
            "target_kind": Value(target?.kind.rawValue), "target": Value(target?.id), "reason": Value(reason),
        ]
    }
}
