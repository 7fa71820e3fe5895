/// What a phrase of a step holds within itself or beside it: a denial, a reservation, what must come first.
extension Findings {
    /// `contracts are not out`, `the offer has not been withdrawn`: the phrase spans the denial of what it says.
    func deniesItself(_ hit: Hit) -> Bool {
        hit.words.contains { index in
            passage.contains(ScopeWords.negations, in: index..<index + 1)
                && passage.contains(ScopeWords.steps, in: index + 1..<min(index + 4, hit.words.upperBound))
        }
    }

    /// `may be rescinded at any time`, `we reserve the right to withdraw`, `will be pulled if he stacks`: what may come one day.
    func isReserved(_ hit: Hit) -> Bool {
        let words = passage.sentences[hit.sentence].words
        // `He may be upset but the offer is withdrawn`
        let turn = (words.lowerBound..<hit.words.lowerBound).last { follows($0, RuleBook.clauseWords) }
        let said = (turn ?? words.lowerBound)..<hit.words.upperBound
        if said.contains(where: { follows($0, ScopeWords.reserving) && !passage.words[$0].isCapital }) { return true }
        if passage.follows(ScopeWords.reserving, hit.words.upperBound, within: 2) { return true }
        return said.dropLast().contains { index in
            let next = index + 1
            // `can be pulled`, `subject to withdrawal`, `after that date`
            return follows(index, ScopeWords.modals) && passage.words[next].number == TermWords.infinitiveBe
                || follows(index, ScopeWords.reservedTo) && passage.words[next].number == TermWords.to
                || follows(index, ScopeWords.after) && follows(next, ScopeWords.which)
        }
            || (hit.words.upperBound..<max(hit.words.upperBound, words.upperBound - 1)).contains {
                follows($0, ScopeWords.opening) && follows($0 + 1, ScopeWords.conditioned)
            }
    }

    /// `As soon as the contracts are out`, `after it funds`: what must come first.
    func comesFirst(_ hit: Hit) -> Bool {
        passage.precedes(ScopeWords.provisosBefore, hit.words.lowerBound, within: 8)
    }

    private func follows(_ index: Int, _ set: WordSet) -> Bool {
        passage.words[index].number != 0 && set.contains(passage.words[index].number)
    }
}
