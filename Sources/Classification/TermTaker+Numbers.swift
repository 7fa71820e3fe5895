import Kernel

/// Takes a number as what it likely is.
extension TermTaker {
    func take(_ index: Int, as numbers: NumberRoles, _ sentence: Int, into draft: inout OfferDraft) {
        let field = numbers[index]
        let word = words[index]
        let span = index..<index + 1
        func set(_ path: WritableKeyPath<OfferTerms, ExactNumber?>, _ value: ExactNumber) {
            // the upper end of a range
            if roles.endsRange(index) || roles.followsTo(index) {
                draft.replace(path, value, field.rawValue, span)
            } else {
                draft.take(path, value, field.rawValue, span)
            }
        }
        switch field {
        case .none, .amount, .funded, .commission: break
        case .factor: set(\.factorRate, Self.rate(word))
        case .buyRate: set(\.buyRate, Self.rate(word))
        case .interest: set(\.interestRatePercent, word.value)
        case .payback: set(\.paybackAmount, word.value)
        case .payment: set(\.paymentAmount, word.value)
        case .holdback: set(\.holdbackPercent, word.value)
        case .originationPercent: set(\.originationFeePercent, word.value)
        case .originationAmount: set(\.originationFeeAmount, word.value)
        case .points: set(\.commissionPoints, word.value)
        case .expiry:
            guard word.kind == .day else { return }
            draft.take(\.expiresOn, Day(number: Int32(clamping: word.value.coefficient)), field.rawValue, span)
        case .term: takeCount(index, numbers.unit(of: index), numbers, into: &draft)
        }
    }

    /// `143` for 1.43.
    private static func rate(_ word: TextWord) -> ExactNumber {
        guard word.value.decimals == 0, let hundredths = word.value.scaled(0), (101...199).contains(hundredths) else {
            return word.value
        }
        return ExactNumber(hundredths, decimals: 2) ?? word.value
    }

    private func takeCount(
        _ index: Int, _ unit: OfferTerms.TermUnit?, _ numbers: NumberRoles, into draft: inout OfferDraft
    ) {
        guard let count = words[index].value.scaled(0), (1..<1000).contains(count) else { return }
        let stated = roles.unit(after: index)
        let span = index..<(stated?.end ?? index + 1)
        let isUpper = roles.endsRange(index) || roles.followsTo(index)
        guard isUpper || draft.terms.termValue == nil,
            let unit = stated.flatMap({ numbers.unit($0.unit, $0.frequency) }) ?? unit
        else { return }
        draft.replace(\.termValue, Int(count) * (stated?.unit == .year ? 12 : 1), "term_value", span)
        draft.terms.termUnit = unit
    }
}
