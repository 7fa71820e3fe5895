import Cohorts
import Kernel
import Ledger
import Storage

/// How a wallet stands, as the ledger says: remaining = allocated − spent − pending, and what was voided taken off (I33, H16).
package struct WalletBalance: Sendable, Equatable {
    package let currency: Currency
    package let allocated: Cents
    package let spent: [SupportType: Cents]
    package let pending: [SupportType: Cents]
    /// What may still be given.
    package let remaining: Cents

    package var totalSpent: Cents { spent.values.reduce(.zero, +) }
    package var totalPending: Cents { pending.values.reduce(.zero, +) }
    /// What was taken off unspent when the cohort ended.
    package var voided: Cents { allocated - totalSpent - totalPending - remaining }

    package static func of(_ wallet: Wallet, _ db: Connection) throws -> WalletBalance {
        try of([wallet], tenant: wallet.tenant, db)[0]
    }

    /// Of several wallets, in their order.
    package static func of(_ wallets: [Wallet], tenant: TenantID, _ db: Connection) throws -> [WalletBalance] {
        let found = try LedgerAccount.all(
            SupportType.accounts, of: wallets.map(\.participant.description), tenant: tenant, db)
        var totals: [String: AccountTotals] = [:]
        for (account, sums) in found { totals["\(account.code) \(account.ownerID) \(account.currency)"] = sums }
        return wallets.map { wallet in
            func sums(_ code: String) -> AccountTotals {
                totals["\(code) \(wallet.participant) \(wallet.currency)"] ?? AccountTotals()
            }
            var (spent, pending): ([SupportType: Cents], [SupportType: Cents]) = ([:], [:])
            for category in SupportType.allCases {
                spent[category] = sums(category.account).balance(on: .credit)
                pending[category] = sums(category.account).pendingCredit
            }
            return WalletBalance(
                currency: wallet.currency, allocated: wallet.allocated, spent: spent, pending: pending,
                remaining: sums("wallet.available").lowest(on: .credit))
        }
    }

    /// For who may see budgets.
    var value: Value {
        var value: Value = [
            "categories": .list(
                SupportType.allCases.map { category in
                    let (given, held) = (spent[category] ?? .zero, pending[category] ?? .zero)
                    return [
                        "category": .string(category.rawValue), "category_label": .string(category.label),
                        "spent": .string(given.decimal), "spent_text": .string(currency.shown(given)),
                        "pending": .string(held.decimal), "pending_text": .string(currency.shown(held)),
                    ]
                })
        ]
        let amounts = [
            ("allocated", allocated), ("spent", totalSpent), ("pending", totalPending), ("remaining", remaining),
            ("voided", voided),
        ]
        for (name, amount) in amounts {
            value = value.adding(name, .string(amount.decimal)).adding("\(name)_text", .string(currency.shown(amount)))
        }
        return value
    }
}
