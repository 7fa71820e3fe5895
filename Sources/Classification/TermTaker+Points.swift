/// Points and interest that nothing names but their place.
extension TermTaker {
    /// `comm 9`, `8 to you`: the key stands right beside a small bare number.
    func isBeside(_ index: Int, _ sentence: Int) -> Bool {
        guard words[index].value.scaled(0).map({ $0 <= 20 }) ?? (words[index].value.decimals == 1),
            endsClause(index + 1) || words[index + 1].kind == .word
        else {
            return false
        }
        if let left = roles.left(of: index, in: sentence), left.field == .commission {
            let isForAll = passage.hits(in: sentence).contains {
                $0.signal == .scope(.forAll) && $0.words.lowerBound == index + 1
            }
            if left.distance <= 1, endsClause(index + 1) || isForAll { return true }
        }
        return passage.hits(in: sentence).contains {
            $0.name == .commissionBehind && (index + 1...index + 3).contains($0.words.lowerBound)
                && (endsClause($0.words.upperBound) || words[$0.words.upperBound].number == TermWords.of)
        }
    }

    /// `6 in`, `7 on each`: points that are not called so, at the end of a clause among terms.
    func isSlangPoints(_ index: Int, _ sentence: Int) -> Bool {
        guard words[index].suffix == .none, words[index].currency == .none, words[index].value.decimals == 0,
            let count = words[index].value.scaled(0), (1...18).contains(count), index + 1 < words.count,
            words[index].beginsClause || index == passage.sentences[sentence].words.lowerBound
        else { return false }
        if words[index + 1].number == TermWords.inside { return endsClause(index + 2) }
        return words[index + 1].number == TermWords.on && index + 2 < words.count
            && TermWords.onEach.contains(words[index + 2].number) && endsClause(index + 3)
    }

    private func endsClause(_ index: Int) -> Bool {
        index >= words.count || words[index].kind == .pause || words[index].beginsClause
    }

    /// `$250,000 at 12.75% over 48 months`: a share that nothing names, where no rate is stated.
    func isBareInterest(_ index: Int, _ sentence: Int) -> Bool {
        guard words[index].suffix == .percent, !roles.hasRate, let hundredths = words[index].value.scaled(2),
            (100...4500).contains(hundredths)
        else { return false }
        if words[index].followsColon || index + 1 < words.count && words[index + 1].number == TermWords.of {
            return false
        }
        let first = passage.sentences[sentence].words.lowerBound
        guard index > first else { return false }
        return TermWords.ats.contains(words[index - 1].number) || words[index - 1].isMoney
            || (words[index].beginsClause && endsClause(index + 1))
    }
}
