import Kernel
import Ledger
import Storage
import Web

/// From a line of a bank's statement to what it is on the books, its contract or grant, and every entry that follows from
/// it: the walk of `EntryTrace` back (H11).
enum BankLineTrace {
    static func of(_ line: NodeBankLine, _ scope: NodeScope, _ db: Connection) throws -> Value {
        let rows = try db.rows(
            """
            SELECT org_entry.seq, org_entry.leg, org_node.id AS node_id, org_node.name AS node_name,
                   ledger_account.code, ledger_account.currency, ledger_entry.side, ledger_entry.amount_cents,
                   ledger_row.day, ledger_row.purpose, ledger_row.subject_kind, ledger_row.subject_id,
                   payment.contract_id, contract.reference AS contract_reference, contract.sponsor_id,
                   receipt.grant_id
              FROM org_bank_line
              LEFT JOIN sponsor_allocation AS allocation
                ON allocation.tenant_id = org_bank_line.tenant_id AND allocation.state <> 'cancelled'
               AND (org_bank_line.target_kind = 'sponsor_payment' AND allocation.payment_id = org_bank_line.target_id
                    OR org_bank_line.target_kind = 'sponsor_allocation' AND allocation.id = org_bank_line.target_id)
              LEFT JOIN sponsor_payment AS payment
                ON payment.tenant_id = org_bank_line.tenant_id
               AND (org_bank_line.target_kind = 'sponsor_payment' AND payment.id = org_bank_line.target_id
                    OR payment.id = allocation.payment_id)
              LEFT JOIN sponsor_contract AS contract
                ON contract.tenant_id = org_bank_line.tenant_id AND contract.id = payment.contract_id
              LEFT JOIN grant_receipt AS receipt
                ON receipt.tenant_id = org_bank_line.tenant_id AND org_bank_line.target_kind = 'grant_receipt'
               AND receipt.id = org_bank_line.target_id
              JOIN ledger_row
                ON ledger_row.tenant_id = org_bank_line.tenant_id
               AND (ledger_row.subject_kind = org_bank_line.target_kind
                    AND ledger_row.subject_id = org_bank_line.target_id
                    OR ledger_row.subject_kind = 'sponsor_allocation' AND ledger_row.subject_id = allocation.id
                    OR ledger_row.subject_kind = 'grant_application' AND ledger_row.subject_id = receipt.grant_id)
              JOIN org_entry ON org_entry.tenant_id = ledger_row.tenant_id AND org_entry.seq = ledger_row.seq
              JOIN org_node ON org_node.tenant_id = org_entry.tenant_id AND org_node.id = org_entry.node_id
              JOIN ledger_entry ON ledger_entry.tenant_id = org_entry.tenant_id AND ledger_entry.seq = org_entry.seq
                               AND ledger_entry.leg = org_entry.leg
              JOIN ledger_account ON ledger_account.id = ledger_entry.account_id
             WHERE org_bank_line.tenant_id = \(scope.tenant) AND org_bank_line.id = \(line.id)
               AND \(part: scope.sees("org_entry.node_id"))
             ORDER BY org_entry.seq, org_entry.leg
             LIMIT 500
            """)
        func text(_ column: String) throws -> Value {
            Value(try rows.first?.get(column, as: String?.self) ?? nil)
        }
        return line.value.adding("contract", try text("contract_id"))
            .adding("contract_reference", try text("contract_reference")).adding("sponsor", try text("sponsor_id"))
            .adding("grant", try text("grant_id")).adding("entries", .list(try rows.map(entry)))
    }

    private static func entry(_ row: Row) throws -> Value {
        let (seq, leg): (Int64, Int64) = (try row["seq"], try row["leg"])
        let (side, amount, currency): (Side, Cents, Currency) = (
            try row["side"], try row["amount_cents"], try row["currency"]
        )
        let (node, code): (OrgNode.ID, String) = (try row["node_id"], try row["code"])
        let day: Day = try row["day"]
        return [
            "id": .string("\(seq)-\(leg)"), "node": Value(node), "node_name": .string(try row["node_name"]),
            "account": .string(code), "account_name": .string(ChartOfAccounts.line(code).name), "day": Value(day),
            "side": .string(side.rawValue), "amount": .string(amount.decimal),
            "debit_text": side == .debit ? .string(currency.shown(amount)) : .null,
            "credit_text": side == .credit ? .string(currency.shown(amount)) : .null,
            "purpose": .string(try row["purpose"]),
        ]
    }
}
