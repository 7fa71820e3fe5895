import Kernel
import Storage
import Web

extension PaymentFile {
    /// A file with how many payouts it has, and how many of them are still to be booked as paid.
    package struct Line: Sendable {
        let file: PaymentFile
        let payouts: Int
        let waiting: Int

        package var value: Value {
            [
                "id": Value(file.id), "at": Value(file.at), "who": .string(file.who.text),
                "method": Value(file.method?.rawValue), "method_label": Value(file.method?.label),
                "payouts": Value(payouts), "waiting": Value(waiting), "is_waiting": .bool(waiting > 0),
            ]
        }
    }

    /// The newest first.
    package static func list(page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<Line> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let of: SQL = """
            SELECT count(*) FROM referral_payout
             WHERE referral_payout.tenant_id = referral_payment_file.tenant_id
               AND referral_payout.payment_file_id = referral_payment_file.id
            """
        let rows = try db.rows(
            """
            SELECT id, method, who, at, (\(part: of)) AS payouts,
                   (\(part: of) AND referral_payout.state IN ('approved', 'partially_approved')) AS waiting
              FROM referral_payment_file
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        let lines = try rows.map { row in
            Line(
                file: PaymentFile(
                    id: try row["id"], tenant: tenant, method: try row["method"], who: try row["who"],
                    at: try row["at"]), payouts: try row["payouts"], waiting: try row["waiting"])
        }
        return Page(rows: lines, of: page) { Value($0.file.id) }
    }
}
