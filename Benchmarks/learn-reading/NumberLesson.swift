import Classification
import Kernel

/// What the numbers of a labelled mail are by its label, how often is paid and what its terms are counted in.
struct NumberLesson: Sendable {
    let file: String
    let rows: [Learner.Row]
    let frequency: Learner.Row?
    let units: [Learner.Row]

    init(_ mail: LabelledMail) {
        file = mail.file
        let numbers = ReplyReader.numbers(of: mail.input)
        let fields = numbers.map { Self.field(of: $0, mail.label) }
        rows = zip(numbers, fields).map { number, field in
            Learner.Row(
                words: number.features, findings: [], truths: [NumberField.allCases.firstIndex(of: field) ?? 0])
        }
        let frequencies = Set(mail.label.offers.map(\.paymentFrequency))
        guard frequencies.count == 1, let stated = frequencies.first else {
            (frequency, units) = (nil, [])
            return
        }
        let place = stated.flatMap { OfferTerms.Frequency.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        frequency = Learner.Row(
            words: ReplyReader.frequencyFeatures(of: mail.input, fields), findings: [], truths: [place])
        units = zip(numbers, fields).enumerated().compactMap { place, pair in
            guard pair.1 == .term, !pair.0.isYears, let value = pair.0.value?.scaled(0),
                let unit = mail.label.offers.first(where: { $0.termValue.map(Int64.init) == value })?.termUnit,
                let truth = OfferTerms.TermUnit.allCases.firstIndex(of: unit)
            else { return nil }
            return Learner.Row(
                words: ReplyReader.unitFeatures(of: mail.input, place, stated), findings: [], truths: [truth])
        }
    }

    /// The field of the label that has this value; where several have it, the one that the rules took it for or that its looks suit.
    private static func field(of number: StatedNumber, _ label: Reading) -> NumberField {
        let fields = NumberField.allCases.filter { isStated(number, as: $0, label) }
        if number.isCount, fields.contains(.term) { return .term }
        if let told = fields.first(where: number.taken.contains) { return told }
        let shares: [NumberField] = [.originationPercent, .holdback, .interest, .points]
        if number.isShare, let share = shares.first(where: fields.contains) { return share }
        return fields.first { $0 != .term } ?? fields.first ?? .none
    }

    private static func isStated(_ number: StatedNumber, as field: NumberField, _ label: Reading) -> Bool {
        if field == .expiry { return number.day != nil && label.offers.contains { $0.expiresOn == number.day } }
        guard let value = number.value else { return false }
        func has(_ path: KeyPath<OfferTerms, ExactNumber?>, _ values: ExactNumber?...) -> Bool {
            label.offers.contains { $0[keyPath: path].map(values.contains) ?? false }
        }
        return switch field {
        case .none, .expiry: false
        case .amount: has(\.amount, value, value.scaled(3).flatMap { ExactNumber($0) })
        case .factor: has(\.factorRate, value, Self.hundredths(value))
        case .buyRate: has(\.buyRate, value, Self.hundredths(value))
        case .interest: has(\.interestRatePercent, value)
        case .payback: has(\.paybackAmount, value)
        case .payment: has(\.paymentAmount, value)
        case .holdback: has(\.holdbackPercent, value)
        case .originationPercent: has(\.originationFeePercent, value)
        case .originationAmount: has(\.originationFeeAmount, value)
        case .points: has(\.commissionPoints, value)
        case .funded: label.fundedAmount == value
        case .commission: label.commissionAmount == value
        case .term:
            label.offers.contains { offer in
                offer.termValue.map { Int64($0) == value.scaled(0).map { $0 * (number.isYears ? 12 : 1) } } ?? false
            }
        }
    }

    /// `143` for 1.43.
    private static func hundredths(_ value: ExactNumber) -> ExactNumber? {
        value.scaled(0).flatMap { 101...199 ~= $0 ? ExactNumber($0, decimals: 2) : nil }
    }
}
