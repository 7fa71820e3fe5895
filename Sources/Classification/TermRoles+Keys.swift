/// The words beside a number that name it.
extension TermRoles {
    /// The key before a number: nothing but a few words between them.
    func left(of index: Int, in sentence: Int) -> Role? {
        var best: Passage.Hit?
        for hit in passage.hits(in: sentence, from: max(0, index - Self.farthest)..<index) {
            guard case .field(let field) = hit.signal, field != .program, hit.words.upperBound <= index,
                hit.words.lowerBound < index
            else { continue }
            if isBareFrequency(hit), !words[index].followsColon, !isPaymentAfter(hit, index) { continue }
            if let known = best, hit.words.upperBound < known.words.upperBound { continue }
            // `buy rate is`: what begins first says what it is
            if let known = best, known.words.lowerBound < hit.words.lowerBound, known.words.overlaps(hit.words) {
                continue
            }
            if hit.name == .commissionBehind { continue }
            if field == .expiry, words[index].isMoney || hit.words.count == 1 && unit(after: index) != nil { continue }
            if words[index].isMoney, hit.name == .commissionPay { continue }
            if isTaken(hit, index) || words[index].isMoney && hit.name == .reference { continue }
            // `Points: up to 5`: the name of the line says what the number is
            if hit.name == .upTo, best != nil, words[hit.words.lowerBound].followsColon { continue }
            if let known = best, hit.words.upperBound == known.words.upperBound, hit.words.count <= known.words.count {
                continue
            }
            best = hit
        }
        guard let best, case .field(let field) = best.signal else { return above(index, sentence) }
        var gap = 0
        var isKeyed = false
        for position in best.words.upperBound..<index {
            let word = words[position]
            if word.kind == .word, TermWords.selves.contains(word.number) { return nil }
            if word.kind == .pause, word.pause == .cell { isKeyed = true } else { gap += 1 }
            if word.kind == .number, !isAside(position), !(Self.doubles.contains(field) && isDouble(position, index)) {
                return nil
            }
            if word.kind == .day { return nil }
        }
        if words[index].followsColon { isKeyed = true }
        if best.words.upperBound < index, words[best.words.upperBound].followsColon { isKeyed = true }
        return gap <= (isKeyed ? 6 : 4) ? Role(field: field, isKeyed: isKeyed, distance: gap) : nil
    }

    /// The key that stands alone on the line above its value.
    private func above(_ index: Int, _ sentence: Int) -> Role? {
        let first = passage.sentences[sentence].words.lowerBound
        guard sentence > 0, index == first || isDouble(first, index), first > 0,
            [.line, .paragraph, .bullet].contains(words[first - 1].pause), passage.sentences[sentence].words.count <= 4,
            let field = soleKey(of: sentence - 1),
            sentence < 2 || soleKey(of: sentence - 2) == nil
        else { return nil }
        return Role(field: field, isKeyed: true)
    }

    /// The field that a short line without a number names.
    func soleKey(of sentence: Int) -> Field? {
        let range = passage.sentences[sentence].words
        guard range.count <= 4, range.allSatisfy({ words[$0].kind == .word }) else { return nil }
        let hits = passage.hits(in: sentence).filter { hit in
            if case .field(let field) = hit.signal { field != .other && field != .program } else { false }
        }
        guard let hit = hits.max(by: { ($0.words.upperBound, $0.words.count) < ($1.words.upperBound, $1.words.count) }),
            hit.words.upperBound == range.upperBound || hit.words.count * 2 > range.count,
            case .field(let field) = hit.signal, field != .otherFee || hit.words.count == range.count
        else { return nil }
        return field
    }

    /// `$72,000 total to repay, 6 points`, `$64,000 net on a $75,000 deal`: the key of the number before it, not of the next one.
    private func isTaken(_ hit: Passage.Hit, _ index: Int) -> Bool {
        guard !words[index].followsColon else { return false }
        if !words[index].beginsClause, !words[index].followsSlash {
            let between = hit.words.upperBound..<max(hit.words.upperBound, index)
            guard passage.contains(TermWords.links, in: between) else { return false }
            let first = hit.words.lowerBound
            return first > 0 && words[first - 1].kind == .number && !words[first].beginsClause
        }
        var position = hit.words.lowerBound
        while position > 0, hit.words.lowerBound - position <= 2, !words[position].beginsClause {
            position -= 1
            if words[position].kind != .word { return words[position].kind == .number }
        }
        return false
    }

    /// `Factor (6 months) 1.28`: a number of another kind between key and value does not part them.
    private func isAside(_ position: Int) -> Bool { words[position].isSpelled }

    /// `weekly` alone is the key of what stands before it, not behind it.
    private func isBareFrequency(_ hit: Passage.Hit) -> Bool {
        guard hit.signal == .field(.payment) else { return false }
        let word = words[hit.words.upperBound - 1].number
        return TermWords.frequencies[word] != nil || (TermWords.units[word] != nil && TermWords.units[word] != .payment)
    }

    /// `daily $309.52`, `weekly of $1,375`: a sum that is small beside the largest one of the passage.
    private func isPaymentAfter(_ hit: Passage.Hit, _ index: Int) -> Bool {
        let isOf = index > 0 && (words[index - 1].number == TermWords.of || words[index - 1].number == TermWords.at)
        guard words[index].isMoney || words[index].value.decimals > 0 || isOf && unit(after: index) == nil,
            words[index].suffix == .none, index - hit.words.upperBound <= 1,
            frequency(at: hit.words.lowerBound) != nil,
            let value = words[index].value.scaled(2)
        else { return false }
        return largest > value * 5
    }

    /// `2.50% ($3,750)`: one value said in two ways.
    private func isDouble(_ first: Int, _ second: Int) -> Bool {
        let money = words[first].isMoney ? first : second
        return second == first + 1 && words[second].beginsClause && frequency(after: second) == nil
            && (words[money].value.scaled(2) ?? .max) < largest / 4
            && (words[first].suffix == .percent) != (words[second].suffix == .percent)
            && (words[first].isMoney || words[second].isMoney)
    }

    /// The key behind a number.
    func right(of index: Int, in sentence: Int) -> Behind? {
        var best: Passage.Hit?
        for hit in passage.hits(in: sentence, from: index + 1..<index + 5) {
            guard case .field(let field) = hit.signal, field != .program else { continue }
            // `15% daily holdback`
            if words[index].suffix == .percent, isBareFrequency(hit) || frequency(at: hit.words.lowerBound) != nil {
                continue
            }
            if let known = best, hit.words.lowerBound > known.words.lowerBound { continue }
            if let known = best, hit.words.lowerBound == known.words.lowerBound, hit.words.count <= known.words.count {
                continue
            }
            best = hit
        }
        guard let best, case .field(let field) = best.signal else { return nil }
        for position in (index + 1)..<best.words.lowerBound
        where words[position].number == RuleBook.and || words[position].kind != .word
            || (words[position].beginsClause && position > index + 1)
        { return nil }
        if words[best.words.lowerBound].beginsClause { return nil }
        if words[best.words.lowerBound].followsSlash, field != .payment { return nil }
        if words[best.words.lowerBound].followsColon { return nil }
        let next = best.words.upperBound..<min(best.words.upperBound + 3, passage.sentences[sentence].words.upperBound)
        return Behind(
            field: field, distance: best.words.lowerBound - index, isOfNext: next.contains { words[$0].kind == .number }
        )
    }

    /// Whether some key of a sentence covers the number itself.
    func covers(_ field: Field, _ index: Int, in sentence: Int) -> Bool {
        passage.hits(in: sentence).contains { $0.signal == .field(field) && $0.words.contains(index) }
    }
}
