import Kernel
import Storage

/// Holds the commissions' rows against the ledger: every account is the sum of the rows that it was booked from.
package enum CommissionReview {
    /// What does not agree, an account of an office each; empty where all does.
    package static func flaws(_ db: Connection) throws -> [String] {
        var wanted: [String: Int64] = [:]
        func add(_ row: Row, _ code: String, _ owner: String, _ cents: Int64) throws {
            let (tenant, currency): (String, String) = (try row["tenant_id"], try row["currency"])
            wanted["\(tenant) \(code) \(owner) \(currency)", default: 0] += cents
        }
        try db.each(entries) { row in
            let (sum, funder): (Int64, String) = (try row["sum_cents"], try row["funder_id"])
            switch try row.get("kind", as: CommissionEntry.Kind.self) {
            case .expected, .bonus, .adjustment: try add(row, "commission.expected", funder, sum)
            case .earned:
                try add(row, "commission.expected", funder, -sum)
                try add(row, "commission.receivable", funder, sum)
                try add(row, "commission.income", "", sum)
            case .paid: try add(row, "commission.receivable", funder, -sum)
            case .clawback: try add(row, "commission.clawback", "", sum)
            case .release: break
            }
        }
        try db.each(parts) { row in
            let (sum, held): (Int64, Int64) = (try row["sum_cents"], try row["held_cents"])
            let payee: String = try row["payee_id"]
            try add(row, "share.reserve", payee, held)
            try add(row, "share.payable", payee, -held)
            switch try row.get("kind", as: CommissionEntry.Kind.self) {
            case .expected, .bonus, .adjustment: try add(row, "share.expected", payee, sum)
            case .paid:
                try add(row, "share.expected", payee, -sum)
                try add(row, "share.payable", payee, sum)
            case .clawback: try add(row, "share.payable", payee, -sum)
            case .earned, .release: break
            }
        }
        try db.each(payouts) { row in
            try add(row, "share.payable", row["payee_id"], -row.get("sum_cents", as: Int64.self))
        }
        try db.each(accounts) { row in
            let (code, owner): (String, String) = (try row["code"], try row["owner_id"])
            try add(row, code, owner, -row.get("balance_cents", as: Int64.self))
        }
        var flaws = wanted.filter { $0.value != 0 }.keys.sorted()
        try db.each(negativeParts) { row in
            let (tenant, deal): (String, String) = (try row["tenant_id"], try row["deal_id"])
            flaws.append("\(tenant) deal \(deal): a share has less than nothing to get")
        }
        return flaws
    }

    /// Shares that have got more than their part of what is expected.
    private static let negativeParts: SQL = """
        SELECT commission_entry.tenant_id, commission_entry.deal_id
          FROM commission_entry JOIN commission_part ON commission_part.entry_id = commission_entry.id
         WHERE commission_entry.kind IN ('expected', 'bonus', 'adjustment', 'paid')
         GROUP BY commission_entry.tenant_id, commission_entry.deal_id, commission_part.role, commission_part.payee_id
        HAVING sum(CASE WHEN commission_entry.kind = 'paid' THEN -commission_part.amount_cents
                        ELSE commission_part.amount_cents END) < 0
         ORDER BY commission_entry.tenant_id, commission_entry.deal_id
        """

    /// The number of rows, for who asks how much was looked at.
    package static func count(_ db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM commission_entry") ?? 0
    }

    private static let entries: SQL = """
        SELECT tenant_id, funder_id, currency, kind, CAST(sum(amount_cents) AS BIGINT) AS sum_cents
          FROM commission_entry
         GROUP BY tenant_id, funder_id, currency, kind
         ORDER BY tenant_id, funder_id, currency, kind
        """

    private static let parts: SQL = """
        SELECT commission_entry.tenant_id, commission_part.payee_id, commission_entry.currency, commission_entry.kind,
               CAST(sum(commission_part.amount_cents) AS BIGINT) AS sum_cents,
               CAST(sum(commission_part.reserve_cents) AS BIGINT) AS held_cents
          FROM commission_entry JOIN commission_part ON commission_part.entry_id = commission_entry.id
         WHERE commission_part.payee_id IS NOT NULL
         GROUP BY commission_entry.tenant_id, commission_part.payee_id, commission_entry.currency, commission_entry.kind
         ORDER BY commission_entry.tenant_id, commission_part.payee_id, commission_entry.currency, commission_entry.kind
        """

    private static let payouts: SQL = """
        SELECT tenant_id, payee_id, currency, CAST(sum(amount_cents) AS BIGINT) AS sum_cents
          FROM commission_payout WHERE state = 'booked'
         GROUP BY tenant_id, payee_id, currency ORDER BY tenant_id, payee_id, currency
        """

    private static let accounts: SQL = """
        SELECT ledger_account.tenant_id, ledger_account.code, ledger_account.owner_id, ledger_account.currency,
               CASE WHEN ledger_account.normal_side = 'debit' THEN posted_debit_cents - posted_credit_cents
                    ELSE posted_credit_cents - posted_debit_cents END AS balance_cents
          FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
         WHERE ledger_account.code IN ('commission.expected', 'commission.receivable', 'commission.income',
                                       'commission.clawback', 'share.expected', 'share.payable', 'share.reserve')
         ORDER BY ledger_account.tenant_id, ledger_account.code, ledger_account.owner_id, ledger_account.currency
        """
}
