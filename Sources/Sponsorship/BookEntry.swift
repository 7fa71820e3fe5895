import Kernel
import Ledger
import Storage
import Web

/// One entry on a node's books (H11): the seed's AccountingEntry, with account, project, and the record that it is about.
package struct BookEntry: Sendable {
    package let seq: Int64
    package let leg: Int64
    package let node: OrgNode.ID
    package let day: Day
    package let account: String
    package let project: String?
    package let side: Side
    package let amount: Cents
    package let currency: Currency
    package let purpose: String
    package let subjectKind: String
    package let subjectID: String
    package let transfer: Transfer.ID
    package let reverses: Transfer.ID?
    package let at: Moment

    private static let columns: SQL = """
        org_entry.seq, org_entry.leg, org_entry.node_id, ledger_row.day, ledger_account.code, org_project.code AS project,
        ledger_entry.side, ledger_entry.amount_cents, ledger_account.currency, ledger_row.purpose,
        ledger_row.subject_kind, ledger_row.subject_id, ledger_row.transfer_id, ledger_row.reverses_id, ledger_row.at
        """

    private static let tables: SQL = """
        org_entry
          JOIN ledger_entry ON ledger_entry.tenant_id = org_entry.tenant_id AND ledger_entry.seq = org_entry.seq
                           AND ledger_entry.leg = org_entry.leg
          JOIN ledger_row ON ledger_row.tenant_id = org_entry.tenant_id AND ledger_row.seq = org_entry.seq
          JOIN ledger_account ON ledger_account.id = ledger_entry.account_id
          LEFT JOIN org_project ON org_project.tenant_id = org_entry.tenant_id AND org_project.id = org_entry.project_id
        """

    private init(_ row: Row) throws {
        seq = try row["seq"]
        leg = try row["leg"]
        node = try row["node_id"]
        day = try row["day"]
        account = try row["code"]
        project = try row["project"]
        side = try row["side"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        purpose = try row["purpose"]
        subjectKind = try row["subject_kind"]
        subjectID = try row["subject_id"]
        transfer = try row["transfer_id"]
        reverses = try row["reverses_id"]
        at = try row["at"]
    }

    /// The node's entries, the newest first.
    package static func list(_ node: OrgNode, page: PageRequest, _ db: Connection) throws -> Page<BookEntry> {
        var conditions: [SQL] = ["org_entry.tenant_id = \(node.tenant)", "org_entry.node_id = \(node.id)"]
        if case .list(let place)? = page.after?.value, place.count == 2, let seq = place[0].integer,
            let leg = place[1].integer
        {
            conditions.append("(org_entry.seq < \(seq) OR org_entry.seq = \(seq) AND org_entry.leg > \(leg))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY org_entry.seq DESC, org_entry.leg
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(BookEntry.init), of: page) { .list([.int($0.seq), .int($0.leg)]) }
    }

    package var value: Value {
        let amount = currency.shown(amount)
        return [
            "id": .string("\(seq)-\(leg)"), "node": Value(node), "day": Value(day), "account": .string(account),
            "account_name": .string(ChartOfAccounts.line(account).name), "project": Value(project),
            "side": .string(side.rawValue), "amount": .string(self.amount.decimal),
            "currency": .string(currency.rawValue), "debit_text": side == .debit ? .string(amount) : .null,
            "credit_text": side == .credit ? .string(amount) : .null, "purpose": .string(purpose),
            "subject": .string(subjectKind), "subject_id": .string(subjectID), "transfer": Value(transfer),
            "reverses": Value(reverses), "at": Value(at),
        ]
    }
}
