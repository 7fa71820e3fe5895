import Kernel
import Ledger
import Storage

/// What a payee has in one currency, as the ledger's accounts say (E21).
package struct PayeeStanding: Sendable, Equatable {
    package let currency: Currency
    /// Of commission that funders have still to pay.
    package internal(set) var scheduled = Cents.zero
    /// To be paid out now; below zero where more was clawed back than is left.
    package internal(set) var payable = Cents.zero
    /// Held back while a clawback is possible.
    package internal(set) var held = Cents.zero
    /// Paid out.
    package internal(set) var settled = Cents.zero

    /// What the office owes the payee.
    package var balance: Cents { payable + held }

    static let payoutPurpose = "share.payout"

    init(_ currency: Currency) { self.currency = currency }

    /// One payee's, a line for each currency.
    package static func of(_ payee: Payee.ID, tenant: TenantID, _ db: Connection) throws -> [PayeeStanding] {
        try all(only: payee, tenant: tenant, db)[payee] ?? []
    }

    /// Every payee's, a line for each currency; one who never had a share has none.
    package static func all(
        only payee: Payee.ID? = nil, tenant: TenantID, _ db: Connection
    ) throws -> [Payee.ID: [PayeeStanding]] {
        var condition: SQL = "ledger_account.tenant_id = \(tenant) AND ledger_account.owner_kind = 'payee'"
        if let payee { condition = condition + " AND ledger_account.owner_id = \(payee.description)" }
        var lines: [Payee.ID: [Currency: PayeeStanding]] = [:]
        let rows = try db.rows(
            """
            SELECT ledger_account.owner_id, ledger_account.currency, ledger_account.code,
                   ledger_balance.posted_credit_cents - ledger_balance.posted_debit_cents AS balance_cents
              FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
             WHERE \(part: condition)
             ORDER BY ledger_account.owner_id, ledger_account.currency, ledger_account.code
            """)
        for row in rows {
            let (id, currency): (Payee.ID, Currency) = (try row["owner_id"], try row["currency"])
            var line = lines[id]?[currency] ?? PayeeStanding(currency)
            switch try row.get("code", as: String.self) {
            case "share.expected": line.scheduled = try row["balance_cents"]
            case "share.payable": line.payable = try row["balance_cents"]
            case "share.reserve": line.held = try row["balance_cents"]
            default: break
            }
            lines[id, default: [:]][currency] = line
        }
        for (id, currency, sum) in try payouts(only: payee, tenant: tenant, db) {
            lines[id]?[currency]?.settled = sum
        }
        return lines.mapValues { $0.values.sorted { $0.currency.rawValue < $1.currency.rawValue } }
    }

    private static func payouts(
        only payee: Payee.ID?, tenant: TenantID, _ db: Connection
    ) throws -> [(Payee.ID, Currency, Cents)] {
        var condition: SQL = "tenant_id = \(tenant) AND state = 'booked'"
        if let payee { condition = condition + " AND payee_id = \(payee)" }
        return try db.rows(
            """
            SELECT payee_id, currency, CAST(sum(amount_cents) AS BIGINT) AS sum_cents
              FROM commission_payout WHERE \(part: condition)
             GROUP BY payee_id, currency ORDER BY payee_id, currency
            """
        ).map { (try $0["payee_id"], try $0["currency"], try $0["sum_cents"]) }
    }

    package var value: Value {
        func money(_ cents: Cents) -> Value { .string(currency.shown(cents)) }
        return [
            "currency": .string(currency.rawValue), "scheduled": .string(scheduled.decimal),
            "scheduled_text": money(scheduled), "settled": .string(settled.decimal), "settled_text": money(settled),
            "balance": .string(balance.decimal), "balance_text": money(balance), "payable": .string(payable.decimal),
            "payable_text": money(payable), "held": .string(held.decimal), "held_text": money(held),
            "has_held": .bool(held != .zero), "is_payable": .bool(payable > .zero),
        ]
    }
}
