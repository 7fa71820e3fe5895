/// The reasons of a refusal in the order of their prominence: by place, the specific before the general.
struct ReasonFindings {
    private(set) var found: [(reason: DeclineReason, hit: Passage.Hit)] = []
    /// What is named, and over or no matter: no reason where another one stands.
    private(set) var cleared: Set<DeclineReason> = []
    /// Whether only topics were found, without a word that blames them.
    private(set) var areTopics = false

    private let passage: Passage

    init(_ passage: Passage, _ findings: Findings) {
        self.passage = passage
        let all = hits(passage.hits, merchantWalked: findings.merchantWalked)
        let plain = all.filter { !$0.isVague }
        let hits = plain.contains { !$0.isTopic } ? plain : all
        let isExplained = hits.contains { !$0.isTopic }
        let blamed = hits.filter { !$0.isTopic || isBlamed($0, isExplained) }
        areTopics = blamed.isEmpty
        // a line of business or a place that is only named comes after what is blamed
        let ordered = dominant(blamed.isEmpty ? hits : blamed)
        for hit in ordered.filter({ !isNamedAlone($0) }) + ordered.filter(isNamedAlone) {
            guard case .reason(let named) = hit.signal else { continue }
            let reason = meant(named, hit)
            if !found.contains(where: { $0.reason == reason }) { found.append((reason, hit)) }
        }
        // `the judgment was satisfied, the problem is trucking`: what is over goes where something else is left
        let open = found.filter { !isCleared($0.hit) }
        cleared = Set(found.map(\.reason) + passed()).subtracting(open.map(\.reason))
        if !open.isEmpty { found = open }
    }

    /// `discharged in 2017`, `isn't a problem`, `I can live with the 540 score`.
    private func isCleared(_ hit: Passage.Hit) -> Bool {
        let start = hit.words.lowerBound
        if passage.precedes(ScopeWords.toleration, start, within: 4) { return true }
        let end = hit.words.upperBound
        // a phrase of several sentences ends behind its own
        let far = max(end, min(end + 7, passage.sentences[hit.sentence].words.upperBound))
        let turn = (end..<far).first { RuleBook.clauseWords.contains(passage.words[$0].number) }
        let rest = start..<(turn ?? far)
        guard !passage.contains(ScopeWords.recently, in: rest) else { return false }
        return rest.contains { index in
            if passage.contains(ScopeWords.negations, in: index..<index + 1) {
                return passage.contains(ScopeWords.objections, in: index + 1..<min(index + 4, rest.upperBound))
            }
            return passage.contains(ScopeWords.cleared, in: index..<index + 1)
                && !passage.precedes(ScopeWords.negations, index, within: 3)
        }
    }

    /// The reason that looser words speak for most: by how many words of the text they cover.
    init(hintsOf passage: Passage) {
        self.passage = passage
        var words: [DeclineReason: Set<Int>] = [:]
        var first: [DeclineReason: Passage.Hit] = [:]
        for hit in hits(passage.hints(), merchantWalked: true) {
            guard case .reason(let reason) = hit.signal else { continue }
            words[reason, default: []].formUnion(hit.words)
            if first[reason] == nil { first[reason] = hit }
        }
        let best = first.max { one, other in
            let (left, right) = (words[one.key]?.count ?? 0, words[other.key]?.count ?? 0)
            return left == right ? one.value.words.lowerBound > other.value.words.lowerBound : left < right
        }
        if let best { found = [(best.key, best.value)] }
    }

    /// What may be a reason; none lies within another.
    private func hits(_ all: [Passage.Hit], merchantWalked: Bool) -> [Passage.Hit] {
        let mark = passingMark
        var hits: [Passage.Hit] = []
        for hit in all {
            guard case .reason(let reason) = hit.signal, reason != .merchantDeclined || merchantWalked else { continue }
            let sentence = passage.sentences[hit.sentence]
            // a gap of a phrase does not reach from one item of a list into the next
            if hit.words.count > 3, passage.clauses[hit.words.lowerBound] != passage.clauses[hit.words.upperBound - 1],
                passage.words[hit.words.lowerBound + 1..<hit.words.upperBound].contains(where: {
                    $0.beginsClause && !$0.followsColon
                })
            {
                continue
            }
            if let mark, sentence.mark == mark { continue }
            if sentence.isQuestion || reason == .restrictedIndustry && endsName(hit) || isOfPaper(hit) { continue }
            if passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 2), hit.words.count < 3,
                !Self.standsInNegation.contains(reason)
            {
                continue
            }
            if isPraised(hit) || passage.precedes(ScopeWords.conditions, hit.words.lowerBound, within: 6) { continue }
            if let last = hits.last, last.words.overlaps(hit.words) {
                if isWeaker(hit, than: last) { continue }
                hits.removeLast()
            }
            hits.append(hit)
        }
        return hits
    }

    /// Of the boxes of a form only the ticked ones count, of what was looked at only what failed: the mark of what does not.
    /// Nil where there are not both.
    private var passingMark: TextWord.Pause? {
        let sentences = passage.sentences
        guard sentences.contains(where: { $0.mark == .tick }), sentences.contains(where: { $0.mark == .cross }) else {
            return nil
        }
        return hasBoxes ? .cross : .tick
    }

    /// What is named beside such a mark.
    private func passed() -> [DeclineReason] {
        guard let mark = passingMark else { return [] }
        return passage.hits.filter { passage.sentences[$0.sentence].mark == mark }.compactMap { hit in
            if case .reason(let reason) = hit.signal { reason } else { nil }
        }
    }

    /// `☐`, `☑`, `☒` (U+2610 to U+2612), `[ ]`: boxes of a form, not marks that say how something is.
    private var hasBoxes: Bool {
        var last: UInt32 = 0
        return passage.bytes.contains { byte in
            last = (last << 8 | UInt32(byte)) & 0xFF_FFFF
            return 0xE29890...0xE29892 ~= last || last == 0x5B205D
        }
    }

    /// What the office taught is believed before a rule, what is blamed before a topic, the longer before the shorter.
    private func isWeaker(_ hit: Passage.Hit, than last: Passage.Hit) -> Bool {
        if last.isTenants != hit.isTenants { return last.isTenants }
        if last.isTopic != hit.isTopic { return hit.isTopic }
        if let (first, second) = Self.reasons(last, hit) {
            if Self.dominates(first, second) { return true }
            if Self.dominates(second, first) { return false }
        }
        return last.words.count >= hit.words.count
    }

    /// `No nonprofits`, `not in Utah`, `not a year old`: reasons that are told by a negation.
    private static let standsInNegation: Set<DeclineReason> = [
        .timeInBusiness, .businessType, .restrictedIndustry, .restrictedState,
    ]

    /// What a phrase says by the words beside it.
    private func meant(_ named: DeclineReason, _ hit: Passage.Hit) -> DeclineReason {
        switch named {
        case .amountOutOfRange where isOfTurnover(hit): .lowRevenue
        case .lowBalances where hit.words.contains(where: isBelowZero): .negativeDays
        default: named
        }
    }

    /// `-$4,300`: a sign before a sum.
    private func isBelowZero(_ index: Int) -> Bool {
        let start = Int(passage.words[index].start)
        return passage.words[index].isMoney && start > 1 && passage.bytes[start - 1] == UInt8(ascii: "-")
            && passage.bytes[start - 2] == UInt8(ascii: " ")
    }

    /// `Monthly deposits of $11,200 are below our minimum`: the turnover is too small, not the request.
    private func isOfTurnover(_ hit: Passage.Hit) -> Bool {
        passage.precedes(ScopeWords.turnover, hit.words.lowerBound, within: 12, anyClause: true)
    }

    /// `The zero balance letter`: a word within a paper's name.
    private func isOfPaper(_ hit: Passage.Hit) -> Bool {
        passage.hits(in: hit.sentence).contains { other in
            guard case .document = other.signal else { return false }
            return other.words.count > hit.words.count && other.words.lowerBound <= hit.words.lowerBound
                && hit.words.upperBound <= other.words.upperBound
        }
    }

    private func isNamedAlone(_ hit: Passage.Hit) -> Bool {
        hit.isTopic && (hit.signal == .reason(.restrictedIndustry) || hit.signal == .reason(.restrictedState))
    }

    // MARK: praise and blame

    private func isPraised(_ hit: Passage.Hit) -> Bool {
        let (start, end) = (hit.words.lowerBound, hit.words.upperBound)
        if isAccepted(hit) { return true }
        if passage.precedes(ScopeWords.negations, start, within: 5)
            || passage.follows(ScopeWords.negations, end, within: 4)
        {
            return false
        }
        if hit.isTopic {
            return passage.precedes(ScopeWords.fine, start, within: 3)
                || passage.follows(ScopeWords.fine, end, within: 4)
        }
        return hit.words.count <= 3
            && (passage.precedes(ScopeWords.praise, start, within: 3)
                || passage.follows(ScopeWords.praise, end, within: 3))
    }

    /// `We do sole props`: what we do is no reason.
    private func isAccepted(_ hit: Passage.Hit) -> Bool {
        let start = hit.words.lowerBound
        guard start >= 2, hit.words.count <= 3, !passage.words[start].beginsClause else { return false }
        return ScopeWords.accepts.contains(passage.words[start - 1].number)
            && ScopeWords.ourselves.contains(passage.words[start - 2].number)
    }

    /// A topic is a reason where its clause blames it, where it is an item or a heading's value, or where the mail is short.
    private func isBlamed(_ hit: Passage.Hit, _ isExplained: Bool) -> Bool {
        let sentence = passage.sentences[hit.sentence]
        if sentence.mark != .none || !sentence.cells.isEmpty || sentence.words.count <= 6 && !isExplained {
            return true
        }
        let clause = passage.clauses[hit.words.lowerBound]
        return sentence.words.contains { index in
            passage.words[index].number != 0 && ScopeWords.blame.contains(passage.words[index].number)
                && (passage.clauses[index] == clause
                    || index < hit.words.lowerBound && hit.words.lowerBound - index <= 6)
        }
    }

    // MARK: what outweighs what

    /// A clause that tells of a default, a crime or a lien names lenders, owners and accounts only beside it.
    private func dominant(_ hits: [Passage.Hit]) -> [Passage.Hit] {
        hits.filter { hit in
            !hits.contains { other in
                guard other.sentence == hit.sentence, let (first, second) = Self.reasons(other, hit) else {
                    return false
                }
                return Self.dominates(first, second)
                    && (isNear(other, hit) || first == .priorDefault && hit.words.count < 4)
                    && (first == .background || !hit.words.contains { passage.words[$0].kind == .number })
            }
        }
    }

    private func isNear(_ one: Passage.Hit, _ other: Passage.Hit) -> Bool {
        passage.clauses[one.words.lowerBound] == passage.clauses[other.words.lowerBound]
            && max(one.words.lowerBound, other.words.lowerBound) - min(one.words.upperBound, other.words.upperBound)
                <= 8
    }

    private static func reasons(_ one: Passage.Hit, _ other: Passage.Hit) -> (DeclineReason, DeclineReason)? {
        guard case .reason(let first) = one.signal, case .reason(let second) = other.signal else { return nil }
        return (first, second)
    }

    /// `Sued by two funders`, `he bounced our payments`, `the page does not match`: told in the words of another reason.
    static func alike(_ reason: DeclineReason) -> Set<DeclineReason> {
        switch reason {
        case .suspectedFraud: [.unableToVerify]
        case .unableToVerify: [.suspectedFraud]
        case .background, .negativeDays: [.priorDefault]
        default: []
        }
    }

    private static func dominates(_ one: DeclineReason, _ other: DeclineReason) -> Bool {
        switch one {
        case .priorDefault: [.existingPositions, .existingClient, .duplicateSubmission].contains(other)
        case .background: [.suspectedFraud, .ownership].contains(other)
        case .businessType: other == .restrictedIndustry
        case .taxLienJudgment: [.lowRevenue, .existingPositions, .priorDefault].contains(other)
        case .bankruptcy: [.taxLienJudgment, .background].contains(other)
        case .duplicateSubmission: [.incompleteFile, .existingClient].contains(other)
        case .existingClient: other == .incompleteFile
        case .lowCreditScore: other == .priorDefault
        case .unableToVerify: other == .duplicateSubmission
        default: false
        }
    }

    /// `Hobart Trucking`: a capital word behind another one is a merchant's name, not its line of business.
    private func endsName(_ hit: Passage.Hit) -> Bool {
        [hit.words.lowerBound, hit.words.upperBound - 1].contains { index in
            index > 0 && passage.words[index].isCapital && passage.words[index - 1].isCapital
                && passage.words[index - 1].kind == .word && !passage.words[index].beginsClause
        }
    }
}
