import Kernel

/// An offer while its terms are gathered, each with the words it was read from.
struct OfferDraft {
    var terms = OfferTerms()
    var currency: TextWord.Currency?
    private(set) var sources: [(field: String, words: Range<Int>)] = []
    /// A term in days that says neither business nor calendar.
    var hasBareDays = false
    /// `110 payments` before it is known how often they are.
    var paymentCount: Int?
    var prepayWords = 0..<0
    /// The paragraph of its amount.
    var paragraph = -1

    var hasAmount: Bool { terms.amount != nil }
    var fieldCount: Int { sources.count }

    /// Takes a term where none is known yet.
    mutating func take<T>(_ path: WritableKeyPath<OfferTerms, T?>, _ value: T, _ field: String, _ words: Range<Int>) {
        guard terms[keyPath: path] == nil else { return }
        terms[keyPath: path] = value
        sources.append((field, words))
    }

    /// Takes a term in place of the one before it: the upper end of a range.
    mutating func replace<T>(_ path: WritableKeyPath<OfferTerms, T?>, _ value: T, _ field: String, _ words: Range<Int>)
    {
        terms[keyPath: path] = value
        sources.removeAll { $0.field == field }
        sources.append((field, words))
    }

    /// Fills what is missing from terms that hold for every option.
    mutating func fill(from other: OfferDraft) {
        func words(_ field: String) -> Range<Int> { other.sources.first { $0.field == field }?.words ?? 0..<0 }
        if let value = other.terms.factorRate { take(\.factorRate, value, "factor_rate", words("factor_rate")) }
        if let value = other.terms.buyRate { take(\.buyRate, value, "buy_rate", words("buy_rate")) }
        if let value = other.terms.interestRatePercent {
            take(\.interestRatePercent, value, "interest_rate_percent", words("interest_rate_percent"))
        }
        if terms.termValue == nil, let value = other.terms.termValue {
            take(\.termValue, value, "term_value", words("term_value"))
            terms.termUnit = other.terms.termUnit
            hasBareDays = other.hasBareDays
        }
        if let value = other.terms.paymentFrequency {
            take(\.paymentFrequency, value, "payment_frequency", words("payment_frequency"))
        }
        if let value = other.terms.holdbackPercent {
            take(\.holdbackPercent, value, "holdback_percent", words("holdback_percent"))
        }
        if let value = other.terms.originationFeePercent {
            take(\.originationFeePercent, value, "origination_fee_percent", words("origination_fee_percent"))
        }
        if let value = other.terms.originationFeeAmount {
            take(\.originationFeeAmount, value, "origination_fee_amount", words("origination_fee_amount"))
        }
        if let value = other.terms.commissionPoints {
            take(\.commissionPoints, value, "commission_points", words("commission_points"))
        }
        if let value = other.terms.prepay, terms.prepay == nil {
            take(\.prepay, value, "prepay", words("prepay"))
            prepayWords = other.prepayWords
        }
        if let value = other.terms.expiresOn { take(\.expiresOn, value, "expires_on", words("expires_on")) }
    }
}
