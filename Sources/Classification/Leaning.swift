import Glibc

/// What the words of one mail speak for: the natural logarithms of shares that sum to one.
struct Leaning {
    /// In the order of `Outcome.allCases` and `DeclineReason.allCases`.
    let outcomes: [Double]
    let reasons: [Double]
    /// What its words alone speak for.
    let wordsOutcome: Outcome
    let wordsReason: DeclineReason
    /// What may stand several times in it.
    let marks: LeaningMarks
    /// The share of its words that are in the table, in eighths.
    let eighths: Int
    /// How many of its words, pairs and beginnings ever taught something.
    let known: Int

    subscript(_ outcome: Outcome) -> Double {
        Leanings.outcomes.firstIndex(of: outcome).map { outcomes[$0] } ?? -.infinity
    }

    subscript(_ reason: DeclineReason) -> Double {
        Leanings.reasons.firstIndex(of: reason).map { reasons[$0] } ?? -.infinity
    }

    /// From 0 to 1.
    func share(of outcome: Outcome) -> Double { exp(self[outcome]) }
    func share(of reason: DeclineReason) -> Double { exp(self[reason]) }

    /// The share of the second likeliest.
    static func second(_ logarithms: [Double]) -> Double {
        exp(logarithms.sorted(by: >).dropFirst().first ?? -.infinity)
    }

    static func logarithms(_ scores: [Double]) -> [Double] {
        let most = scores.max() ?? 0
        let sum = scores.reduce(0) { $0 + exp($1 - most) }
        return scores.map { $0 - most - log(sum) }
    }
}
