import Kernel
import Storage

/// What was posted on an account, row by row.
package struct AccountStatement: Sendable, Equatable {
    package let seq: Int64
    package let transfer: Transfer.ID
    package let purpose: String
    package let subject: Transfer.Subject?
    package let day: Day
    package let reverses: Transfer.ID?
    package let side: Side
    package let amount: Cents
    package let at: Moment

    /// The account's posted entries, the newest first, those before row `before`.
    package static func lines(
        of account: LedgerAccount.ID, before: Int64 = .max, most: Int, tenant: TenantID, _ db: Connection
    ) throws -> [AccountStatement] {
        try db.rows(
            """
            SELECT ledger_row.seq, ledger_row.transfer_id, ledger_row.purpose, ledger_row.subject_kind,
                   ledger_row.subject_id, ledger_row.day, ledger_row.reverses_id, ledger_row.at, ledger_entry.side,
                   ledger_entry.amount_cents
              FROM ledger_entry
              JOIN ledger_row ON ledger_row.tenant_id = ledger_entry.tenant_id AND ledger_row.seq = ledger_entry.seq
             WHERE ledger_entry.tenant_id = \(tenant) AND ledger_entry.account_id = \(account)
               AND ledger_entry.seq < \(before) AND ledger_row.event <> 'reserve'
             ORDER BY ledger_entry.seq DESC, ledger_entry.leg
             LIMIT \(most)
            """
        ).map { row in
            AccountStatement(
                seq: try row["seq"], transfer: try row["transfer_id"], purpose: try row["purpose"],
                subject: Transfer.Subject(kind: try row["subject_kind"], id: try row["subject_id"]),
                day: try row["day"], reverses: try row["reverses_id"], side: try row["side"],
                amount: try row["amount_cents"], at: try row["at"])
        }
    }
}
