/// Finds the pairs of phrases that stand near each other in one sentence. Each side remembers only its last place, so that
/// the work is linear in the sides.
struct Pairing {
    private struct Found {
        let words: Range<Int>
        let sentence: Int
    }

    /// A number for each clause, by word.
    let clauses: [Int32]
    private var found: [Found] = []
    /// Where each side was last found, in `found`; -1 where it was not.
    private var last = [Int32](repeating: -1, count: RuleBook.sides.count)
    private(set) var hits: [Passage.Hit] = []

    init(clauses: [Int32]) { self.clauses = clauses }

    mutating func add(_ words: Range<Int>, _ sentence: Int, side: Int) {
        let pairs = RuleBook.sides[side]
        let new = Found(words: words, sentence: sentence)
        for pair in pairs.lefts { join(RuleBook.pairs[pair], new) }
        found.append(new)
        last[side] = Int32(found.count - 1)
        for pair in pairs.rights { join(RuleBook.pairs[pair], new) }
    }

    private mutating func join(_ pair: PhrasePlan.Pair, _ second: Found) {
        guard last[pair.other] >= 0 else { return }
        let first = found[Int(last[pair.other])]
        guard first.sentence == second.sentence, !first.words.overlaps(second.words),
            second.words.lowerBound - first.words.upperBound <= pair.distance,
            clauses[first.words.upperBound - 1] == clauses[second.words.lowerBound]
                || second.words.lowerBound - first.words.upperBound <= 2
        else { return }
        hits.append(
            Passage.Hit(
                rule: pair.rule, signal: RuleBook.rules[pair.rule].signal,
                words: first.words.lowerBound..<max(first.words.upperBound, second.words.upperBound),
                sentence: first.sentence))
    }
}
