import Kernel
import Storage
import Web

/// From one entry on a node's books to the contract and the bank's reference behind it (H11), and back: a contract names its
/// payments, a payment its transfer and its allocation.
enum EntryTrace {
    /// Refused where the asker sees no such entry.
    static func of(seq: Int64, leg: Int64, _ scope: NodeScope, _ db: Connection) throws -> Value {
        let row = try db.row(
            """
            SELECT ledger_row.subject_kind, ledger_row.subject_id, ledger_row.hash, payment.id AS payment_id,
                   coalesce(payment.said_reference, payment.reference) AS reference, payment.received_on, payment.contract_id,
                   contract.reference AS contract_reference, contract.sponsor_id, allocation.id AS allocation_id, allocation.bank_reference,
                   org_fee.id AS fee_id,
                   coalesce(org_fee.said_reference, org_fee.reference) AS fee_reference,
                   grant_application.id AS grant_id, grant_application.title AS grant_title,
                   coalesce(receipt.said_reference, receipt.reference) AS receipt_reference,
                   receipt.received_on AS receipt_on, line.id AS line_id, line.statement_id,
                   line.booked_on AS line_on, share_line.id AS share_line_id
              FROM org_entry
              JOIN ledger_row ON ledger_row.tenant_id = org_entry.tenant_id AND ledger_row.seq = org_entry.seq
              LEFT JOIN sponsor_allocation AS allocation
                ON allocation.tenant_id = org_entry.tenant_id AND ledger_row.subject_kind = 'sponsor_allocation'
               AND allocation.id = ledger_row.subject_id
              LEFT JOIN sponsor_payment AS payment
                ON payment.tenant_id = org_entry.tenant_id
               AND (ledger_row.subject_kind = 'sponsor_payment' AND payment.id = ledger_row.subject_id
                    OR payment.id = allocation.payment_id)
              LEFT JOIN sponsor_contract AS contract
                ON contract.tenant_id = org_entry.tenant_id AND contract.id = payment.contract_id
              LEFT JOIN org_fee
                ON org_fee.tenant_id = org_entry.tenant_id AND ledger_row.subject_kind = 'org_fee'
               AND org_fee.id = ledger_row.subject_id
              LEFT JOIN grant_receipt AS receipt
                ON receipt.tenant_id = org_entry.tenant_id AND ledger_row.subject_kind = 'grant_receipt'
               AND receipt.id = ledger_row.subject_id
              LEFT JOIN grant_application
                ON grant_application.tenant_id = org_entry.tenant_id
               AND (ledger_row.subject_kind = 'grant_application' AND grant_application.id = ledger_row.subject_id
                    OR grant_application.id = receipt.grant_id)
              LEFT JOIN org_bank_line AS line
                ON line.tenant_id = org_entry.tenant_id
               AND (line.target_kind = 'sponsor_payment' AND line.target_id = payment.id
                    OR line.target_kind = 'grant_receipt' AND line.target_id = receipt.id
                    OR line.target_kind = 'org_fee' AND line.target_id = org_fee.id)
              LEFT JOIN org_bank_line AS share_line
                ON share_line.tenant_id = org_entry.tenant_id AND share_line.target_kind = 'sponsor_allocation'
               AND share_line.target_id = allocation.id AND share_line.node_id = org_entry.node_id
             WHERE org_entry.tenant_id = \(scope.tenant) AND org_entry.seq = \(seq) AND org_entry.leg = \(leg)
               AND \(part: scope.sees("org_entry.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("entry", id: "\(seq)-\(leg)") }
        let kinds: (String, String, String) = (
            try row["subject_kind"], try row["subject_id"], try row["hash"]
        )
        func text(_ column: String) throws -> Value { Value(try row.get(column, as: String?.self)) }
        return [
            "id": .string("\(seq)-\(leg)"), "subject": .string(kinds.0), "subject_id": .string(kinds.1),
            "ledger_hash": .string(kinds.2), "sponsor": try text("sponsor_id"), "contract": try text("contract_id"),
            "contract_reference": try text("contract_reference"), "payment": try text("payment_id"),
            "bank_reference": try text("reference"), "received_on": try text("received_on"),
            "allocation": try text("allocation_id"), "paid_on_reference": try text("bank_reference"),
            "fee": try text("fee_id"), "fee_reference": try text("fee_reference"), "grant": try text("grant_id"),
            "grant_title": try text("grant_title"), "receipt_reference": try text("receipt_reference"),
            "receipt_on": try text("receipt_on"), "bank_line": try text("line_id"),
            "bank_statement": try text("statement_id"), "bank_line_on": try text("line_on"),
            "share_line": try text("share_line_id"),
        ]
    }
}
