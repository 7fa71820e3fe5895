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

    /// `pays off Vader ($31,200), Mulligan ($22,750)`: a list of balances goes on to its end.
    func isPaidOff(_ index: Int, _ sentence: Int) -> Bool {
        guard left(of: index, in: sentence)?.isKeyed != true else { return false }
        let keys = passage.hits(in: sentence).filter {
            if case .field = $0.signal { $0.words.upperBound <= index && $0.words.lowerBound < index } else { false }
        }
        guard let last = keys.last(where: { $0.signal == .field(.balance) }) else { return false }
        return !keys.contains { key in
            guard key.words.lowerBound > last.words.lowerBound, case .field(let field) = key.signal else {
                return false
            }
            return [.amount, .payback, .net, .payment, .fundedAmount].contains(field)
        }
    }
}
