import Kernel

/// An offer while its terms are gathered, each with the words it was read from.
struct OfferDraft {
    var terms = OfferTerms()
    var currency: TextWord.Currency?
    private(set) var sources: [(field: String, words: Range<Int>)] = []
    /// A term in days that says neither business nor calendar.
    var hasBareDays = false
    /// `110 payments` before it is known how often they are.
    var paymentCount: (value: Int, words: Range<Int>)?
    /// The APR: what stands for the interest where neither interest nor a factor is stated.
    var annualRate: (value: ExactNumber, words: Range<Int>)?
    /// A share that nothing names: the interest of a loan that states no other price.
    var bareInterest: (value: ExactNumber, words: Range<Int>)?
    /// How often a share is taken: what stands where no payment's frequency is stated.
    var shareFrequency: OfferTerms.Frequency?
    var prepayWords = 0..<0
    /// The paragraph of its amount.
    var paragraph = -1
    /// Whether its amount is offered to anybody.
    var isProgram = false
    /// The sentence of its amount; -1 for a row of a table.
    var sentence = -1
    /// The block of its amount: a paragraph, or what stands under the name of an option.
    var block = -1

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

    /// Begins another option of the same amount.
    mutating func copyAmount(of other: OfferDraft) {
        terms.amount = other.terms.amount
        if let source = other.sources.first(where: { $0.field == "amount" }) { sources.append(source) }
        (currency, paragraph, block) = (other.currency, other.paragraph, other.block)
    }

    /// Its terms alone, for a draft of another text; the words on paying early stay behind, as they are nothing but a place.
    var withoutPlaces: OfferDraft {
        var copy = self
        (copy.sources, copy.prepayWords, copy.terms.prepay) = ([], 0..<0, nil)
        copy.annualRate?.words = 0..<0
        copy.bareInterest?.words = 0..<0
        copy.paymentCount?.words = 0..<0
        return copy
    }

    func states(_ field: OfferField) -> Bool { sources.contains { $0.field == field.rawValue } }

    func states(_ field: NumberField) -> Bool { sources.contains { $0.field == field.rawValue } }

    /// Whether it has another term in the place of this one, of those that make an option.
    func statesOtherwise(_ field: NumberField, _ value: ExactNumber) -> Bool {
        switch field {
        case .factor: terms.factorRate.map { $0 != value } ?? false
        case .term: terms.termValue.map { Int64($0) != value.scaled(0) } ?? false
        case .payment: terms.paymentAmount.map { $0 != value } ?? false
        default: false
        }
    }

    /// Whether another draft has a term that differs, of those that make an option.
    func differs(from other: OfferDraft) -> Bool {
        func differ<T: Equatable>(_ path: KeyPath<OfferTerms, T?>) -> Bool {
            guard let left = terms[keyPath: path], let right = other.terms[keyPath: path] else { return false }
            return left != right
        }
        return differ(\.factorRate) || differ(\.termValue) || differ(\.paymentAmount)
    }

    /// Takes over one term of another draft where none is known yet.
    mutating func take(_ field: OfferField, from other: OfferDraft) {
        let words = other.sources.first { $0.field == field.rawValue }?.words ?? 0..<0
        func move<T>(_ path: WritableKeyPath<OfferTerms, T?>) {
            if let value = other.terms[keyPath: path] { take(path, value, field.rawValue, words) }
        }
        switch field {
        case .payback: move(\.paybackAmount)
        case .payment: move(\.paymentAmount)
        case .factor: move(\.factorRate)
        case .buyRate: move(\.buyRate)
        case .interest: move(\.interestRatePercent)
        case .term:
            if terms.termValue == nil, other.terms.termValue != nil {
                move(\.termValue)
                terms.termUnit = other.terms.termUnit
                hasBareDays = other.hasBareDays
            }
        case .frequency: move(\.paymentFrequency)
        case .holdback: move(\.holdbackPercent)
        case .originationPercent: move(\.originationFeePercent)
        case .originationAmount: move(\.originationFeeAmount)
        case .commission: move(\.commissionPoints)
        case .prepay:
            if terms.prepay == nil, other.terms.prepay != nil {
                move(\.prepay)
                prepayWords = other.prepayWords
            }
        case .expiry: move(\.expiresOn)
        }
    }

    /// Takes the APR for the interest where nothing else is a price.
    mutating func takeAnnualRate() {
        if let bareInterest, annualRate == nil, terms.interestRatePercent == nil, terms.factorRate == nil,
            terms.buyRate == nil, terms.paybackAmount == nil, terms.termValue != nil
        {
            take(\.interestRatePercent, bareInterest.value, "interest_rate_percent", bareInterest.words)
        }
        guard let annualRate, terms.interestRatePercent == nil, terms.factorRate == nil, terms.buyRate == nil else {
            return
        }
        take(\.interestRatePercent, annualRate.value, "interest_rate_percent", annualRate.words)
    }

    /// Fills what is missing from another draft: all of it, or only what may hold for every option.
    mutating func fill(from other: OfferDraft, isOnly: Bool) {
        for field in OfferField.allCases where isOnly || field.holdsForAll { take(field, from: other) }
        annualRate = annualRate ?? other.annualRate
        bareInterest = bareInterest ?? other.bareInterest
        shareFrequency = shareFrequency ?? other.shareFrequency
        if isOnly { paymentCount = paymentCount ?? other.paymentCount }
    }
}

/// The terms of an offer beside its amount, by their names in a reading.
enum OfferField: String, CaseIterable {
    case payback = "payback_amount"
    case payment = "payment_amount"
    case factor = "factor_rate"
    case buyRate = "buy_rate"
    case interest = "interest_rate_percent"
    case term = "term_value"
    case frequency = "payment_frequency"
    case holdback = "holdback_percent"
    case originationPercent = "origination_fee_percent"
    case originationAmount = "origination_fee_amount"
    case commission = "commission_points"
    case prepay
    case expiry = "expires_on"

    /// What is paid back and each payment belong to one option.
    var holdsForAll: Bool { self != .payback && self != .payment }
}
