import Kernel

/// What each number of a passage is, by its shape and the words beside it.
struct TermRoles {
    struct Role {
        let field: Field
        /// The key stands in its own cell or before a colon.
        let isKeyed: Bool
    }

    let passage: Passage
    private var words: [TextWord] { passage.words }

    // MARK: keys

    /// The key before a number: nothing but a few words between them.
    func left(of index: Int, in sentence: Int) -> Role? {
        var best: Passage.Hit?
        for hit in passage.hits(in: sentence) {
            guard case .field = hit.signal, hit.words.upperBound <= index, hit.words.lowerBound < index else {
                continue
            }
            if isBareFrequency(hit), !words[index].followsColon, !isPaymentAfter(hit, index) { continue }
            if let known = best, hit.words.upperBound < known.words.upperBound { continue }
            // `Points: up to 5`: the name of the line says what the number is
            if hit.id == "field.up-to", best != nil, words[hit.words.lowerBound].followsColon { continue }
            if let known = best, hit.words.upperBound == known.words.upperBound, hit.words.count <= known.words.count {
                continue
            }
            best = hit
        }
        guard let best, case .field(let field) = best.signal else { return nil }
        var gap = 0
        var isKeyed = false
        for position in best.words.upperBound..<index {
            let word = words[position]
            if word.kind == .pause, word.pause == .cell { isKeyed = true } else { gap += 1 }
            if word.kind == .number, !isAside(position), !isDouble(position, index) { return nil }
            if word.kind == .day { return nil }
        }
        if words[index].followsColon { isKeyed = true }
        if best.words.upperBound < index, words[best.words.upperBound].followsColon { isKeyed = true }
        return gap <= (isKeyed ? 6 : 4) ? Role(field: field, isKeyed: isKeyed) : nil
    }

    /// `Factor (6 months) 1.28`: a number of another kind between key and value does not part them.
    private func isAside(_ position: Int) -> Bool { words[position].isSpelled }

    /// `weekly` alone is the key of what stands before it, not behind it.
    private func isBareFrequency(_ hit: Passage.Hit) -> Bool {
        guard hit.signal == .field(.payment), hit.words.count == 1 else { return false }
        let word = words[hit.words.lowerBound].number
        return TermWords.frequencies[word] != nil || (TermWords.units[word] != nil && TermWords.units[word] != .payment)
    }

    /// `daily $309.52`, `weekly of $1,375`: a sum that is small beside the largest one of the passage.
    private func isPaymentAfter(_ hit: Passage.Hit, _ index: Int) -> Bool {
        guard words[index].isMoney, words[index].suffix == .none, index - hit.words.upperBound <= 1,
            TermWords.frequencies[words[hit.words.upperBound - 1].number] != nil,
            let value = words[index].value.scaled(2)
        else { return false }
        return passage.largestMoney > value * 5
    }

    /// `2.50% ($3,750)`: one value said in two ways.
    private func isDouble(_ first: Int, _ second: Int) -> Bool {
        second == first + 1 && words[second].beginsClause
            && (words[first].suffix == .percent) != (words[second].suffix == .percent)
            && (words[first].isMoney || words[second].isMoney)
    }

    /// The key behind a number.
    func right(of index: Int, in sentence: Int) -> (field: Field, distance: Int)? {
        var best: Passage.Hit?
        for hit in passage.hits(in: sentence) {
            guard case .field = hit.signal, hit.words.lowerBound > index, hit.words.lowerBound <= index + 4 else {
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
        where words[position].kind != .word || (words[position].beginsClause && position > index + 1) { return nil }
        if words[best.words.lowerBound].beginsClause { return nil }
        if words[best.words.lowerBound].followsSlash, field != .payment { return nil }
        if words[best.words.lowerBound].followsColon { return nil }
        return (field, best.words.lowerBound - index)
    }

    /// Whether some key of a sentence covers the number itself.
    func covers(_ field: Field, _ index: Int, in sentence: Int) -> Bool {
        passage.hits(in: sentence).contains { $0.signal == .field(field) && $0.words.contains(index) }
    }

    // MARK: shapes

    /// A rate such as 1.28 or 1.4x.
    func isRate(_ index: Int) -> Bool {
        let word = words[index]
        guard word.kind == .number, word.currency == .none, !word.isGrouped, !word.isSpelled,
            word.suffix == .none || word.suffix == .times,
            let scaled = word.value.scaled(9), scaled > 1_000_000_000, scaled < 2_200_000_000
        else { return false }
        return word.value.decimals >= 1 && unit(after: index) == nil
    }

    /// The unit behind a count: `24 weekly payments`, `120 business days`, `9 months`.
    func unit(after index: Int) -> (unit: TermWords.Unit, frequency: OfferTerms.Frequency?, end: Int)? {
        var position = index + 1
        var frequency: OfferTerms.Frequency?
        var kind: TermWords.Unit?
        while position < words.count, position <= index + 3, words[position].kind == .word {
            let word = words[position]
            if position > index + 1 || word.beginsClause, word.beginsClause || word.followsSlash { return nil }
            if word.followsSlash { return nil }
            if let found = TermWords.frequencies[word.number] {
                frequency = found
            } else if word.number != 0, word.number == TermWords.bi {
                frequency = .biweekly
            } else if TermWords.business.contains(word.number) {
                kind = .businessDay
            } else if TermWords.calendar.contains(word.number) {
                kind = .calendarDay
            } else if let unit = TermWords.units[word.number] {
                if unit == .payment, frequency == nil, words[index].isMoney || words[index].value.decimals > 0 {
                    return nil
                }
                return (unit == .day ? kind ?? .day : unit, frequency, position + 1)
            } else {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// `a week`, `weekly`, `/wk` right behind a payment.
    func frequency(after index: Int) -> OfferTerms.Frequency? {
        var position = index + 1
        while position < words.count, position <= index + 3, words[position].kind == .word {
            let word = words[position]
            if let found = TermWords.frequencies[word.number] { return found }
            let isEach =
                word.followsSlash || (position > index + 1 && TermWords.every.contains(words[position - 1].number))
            if isEach, let unit = TermWords.units[word.number] {
                switch unit {
                case .day: return .daily
                case .week: return .weekly
                case .month: return .monthly
                case .businessDay, .calendarDay, .year, .payment: return nil
                }
            }
            if TermWords.business.contains(word.number), position + 1 < words.count,
                TermWords.day.contains(words[position + 1].number),
                TermWords.every.contains(words[position - 1].number)
            {
                return .daily
            }
            position += 1
        }
        return nil
    }

    // MARK: roles

    private static let notTerms: Set<Field> = [.balance, .net, .requested, .revenue, .otherFee]

    /// What the words beside it say that a number is; nil for a bare number without a key.
    func role(of index: Int, in sentence: Int) -> Role? {
        let word = words[index]
        let left = left(of: index, in: sentence)
        let right = right(of: index, in: sentence)
        let isFee = right?.field == .origination || right?.field == .otherFee || right?.field == .administration
        if let left, left.isKeyed, left.field != .other, !(left.field == .otherFee && isFee) {
            return fits(left.field, word) ? left : keyedOther(left, right)
        }
        if let right, isRole(right, word) {
            if right.field == .payment, word.suffix == .thousand { return Role(field: .revenue, isKeyed: false) }
            if let left, Self.notTerms.contains(left.field) || left.field == .payback, !isFee { return left }
            if let left, left.field == .payment || left.field == .origination, right.distance > 1 { return left }
            return Role(field: right.field, isKeyed: false)
        }
        if let left, fits(left.field, word) { return left }
        if let right, right.field != .expiry, right.field != .term, fits(right.field, word), right.distance <= 2 {
            return Role(field: right.field, isKeyed: false)
        }
        return relation(of: index, in: sentence).map { Role(field: $0, isKeyed: false) }
    }

    /// What a sum without a name is by its size beside an earlier sum of the sentence: the payback where it is that sum times a
    /// rate, a payment where it is small and a frequency or a slash says so.
    private func relation(of index: Int, in sentence: Int) -> Field? {
        let range = passage.sentences[sentence].words
        guard words[index].isMoney, let cents = words[index].value.scaled(2), index > range.lowerBound else {
            return nil
        }
        let near = max(range.lowerBound, index - 16)..<min(range.upperBound, index + 16)
        let earlier = (near.lowerBound..<index).last { words[$0].isMoney && !words[$0].followsRange }
        guard let earlier, let base = words[earlier].value.scaled(2), base > 0, cents < 1_000_000_000_000 else {
            return nil
        }
        for rate in near where isRate(rate) {
            guard let factor = words[rate].value.scaled(4), base < 1_000_000_000_000 else { continue }
            if abs(cents - base * factor / 10_000) * 100 <= base { return .payback }
        }
        let isSmall = cents * 5 < base && words[index].suffix == .none
        let hasFrequency = near.contains { words[$0].kind == .word && TermWords.frequencies[words[$0].number] != nil }
        return isSmall && (words[index].followsSlash || hasFrequency || frequency(after: index) != nil) ? .payment : nil
    }

    private func isRole(_ right: (field: Field, distance: Int), _ word: TextWord) -> Bool {
        guard right.distance == 1 || word.suffix == .percent || !word.isMoney, fits(right.field, word) else {
            return false
        }
        switch right.field {
        case .amount, .expiry, .frequency, .term: return false
        default: return true
        }
    }

    private func keyedOther(_ left: Role, _ right: (field: Field, distance: Int)?) -> Role? {
        right.map { Role(field: $0.field, isKeyed: false) } ?? Role(field: .other, isKeyed: true)
    }

    /// Whether a number of this shape can be that.
    private func fits(_ field: Field, _ word: TextWord) -> Bool {
        switch field {
        case .interest, .annualRate, .holdback: word.suffix == .percent
        case .factor, .buyRate:
            word.suffix != .percent && !word.isMoney && (word.value.decimals > 0 || word.suffix == .times)
        case .amount, .payback, .payment, .net, .balance, .requested, .fundedAmount:
            word.suffix != .percent && word.suffix != .times
        case .term: !word.isMoney && word.suffix == .none
        default: true
        }
    }
}
