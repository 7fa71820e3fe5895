import Applications
import Kernel

/// A rule beyond the columns: a field of the merchant, one of the closed operators, and what it is compared with.
/// Evaluation never fails: what is unknown stays unknown.
package struct CustomRule: Hashable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case averageDailyBalance = "average_daily_balance"
        case negativeDays = "negative_days"
        case depositsPerMonth = "deposits_per_month"
        case monthlyRevenue = "monthly_revenue"
        case annualRevenue = "annual_revenue"
        case requestedAmount = "requested_amount"
        case requestedTermMonths = "requested_term_months"
        case monthsInBusiness = "months_in_business"
        case fico
        case openPositions = "open_positions"
        case totalDailyDebit = "total_daily_debit"
        case state
        case country
        case currency
        case entityType = "entity_type"
        case industryCode = "industry_code"

        package enum Kind: Sendable { case money, number, word }

        package var kind: Kind {
            switch self {
            case .averageDailyBalance, .monthlyRevenue, .annualRevenue, .requestedAmount, .totalDailyDebit: .money
            case .state, .country, .currency, .entityType, .industryCode: .word
            default: .number
            }
        }

        package var label: String {
            let words = rawValue.split(separator: "_").joined(separator: " ")
            return self == .fico ? "FICO" : words.prefix(1).uppercased() + words.dropFirst()
        }
    }

    package enum Operator: String, CaseIterable, Sendable {
        case atLeast = "at_least"
        case atMost = "at_most"
        case equals
        case notEquals = "not_equals"
        case oneOf = "one_of"
        case noneOf = "none_of"
        case startsWith = "starts_with"

        /// For words only.
        var isForWords: Bool { self == .startsWith }
        /// For numbers and money only.
        var isForNumbers: Bool { self == .atLeast || self == .atMost }
        var takesList: Bool { self == .oneOf || self == .noneOf }

        var words: String {
            switch self {
            case .atLeast: "at least"
            case .atMost: "at most"
            case .equals: "exactly"
            case .notEquals: "not"
            case .oneOf: "one of"
            case .noneOf: "none of"
            case .startsWith: "beginning with"
            }
        }
    }

    package let field: Field
    package let comparison: Operator
    /// Numbers, cents or lower-case words.
    package let operands: [Operand]
    /// What the rule is called where its field's name says too little.
    package let label: String?

    package enum Operand: Hashable, Sendable {
        case number(Int64)
        case word(String)
    }

    /// Whether the rule holds; nil where the merchant's value is unknown.
    package func holds(for merchant: MerchantProfile) -> Bool? {
        guard let value = value(of: merchant), let first = operands.first else { return nil }
        switch (comparison, value, first) {
        case (.atLeast, .number(let number), .number(let bound)): return number >= bound
        case (.atMost, .number(let number), .number(let bound)): return number <= bound
        case (.startsWith, .word(let word), .word(let start)): return word.hasPrefix(start)
        case (.equals, _, _): return value == first
        case (.notEquals, _, _): return value != first
        case (.oneOf, _, _): return operands.contains(value)
        case (.noneOf, _, _): return !operands.contains(value)
        default: return nil
        }
    }

    func value(of merchant: MerchantProfile) -> Operand? { field.value(of: merchant) }

    func words(_ operand: Operand, _ currency: Currency) -> String {
        switch operand {
        case .number(let number): field.kind == .money ? currency.shown(Cents(number)) : "\(number)"
        case .word(let word): field == .state || field == .country ? word.uppercased() : word
        }
    }

    /// `at least $5,000`
    func asked(_ currency: Currency) -> String {
        "\(comparison.words) \(operands.map { words($0, currency) }.joined(separator: ", "))"
    }
}

extension CustomRule.Field {
    /// What the merchant has of it: numbers, cents or lower-case words; nil where it is not known.
    package func value(of merchant: MerchantProfile) -> CustomRule.Operand? {
        switch self {
        case .averageDailyBalance: merchant.averageDailyBalance.map { .number($0.count) }
        case .negativeDays: merchant.negativeDays.map { .number(Int64($0)) }
        case .depositsPerMonth: merchant.depositsPerMonth.map { .number(Int64($0)) }
        case .monthlyRevenue: merchant.monthlyRevenue.map { .number($0.count) }
        case .annualRevenue: merchant.annualRevenue.map { .number($0.count) }
        case .requestedAmount: merchant.requestedAmount.map { .number($0.count) }
        case .requestedTermMonths: merchant.requestedTermMonths.map { .number(Int64($0)) }
        case .monthsInBusiness: merchant.monthsInBusiness.map { .number(Int64($0)) }
        case .fico: merchant.fico.map { .number(Int64($0)) }
        case .openPositions: merchant.openPositions.map { .number(Int64($0)) }
        case .totalDailyDebit: merchant.totalDailyDebit.map { .number($0.count) }
        case .state: merchant.state.map { .word($0.lowercased()) }
        case .country: .word(merchant.country.lowercased())
        case .currency: .word(merchant.currency.rawValue.lowercased())
        case .entityType: merchant.entityType.map { .word($0.rawValue) }
        case .industryCode: merchant.industryCode.map { .word($0) }
        }
    }
}
