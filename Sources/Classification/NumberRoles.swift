/// What each number of a passage likely is, by its place among the words.
struct NumberRoles {
    private let likely: [Int: NumberLeanings.Likely]
    /// How often is paid; nil where it is not stated.
    private(set) var frequency: OfferTerms.Frequency?
    private(set) var frequencyShare = 1.0
    private var units: [Int: OfferTerms.TermUnit] = [:]
    /// The share of the number that it is least sure of; 1 without a number.
    let least: Double
    private static let surelyNothing = 0.8
    private static let surelyNoDay = 0.97
    /// What is less likely is no amount of an offer even where there is no other.
    private static let leastAmount = 0.05
    /// Whether the rules took every number for the same.
    let isTold: Bool

    private init(
        _ signs: NumberSigns, _ leanings: NumberLeanings, _ words: WordParts<HashedPart>, hasAmount: Bool
    ) {
        // what it is hardly sure to be nothing is what the rules took it for
        var found = zip(signs.numbers, leanings.weigh(signs, words)).map { number, likely in
            if likely.field == .none, signs.roles.tellsValidity(number.word) {
                return NumberLeanings.Likely(field: .none, share: 1, amount: likely.amount)
            }
            guard likely.field == .none,
                let told = signs.taken[number.word]?.first(where: { $0 != .none && $0 != .amount }),
                likely.share < (told == .expiry ? Self.surelyNoDay : Self.surelyNothing)
            else { return likely }
            return NumberLeanings.Likely(field: told, share: 1 - likely.share, amount: likely.amount)
        }
        if hasAmount, let place = found.indices.max(by: { found[$0].amount < found[$1].amount }),
            found[place].amount >= Self.leastAmount
        {
            found[place] = NumberLeanings.Likely(
                field: .amount, share: found[place].amount, amount: found[place].amount)
        }
        likely = Dictionary(uniqueKeysWithValues: zip(signs.numbers.map(\.word), found))
        least = found.lazy.map(\.share).min() ?? 1
        isTold = zip(signs.numbers, found).allSatisfy { (signs.taken[$0.word] ?? [.none]).contains($1.field) }
    }

    /// Where it is known what each number is.
    init(_ signs: NumberSigns, known: [NumberField]) {
        likely = Dictionary(
            uniqueKeysWithValues: zip(signs.numbers.map(\.word), known).map {
                ($0, NumberLeanings.Likely(field: $1, share: 1))
            })
        (least, isTold) = (1, true)
    }

    /// Knows what terms are counted in and how often is paid as well.
    /// - Parameter hasAmount: the likeliest number is the amount, if any may be.
    init(_ signs: NumberSigns, _ leanings: NumberLeanings, told: OfferTerms.Frequency?, hasAmount: Bool = false) {
        let words = WordParts<HashedPart>(signs.passage, signs.roles)
        self.init(signs, leanings, words, hasAmount: hasAmount)
        (frequency, frequencyShare) = leanings.frequency(
            FrequencySigns(passage: signs.passage, roles: signs.roles, numbers: self, told: told), words)
        for (place, number) in signs.numbers.enumerated() where self[number.word] == .term {
            units[number.word] = leanings.unit(signs, place, words, frequency)
        }
    }

    /// What a term is counted in.
    func unit(of word: Int) -> OfferTerms.TermUnit? { units[word] }

    /// What a unit that is stated means; nil for payments of which it is not said how often they are.
    func unit(_ stated: TermWords.Unit, _ often: OfferTerms.Frequency?) -> OfferTerms.TermUnit? {
        // bare days under a daily debit are banking days
        stated == .day && frequency == .daily ? .businessDays : stated.term(every: often)
    }

    var isEmpty: Bool { likely.isEmpty }

    subscript(word: Int) -> NumberField { likely[word]?.field ?? .none }

    /// The number that is most surely of a field.
    func word(of field: NumberField) -> Int? {
        likely.lazy.filter { $0.value.field == field }.max { ($0.value.share, -$0.key) < ($1.value.share, -$1.key) }?
            .key
    }
}
