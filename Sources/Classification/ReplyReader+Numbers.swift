import Kernel

/// A number or a day of a mail as `learn-reading` sees it.
package struct StatedNumber {
    package let features: [String]
    /// Nil for a day.
    package let value: ExactNumber?
    package let day: Day?
    /// A unit of time stands behind it; whether that is years.
    package let isCount: Bool
    package let isYears: Bool
    package let isShare: Bool
    /// What the rules took it for.
    package let taken: [NumberField]
}

extension ReplyReader {
    /// The numbers of a mail's newest text, in their order.
    package static func numbers(of input: ReplyInput) -> [StatedNumber] {
        let signs = signs(of: input).signs
        let words = WordParts<NamedPart>(signs.passage, signs.roles)
        return signs.numbers.indices.map { place in
            var features: [String] = []
            signs.each(of: place, words) { features.append($0.name) }
            let index = signs.numbers[place].word
            let word = signs.passage.words[index]
            let unit = signs.roles.unit(after: index)?.unit
            let isDay = word.kind == .day
            return StatedNumber(
                features: features, value: isDay ? nil : word.value,
                day: isDay ? Day(number: Int32(clamping: word.value.coefficient)) : nil, isCount: unit != nil,
                isYears: unit == .year, isShare: word.suffix == .percent, taken: signs.taken[index] ?? [])
        }
    }

    /// What tells how often is paid, where it is known what the numbers are.
    package static func frequencyFeatures(of input: ReplyInput, _ fields: [NumberField]) -> [String] {
        let (signs, told) = signs(of: input)
        let all = FrequencySigns(
            passage: signs.passage, roles: signs.roles, numbers: NumberRoles(signs, known: fields), told: told)
        var features: [String] = []
        all.each(WordParts<NamedPart>(signs.passage, signs.roles)) { features.append($0.name) }
        return features
    }

    /// What tells the unit of the term that is the number at this place, where it is known how often is paid.
    package static func unitFeatures(
        of input: ReplyInput, _ place: Int, _ frequency: OfferTerms.Frequency?
    ) -> [String] {
        let signs = signs(of: input).signs
        var features: [String] = []
        signs.unit(of: place, WordParts<NamedPart>(signs.passage, signs.roles), frequency) { features.append($0.name) }
        return features
    }

    private static func signs(of input: ReplyInput) -> (signs: NumberSigns, told: OfferTerms.Frequency?) {
        let decision = decision(on: input)
        decision.learned = nil
        return (decision.numberSigns(decision.made()), decision.offers.drafts.first?.draft.terms.paymentFrequency)
    }
}
