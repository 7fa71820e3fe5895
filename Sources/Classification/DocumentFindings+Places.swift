/// What the words right beside a paper's name make of it.
extension DocumentFindings {
    /// `Came through blurry`: it is there, but must come once more.
    func isSpoiled(_ start: Int, _ index: Int) -> Bool {
        passage.hits(in: index).contains {
            $0.signal == .scope(.want) && $0.words.lowerBound > start && $0.words.lowerBound - start <= 4
        }
    }

    /// `Not the license`, `the equipment lease`: another thing is meant.
    func isOfOtherKind(_ hit: Passage.Hit) -> Bool {
        let start = hit.words.lowerBound
        if start >= 2, ScopeWords.articles.contains(passage.words[start - 1].number),
            ScopeWords.bareNegations.contains(passage.words[start - 2].number)
        {
            return true
        }
        return hit.signal == .document(.leaseAgreement)
            && (passage.precedes(ScopeWords.leased, start, within: 1)
                || passage.contains(ScopeWords.leased, in: hit.words))
    }

    /// Whether a clause ends between a word that has papers and the paper.
    func isApart(_ end: Int, _ hit: Passage.Hit) -> Bool {
        end > 0 && passage.clauses[end - 1] != passage.clauses[hit.words.lowerBound]
    }
}
