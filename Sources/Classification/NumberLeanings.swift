import Glibc

/// What a number of a mail likely is, learned from labelled mails.
struct NumberLeanings {
    /// A field and its share of all, from 0 to 1.
    struct Likely {
        let field: NumberField
        let share: Double
        /// The share of its being the amount of an offer.
        var amount = 0.0
    }

    private static let amount = NumberField.allCases.firstIndex(of: .amount)

    /// What is less likely is no frequency beside what rules were told.
    private static let leastShare = 0.7

    let fields: SignTable
    let frequencies: SignTable
    let units: SignTable

    /// The likeliest field of each number, in their order; nothing where nothing was learned.
    func weigh(_ signs: NumberSigns, _ words: WordParts<HashedPart>) -> [Likely] {
        guard !fields.isEmpty else { return [] }
        return signs.numbers.indices.map { place in
            let scores = fields.scores { signs.each(of: place, words, $0) }
            let (best, share) = Self.likeliest(scores)
            let amount = Self.amount.map { share * exp(scores[$0] - scores[best]) } ?? 0
            return Likely(field: NumberField.allCases[best], share: share, amount: amount)
        }
    }

    /// How often is likely paid, and its share of all; no frequency where none is stated.
    func frequency(
        _ signs: FrequencySigns, _ words: WordParts<HashedPart>
    ) -> (frequency: OfferTerms.Frequency?, share: Double) {
        guard !frequencies.isEmpty else { return (signs.told, 0) }
        let (place, share) = Self.likeliest(frequencies.scores { signs.each(words, $0) })
        if share < Self.leastShare { return (signs.told, share) }
        return (place == 0 ? nil : OfferTerms.Frequency.allCases[place - 1], share)
    }

    /// What a term is likely counted in.
    func unit(
        _ signs: NumberSigns, _ place: Int, _ words: WordParts<HashedPart>, _ frequency: OfferTerms.Frequency?
    ) -> OfferTerms.TermUnit? {
        guard !units.isEmpty else { return nil }
        let scores = units.scores { signs.unit(of: place, words, frequency, $0) }
        return OfferTerms.TermUnit.allCases[Self.likeliest(scores).place]
    }

    private static func likeliest(_ scores: [Double]) -> (place: Int, share: Double) {
        let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        return (best, 1 / scores.reduce(0) { $0 + exp($1 - scores[best]) })
    }
}
