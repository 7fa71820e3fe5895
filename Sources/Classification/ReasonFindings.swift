/// The reasons of a refusal in the order of their prominence: by place, the specific before the general.
struct ReasonFindings {
    private(set) var found: [(reason: DeclineReason, hit: Passage.Hit)] = []

    init(_ passage: Passage, _ findings: Findings) {
        func isPraised(_ hit: Passage.Hit, _ passage: Passage) -> Bool {
            hit.words.count <= 3
                && (passage.precedes(ScopeWords.praise, hit.words.lowerBound, within: 3)
                    || passage.follows(ScopeWords.praise, hit.words.upperBound, within: 3))
                && !passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 5)
                && !passage.follows(ScopeWords.negations, hit.words.upperBound, within: 4)
        }
        func isName(_ hit: Passage.Hit, _ reason: DeclineReason, _ passage: Passage) -> Bool {
            reason == .restrictedIndustry && Self.endsName(hit, passage)
        }
        var hits: [Passage.Hit] = []
        for hit in passage.hits {
            guard case .reason(let reason) = hit.signal, reason != .merchantDeclined || findings.merchantWalked else {
                continue
            }
            if passage.sentences[hit.sentence].isQuestion || isName(hit, reason, passage) { continue }
            if passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 2), hit.words.count < 3,
                reason != .timeInBusiness
            {
                continue
            }
            if isPraised(hit, passage) { continue }
            if passage.precedes(ScopeWords.conditions, hit.words.lowerBound, within: 6) { continue }

            if let last = hits.last, last.words.overlaps(hit.words) {
                // What the office taught is believed before a rule, the longer before the shorter.
                let isTaught = (last: last.phrase != nil, hit: hit.phrase != nil)
                if isTaught.last != isTaught.hit ? isTaught.last : last.words.count >= hit.words.count { continue }
                hits.removeLast()
            }
            hits.append(hit)
        }
        for hit in hits {
            guard case .reason(let reason) = hit.signal, !found.contains(where: { $0.reason == reason }) else {
                continue
            }
            found.append((reason, hit))
        }
    }

    /// `Hobart Trucking`: a capital word behind another one is a merchant's name, not its line of business.
    private static func endsName(_ hit: Passage.Hit, _ passage: Passage) -> Bool {
        [hit.words.lowerBound, hit.words.upperBound - 1].contains { index in
            index > 0 && passage.words[index].isCapital && passage.words[index - 1].isCapital
                && passage.words[index - 1].kind == .word && !passage.words[index].beginsClause
        }
    }
}
