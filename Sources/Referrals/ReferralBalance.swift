import Kernel
import Ledger
import Storage

/// What a partner has, by definition: available = earned − reserved − paid, each as the ledger says (G10, G31).
package struct ReferralBalance: Sendable, Equatable {
    package let currency: Currency
    package let earned: Cents
    package let reserved: Cents
    package let paid: Cents

    package var available: Cents { earned - reserved - paid }

    package static func of(_ referrer: Referrer, _ db: Connection) throws -> ReferralBalance {
        try of([referrer], tenant: referrer.tenant, db)[referrer.id] ?? ReferralBalance(referrer.fields.currency)
    }

    /// Of several partners at once; who earned nothing has zeros.
    static func of(
        _ referrers: [Referrer], tenant: TenantID, _ db: Connection
    ) throws -> [Referrer.ID: ReferralBalance] {
        let found = try LedgerAccount.all(
            ["referral.earned", "referral.paid"], of: referrers.map(\.id.description), tenant: tenant, db)
        var totals: [String: AccountTotals] = [:]
        for (account, sums) in found { totals["\(account.code) \(account.ownerID) \(account.currency)"] = sums }
        var balances: [Referrer.ID: ReferralBalance] = [:]
        for referrer in referrers {
            let (id, currency) = (referrer.id, referrer.fields.currency)
            let earned = totals["referral.earned \(id) \(currency)"] ?? AccountTotals()
            let paid = totals["referral.paid \(id) \(currency)"] ?? AccountTotals()
            balances[id] = ReferralBalance(
                currency, earned: earned.balance(on: .credit), reserved: paid.pendingDebit,
                paid: paid.balance(on: .debit))
        }
        return balances
    }

    init(_ currency: Currency, earned: Cents = .zero, reserved: Cents = .zero, paid: Cents = .zero) {
        self.currency = currency
        self.earned = earned
        self.reserved = reserved
        self.paid = paid
    }

    package var value: Value {
        var fields: Value = ["currency": .string(currency.rawValue), "is_negative": .bool(available < .zero)]
        for (name, amount) in [("earned", earned), ("reserved", reserved), ("paid", paid), ("available", available)] {
            fields = fields.adding(name, .string(amount.decimal)).adding(
                "\(name)_text", .string(currency.shown(amount)))
        }
        return fields
    }
}
