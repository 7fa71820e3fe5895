import Kernel

/// The terms of one offer as they are stated; nil means that the message does not state it. Nothing is computed.
package struct OfferTerms: Hashable, Sendable {
    package enum TermUnit: String, CaseIterable, Hashable, Sendable {
        case businessDays = "business_days"
        case calendarDays = "calendar_days"
        case weeks
        case months
    }

    package enum Frequency: String, CaseIterable, Hashable, Sendable {
        case daily, weekly, biweekly, monthly

        /// What a count of payments is counted in; nil where payments alone give no term.
        var termUnit: TermUnit? {
            switch self {
            case .daily: .businessDays
            case .weekly: .weeks
            case .monthly: .months
            case .biweekly: nil
            }
        }
    }

    /// The gross advance, in units of the currency (not cents).
    package var amount: ExactNumber?
    /// ISO 4217.
    package var currency = "USD"
    /// The rate quoted for the merchant, 1.35 = 35 cents on the dollar.
    package var factorRate: ExactNumber?
    /// The funder's own price to the broker.
    package var buyRate: ExactNumber?
    package var interestRatePercent: ExactNumber?
    package var paybackAmount: ExactNumber?
    package var termValue: Int?
    package var termUnit: TermUnit?
    package var paymentFrequency: Frequency?
    package var paymentAmount: ExactNumber?
    package var holdbackPercent: ExactNumber?
    package var originationFeePercent: ExactNumber?
    package var originationFeeAmount: ExactNumber?
    package var commissionPoints: ExactNumber?
    /// The sender's own words on paying early.
    package var prepay: String?
    package var expiresOn: Day?

    package init() {}
}
