import Kernel
import Storage

/// One line of what was posted on an account.
package struct AccountStatement: Sendable, Equatable {
    package let seq: Int64
    package let leg: Int64
    package let transfer: Transfer.ID
    package let purpose: String
    package let subject: Transfer.Subject?
    package let day: Day
    package let reverses: Transfer.ID?
    package let side: Side
    package let amount: Cents
    package let at: Moment

    /// The account's posted entries, the newest first, those that follow `line`.
    package static func lines(
        of account: LedgerAccount.ID, after line: AccountStatement? = nil, most: Int, tenant: TenantID, _ db: Connection
    ) throws -> [AccountStatement] {
        let (seq, leg) = (line?.seq ?? .max, line?.leg ?? .max)
        return try db.rows(
            """
            SELECT ledger_row.seq, ledger_entry.leg, ledger_row.transfer_id, ledger_row.purpose, ledger_row.subject_kind,
                   ledger_row.subject_id, ledger_row.day, ledger_row.reverses_id, ledger_row.at, ledger_entry.side,
                   ledger_entry.amount_cents
              FROM ledger_entry
              JOIN ledger_row ON ledger_row.tenant_id = ledger_entry.tenant_id AND ledger_row.seq = ledger_entry.seq
             WHERE ledger_entry.tenant_id = \(tenant) AND ledger_entry.account_id = \(account)
               AND ledger_entry.seq <= \(seq) AND (ledger_entry.seq < \(seq) OR ledger_entry.leg > \(leg))
               AND ledger_row.event <> 'reserve'
             ORDER BY ledger_entry.seq DESC, ledger_entry.leg
             LIMIT \(most)
            """
        ).map { row in
            AccountStatement(
                seq: try row["seq"], leg: try row["leg"], transfer: try row["transfer_id"], purpose: try row["purpose"],
                subject: Transfer.Subject(kind: try row["subject_kind"], id: try row["subject_id"]),
                day: try row["day"], reverses: try row["reverses_id"], side: try row["side"],
                amount: try row["amount_cents"], at: try row["at"])
        }
    }
}
