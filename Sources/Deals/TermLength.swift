import Classification
import Kernel

/// How long an offer runs, as an exact share of months. A year is counted as 12 months, 52 weeks, 260 business days and 365
/// calendar days.
package struct TermLength: Sendable, Equatable {
    /// Months, as `twelfths / perYear`: 120 business days are 120 × 12 / 260.
    let count: Int64
    let perYear: Int64

    static func of(_ count: Int, _ unit: OfferTerms.TermUnit) -> TermLength {
        TermLength(count: Int64(count), perYear: unit.perYear)
    }

    static func of(_ count: Int, paid frequency: OfferTerms.Frequency) -> TermLength {
        TermLength(count: Int64(count), perYear: frequency.perYear)
    }

    /// In tenths of a month, half-even.
    var tenthsOfMonths: Int64 { Int64(Rounding.halfEven(Int128(count) * 120, over: Int128(perYear))) }
}

extension OfferTerms.TermUnit {
    var perYear: Int64 {
        switch self {
        case .businessDays: 260
        case .calendarDays: 365
        case .weeks: 52
        case .months: 12
        }
    }
}

extension OfferTerms.Frequency {
    /// Payments in a year.
    var perYear: Int64 {
        switch self {
        case .daily: 260
        case .weekly: 52
        case .biweekly: 26
        case .monthly: 12
        }
    }
}
