/// Numbers of what no longer holds, is paid off or is told apart: no terms of the offer.
extension TermRoles {
    /// `was 45k @ 1.30, now 35k`: figures of an offer that no longer holds.
    func isFormer(_ index: Int, _ sentence: Int) -> Bool {
        var position = index - 1
        while position >= passage.sentences[sentence].words.lowerBound {
            let word = words[position]
            if word.number != 0 {
                if word.number == TermWords.now || RuleBook.clauseWords.contains(word.number) { return false }
                if TermWords.past.contains(word.number), index - position <= 2 { return true }
                if TermWords.former.contains(word.number) {
                    return index - position <= 2 || passage.clauses[position] == passage.clauses[index]
                }
            }
            position -= 1
            if index - position > 8 { return false }
        }
        return false
    }

    /// `instead of 40k at 1.45`, `1.45 rather than 1.38`: what something else stands in for.
    func isReplaced(_ index: Int, _ sentence: Int) -> Bool {
        let least = max(passage.sentences[sentence].words.lowerBound + 1, index - 6)
        var position = index - 1
        while position >= least {
            let word = words[position].number
            if words[position + 1].beginsClause || words[position].kind == .pause || TermWords.selves.contains(word) {
                return false
            }
            if word == TermWords.of || word == TermWords.than, TermWords.insteadOf.contains(words[position - 1].number)
            {
                return true
            }
            position -= 1
        }
        return false
    }

    /// `pays off Vader ($31,200), Mulligan ($22,750)`: a list of balances goes on to its end.
    func isPaidOff(_ index: Int, _ sentence: Int) -> Bool {
        let hits = passage.hits(in: sentence)
        func field(_ hit: Passage.Hit) -> Field? {
            guard case .field(let field) = hit.signal, hit.words.upperBound <= index, hit.words.lowerBound < index
            else { return nil }
            return field
        }
        guard let last = hits.lastIndex(where: { field($0) == .balance }),
            left(of: index, in: sentence)?.isKeyed != true
        else { return false }
        // `if he won't pay off Rapid, 35k 1.44`: a sum with a rate is an offer's
        if words[index].isMoney,
            isRate(index + 1) || isRate(index + 2) && TermWords.beforeRate.contains(words[index + 1].number)
        {
            return false
        }
        return !hits[last...].contains { key in
            guard key.words.lowerBound > hits[last].words.lowerBound else { return false }
            return switch field(key) {
            case .amount, .payback, .net, .payment, .fundedAmount: true
            default: false
            }
        }
    }
}
