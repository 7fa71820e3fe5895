import Cohorts
import Kernel
import Ledger
import Storage

/// What was given and is pending, added up over the wallets of an office: by cohort and by category, from the ledger (I34, L11).
package struct WalletSums: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package let cohort: Cohort.ID
        package let cohortName: String
        package let currency: Currency
        package let category: SupportType
        package let spent: Cents
        package let pending: Cents
    }

    /// A cohort's wallets together.
    package struct Group: Sendable, Equatable {
        package let cohort: Cohort.ID
        package let name: String
        package let currency: Currency
        package let wallets: Int
        package let allocated: Cents
        /// What is free of the capital that funds the cohort; nil where the office pays.
        package let capital: Cents?
    }

    package let groups: [Group]
    package let lines: [Line]

    package static func of(
        _ tenant: TenantID, _ funding: any SupportFunding, _ db: Connection
    ) throws -> WalletSums {
        let lines = try db.rows(
            """
            SELECT support_wallet.cohort_id, cohort.name, support_wallet.currency, ledger_account.code,
                   CAST(sum(ledger_balance.posted_credit_cents - ledger_balance.posted_debit_cents) AS BIGINT) AS spent,
                   CAST(sum(ledger_balance.pending_credit_cents) AS BIGINT) AS pending
              FROM support_wallet
              JOIN cohort ON cohort.tenant_id = support_wallet.tenant_id AND cohort.id = support_wallet.cohort_id
              JOIN ledger_account ON ledger_account.tenant_id = support_wallet.tenant_id
                                 AND ledger_account.owner_id = support_wallet.participant_id
                                 AND ledger_account.currency = support_wallet.currency
                                 AND ledger_account.code IN \(list: SupportType.allCases.map(\.account))
              JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
             WHERE support_wallet.tenant_id = \(tenant)
             GROUP BY support_wallet.cohort_id, cohort.name, support_wallet.currency, ledger_account.code
             ORDER BY cohort.name, support_wallet.cohort_id, support_wallet.currency, ledger_account.code
            """)
        return WalletSums(groups: try groups(tenant, funding, db), lines: try lines.compactMap(line))
    }

    private static func line(_ row: Row) throws -> Line? {
        let code: String = try row["code"]
        guard let category = SupportType.allCases.first(where: { $0.account == code }) else { return nil }
        return Line(
            cohort: try row["cohort_id"], cohortName: try row["name"], currency: try row["currency"],
            category: category, spent: try row["spent"], pending: try row["pending"])
    }

    private static func groups(
        _ tenant: TenantID, _ funding: any SupportFunding, _ db: Connection
    ) throws -> [Group] {
        try db.rows(
            """
            SELECT support_wallet.cohort_id, cohort.name, support_wallet.currency, count(*) AS wallets,
                   CAST(sum(support_allocation.amount_cents) AS BIGINT) AS allocated
              FROM support_wallet
              JOIN cohort ON cohort.tenant_id = support_wallet.tenant_id AND cohort.id = support_wallet.cohort_id
              JOIN support_allocation ON support_allocation.tenant_id = support_wallet.tenant_id
                                     AND support_allocation.wallet_id = support_wallet.id
             WHERE support_wallet.tenant_id = \(tenant)
               AND NOT EXISTS (SELECT 1 FROM support_allocation AS later
                                WHERE later.tenant_id = support_allocation.tenant_id
                                  AND later.wallet_id = support_allocation.wallet_id
                                  AND later.number > support_allocation.number)
             GROUP BY support_wallet.cohort_id, cohort.name, support_wallet.currency
             ORDER BY cohort.name, support_wallet.cohort_id, support_wallet.currency
            """
        ).map { row in
            let (cohort, currency): (Cohort.ID, Currency) = (try row["cohort_id"], try row["currency"])
            return Group(
                cohort: cohort, name: try row["name"], currency: currency, wallets: try row["wallets"],
                allocated: try row["allocated"],
                capital: try funding.free(for: cohort, in: currency, tenant: tenant, db))
        }
    }

    /// By cohort, each with its categories; and by category over all cohorts.
    var value: Value {
        func amounts(_ lines: [Line], _ currency: Currency) -> Value {
            let (spent, pending) = (
                lines.map(\.spent).reduce(.zero, +), lines.map(\.pending).reduce(.zero, +)
            )
            return [
                "currency": .string(currency.rawValue), "spent": .string(spent.decimal),
                "spent_text": .string(currency.shown(spent)), "pending": .string(pending.decimal),
                "pending_text": .string(currency.shown(pending)),
            ]
        }
        let cohorts = groups.map { group -> Value in
            let own = lines.filter { $0.cohort == group.cohort && $0.currency == group.currency }
            return amounts(own, group.currency)
                .adding("cohort", Value(group.cohort)).adding("name", .string(group.name))
                .adding("wallets", Value(group.wallets)).adding("allocated", .string(group.allocated.decimal))
                .adding("allocated_text", .string(group.currency.shown(group.allocated)))
                .adding("capital_free", Value(group.capital?.decimal))
                .adding("capital_free_text", Value(group.capital.map { group.currency.shown($0) }))
        }
        let currencies = Currency.allCases.filter { currency in groups.contains { $0.currency == currency } }
        let categories = currencies.flatMap { currency in
            SupportType.allCases.map { category in
                amounts(lines.filter { $0.category == category && $0.currency == currency }, currency)
                    .adding("category", .string(category.rawValue)).adding("category_label", .string(category.label))
            }
        }
        return ["cohorts": .list(cohorts), "categories": .list(categories)]
    }
}
