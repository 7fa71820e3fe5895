/// What a number and the words behind it look like: rates, counts with their unit, how often.
extension TermRoles {
    /// `Good for 14 days`: how long an offer stands.
    func tellsValidity(_ index: Int) -> Bool {
        guard index >= 2, TermWords.links.contains(words[index - 1].number),
            TermWords.holds.contains(words[index - 2].number)
        else { return false }
        return unit(after: index) != nil
    }

    /// A rate such as 1.28 or 1.4x.
    func isRate(_ index: Int) -> Bool {
        guard index < words.count, case let word = words[index], word.kind == .number, word.currency == .none,
            !word.isGrouped, !word.isSpelled, word.suffix == .none || word.suffix == .times,
            let scaled = word.value.scaled(9), scaled > 1_000_000_000, scaled < 2_200_000_000
        else { return false }
        return word.value.decimals >= 1 && unit(after: index) == nil
    }

    /// The upper end of a range: `$40K - $50K`, not `Tier 1 - 25k` or `25k - 1.22`.
    func endsRange(_ index: Int) -> Bool {
        guard words[index].followsRange, index > 0, words[index - 1].kind == .number,
            isRate(index) == isRate(index - 1), !words[index].isMoney || (words[index - 1].value.scaled(0) ?? 5) >= 5
        else { return false }
        return index < 2 || !TermWords.options.contains(words[index - 2].number)
    }

    /// The upper end of a range in words: `$40,000 to $50,000`, `120 days to 140 days`.
    func followsTo(_ index: Int) -> Bool {
        guard index >= 2, words[index - 1].number != 0, words[index - 1].number == TermWords.to else { return false }
        return words[index - 2].kind == .number
            || index >= 3 && words[index - 3].kind == .number && unit(after: index - 3)?.end == index - 1
    }

    /// The unit behind a count: `24 weekly payments`, `120 business days`, `9 months`.
    func unit(after index: Int) -> (unit: TermWords.Unit, frequency: OfferTerms.Frequency?, end: Int)? {
        // `every two weeks` says how often
        if index > 0, words[index].isSpelled, TermWords.every.contains(words[index - 1].number) { return nil }
        var position = index + 1
        var frequency: OfferTerms.Frequency?
        var kind: TermWords.Unit?
        while position < words.count, position <= index + 3, words[position].kind == .word {
            let word = words[position]
            if position > index + 1 || word.beginsClause, word.beginsClause || word.followsSlash { return nil }
            if word.followsSlash { return nil }
            if let found = TermWords.frequencies[word.number] {
                frequency = found
                if TermWords.dailies.contains(word.number) || isCount(index, position) {
                    return (.payment, found, position + 1)
                }
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

    /// `40 weekly DDs of $576`: whatever they are called.
    private func isCount(_ index: Int, _ position: Int) -> Bool {
        guard position + 3 < words.count, !words[index].isMoney, words[index].value.decimals == 0 else { return false }
        let link = words[position + 2]
        return words[position + 1].kind == .word && (link.number == TermWords.of || link.number == TermWords.at)
            && words[position + 3].kind == .number && TermWords.units[words[position + 1].number] == nil
    }

    /// How often, said at a word: `weekly`, `bi-weekly`, `every two weeks`, `each business day`, `/wk`, `a month`.
    func frequency(at index: Int) -> (OfferTerms.Frequency, Range<Int>)? {
        let word = words[index]
        guard word.kind == .word, word.number != 0 else { return nil }
        if TermWords.mondays.contains(word.number) {
            let friday = (index + 1..<min(index + 3, words.count)).first {
                TermWords.fridays.contains(words[$0].number)
            }
            return friday.map { (.daily, index..<$0 + 1) }
        }
        if let found = TermWords.frequencies[word.number] {
            let isBi = index > 0 && words[index - 1].number != 0 && words[index - 1].number == TermWords.bi
            return (isBi && found == .weekly ? .biweekly : found, index..<index + 1)
        }
        let isEach = TermWords.every.contains(word.number)
        guard isEach || word.followsSlash && isPerUnit(index) else { return nil }
        var next = isEach ? index + 1 : index
        guard next < words.count else { return nil }
        if isEach, TermWords.weekdays.contains(words[next].number) { return (.weekly, index..<next + 1) }
        let isOther = TermWords.otherTwo.contains(words[next].number)
        if isEach, isOther, next + 1 < words.count, TermWords.weekdays.contains(words[next + 1].number) {
            return (.biweekly, index..<next + 2)
        }
        if isOther || TermWords.business.contains(words[next].number) { next += 1 }
        guard next < words.count, words[next].kind == .word, let unit = TermWords.units[words[next].number] else {
            return nil
        }
        let span = index..<next + 1
        switch unit {
        case .day, .businessDay: return isOther ? nil : (.daily, span)
        case .week: return (isOther ? .biweekly : .weekly, span)
        case .month: return isOther ? nil : (.monthly, span)
        case .calendarDay, .year, .payment: return nil
        }
    }

    /// `$500/wk`, `$350 ACH/day`, not `mois / months`.
    private func isPerUnit(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        return words[index - 1].kind == .number || words[index].start - words[index - 1].end <= 1
    }

    /// `290 a day`, `$350/wk`: a sum for each, not a count.
    func isPerPayment(_ index: Int) -> Bool {
        guard index + 1 < words.count else { return false }
        return TermWords.every.contains(words[index + 1].number) || words[index + 1].followsSlash
    }

    /// `a week`, `weekly`, `/wk` right behind a payment.
    func frequency(after index: Int) -> OfferTerms.Frequency? {
        var position = index + 1
        while position < words.count, position <= index + 3, words[position].kind == .word {
            if position > index + 1, words[position].beginsClause { return nil }
            if let (found, _) = frequency(at: position) { return found }
            position += 1
        }
        return nil
    }
}
