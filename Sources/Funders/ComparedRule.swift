import Applications
import Classification
import Estimates
import Kernel

/// A number of a merchant that funders decline for, with what a funder says of it (N04).
package struct ComparedRule: Sendable {
    /// A word for programs: `min_fico`.
    package let name: String
    package let label: String
    package let reason: DeclineReason
    package let side: Drift.Side
    package let field: CustomRule.Field
    /// What the columns of the guidelines say.
    private let column: @Sendable (Criteria) -> Int64?

    /// What the funder says: the stricter of its column and of its rules on the field; nil where it says nothing.
    package func bound(_ criteria: Criteria) -> Int64? {
        let own = criteria.rules.filter {
            $0.field == field && $0.comparison == (side == .atLeast ? .atLeast : .atMost)
        }
        let said = own.compactMap { rule -> Int64? in
            if case .number(let number)? = rule.operands.first { number } else { nil }
        }
        let all = said + [column(criteria)].compactMap { $0 }
        return side == .atLeast ? all.max() : all.min()
    }

    /// What the merchant has; nil where it is not known.
    package func value(_ merchant: MerchantProfile) -> Int64? {
        guard case .number(let number)? = field.value(of: merchant) else { return nil }
        return number
    }

    /// Whether the value fulfils what is said.
    package func holds(_ value: Int64, _ bound: Int64?) -> Bool {
        guard let bound else { return true }
        return side == .atLeast ? value >= bound : value <= bound
    }

    /// `$20,000`, `620`
    package func words(_ value: Int64, _ currency: Currency) -> String {
        field.kind == .money ? currency.shown(Cents(value)) : "\(value)"
    }

    package static let all: [ComparedRule] = [
        ComparedRule("min_fico", "FICO", .lowCreditScore, .atLeast, .fico) { $0.minFico.map(Int64.init) },
        ComparedRule("min_months_in_business", "Months in business", .timeInBusiness, .atLeast, .monthsInBusiness) {
            $0.minMonthsInBusiness.map(Int64.init)
        },
        ComparedRule("min_monthly_revenue", "Monthly revenue", .lowRevenue, .atLeast, .monthlyRevenue) {
            $0.minMonthlyRevenue?.count
        },
        ComparedRule("open_positions", "Open positions", .existingPositions, .atMost, .openPositions) { criteria in
            [criteria.maxAdvances, criteria.maxPosition.map { $0 - 1 }].compactMap { $0 }.min().map(Int64.init)
        },
        ComparedRule("min_funding", "Smallest amount", .amountOutOfRange, .atLeast, .requestedAmount) {
            $0.minFunding?.count
        },
        ComparedRule("max_funding", "Largest amount", .amountOutOfRange, .atMost, .requestedAmount) {
            $0.maxFunding?.count
        },
        ComparedRule("deposits_per_month", "Deposits a month", .insufficientDeposits, .atLeast, .depositsPerMonth) {
            _ in
            nil
        },
        ComparedRule("average_daily_balance", "Average balance", .lowBalances, .atLeast, .averageDailyBalance) { _ in
            nil
        },
        ComparedRule("negative_days", "Negative days", .negativeDays, .atMost, .negativeDays) { _ in nil },
    ]

    private init(
        _ name: String, _ label: String, _ reason: DeclineReason, _ side: Drift.Side, _ field: CustomRule.Field,
        column: @escaping @Sendable (Criteria) -> Int64?
    ) {
        (self.name, self.label, self.reason, self.side, self.field) = (name, label, reason, side, field)
        self.column = column
    }
}
