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
        let hits = passage.hits(in: sentence)
        func field(_ hit: Passage.Hit) -> Field? {
            guard case .field(let field) = hit.signal, hit.words.upperBound <= index, hit.words.lowerBound < index
            else { return nil }
            return field
        }
        guard let last = hits.lastIndex(where: { field($0) == .balance }),
            left(of: index, in: sentence)?.isKeyed != true
        else { return false }
        return !hits[last...].contains { key in
            guard key.words.lowerBound > hits[last].words.lowerBound else { return false }
            return switch field(key) {
            case .amount, .payback, .net, .payment, .fundedAmount: true
            default: false
            }
        }
    }
}
