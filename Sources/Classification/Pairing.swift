/// Finds the pairs of phrases that stand near each other in one sentence. Each side remembers only its last place, so that
/// the work is linear in the sides.
struct Pairing {
    private struct Side {
        let words: Range<Int>
        let sentence: Int
    }

    /// A number for each clause, by word.
    let clauses: [Int32]
    private var lefts: [Side?] = .init(repeating: nil, count: RuleBook.pairs.count)
    private var rights: [Side?] = .init(repeating: nil, count: RuleBook.pairs.count)
    private(set) var hits: [Passage.Hit] = []

    init(clauses: [Int32]) { self.clauses = clauses }

    mutating func add(_ words: Range<Int>, _ sentence: Int, left: [Int], right: [Int]) {
        let side = Side(words: words, sentence: sentence)
        for pair in left {
            if let other = rights[pair] { join(pair, other, side) }
            lefts[pair] = side
        }
        for pair in right {
            if let other = lefts[pair] { join(pair, other, side) }
            rights[pair] = side
        }
    }

    private mutating func join(_ pair: Int, _ first: Side, _ second: Side) {
        guard first.sentence == second.sentence, !first.words.overlaps(second.words),
            second.words.lowerBound - first.words.upperBound <= RuleBook.pairs[pair].distance,
            clauses[first.words.upperBound - 1] == clauses[second.words.lowerBound]
                || second.words.lowerBound - first.words.upperBound <= 2
        else { return }
        let rule = RuleBook.pairs[pair].rule
        hits.append(
            Passage.Hit(
                rule: rule, signal: RuleBook.rules[rule].signal,
                words: first.words.lowerBound..<max(first.words.upperBound, second.words.upperBound),
                sentence: first.sentence))
    }
}
