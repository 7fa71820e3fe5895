/// The reasons of a refusal in the order of their prominence: by place, the specific before the general.
struct ReasonFindings {
    private(set) var found: [(reason: DeclineReason, hit: Passage.Hit)] = []

    init(_ passage: Passage, _ findings: Findings) {
        var hits: [Passage.Hit] = []
        for hit in passage.hits {
            guard case .reason(let reason) = hit.signal, reason != .merchantDeclined || findings.merchantWalked else {
                continue
            }
            if passage.sentences[hit.sentence].isQuestion { continue }
            if passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 2), hit.words.count < 3,
                reason != .timeInBusiness
            {
                continue
            }
            if passage.precedes(ScopeWords.conditions, hit.words.lowerBound, within: 6) { continue }
            if passage.clauses[hit.words.lowerBound] != passage.clauses[hit.words.upperBound - 1] { continue }
            if let last = hits.last, last.words.overlaps(hit.words), last.words.count >= hit.words.count { continue }
            if let last = hits.last, last.words.overlaps(hit.words) { hits.removeLast() }
            hits.append(hit)
        }
        for hit in hits {
            guard case .reason(let reason) = hit.signal, !found.contains(where: { $0.reason == reason }) else {
                continue
            }
            found.append((reason, hit))
        }
    }
}
