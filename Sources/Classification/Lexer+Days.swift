import Kernel

/// Days in words and in figures: `October 3, 2025`, `28-Feb-26`, `through the 20th`, `exp 021926`.
extension Lexer {
    /// A day that begins with a word, and the word behind it.
    func day(_ index: Int) -> (TextWord, Int)? {
        monthDay(index) ?? edgeOfMonth(index) ?? deadline(index) ?? stampedDay(index) ?? pairedDay(index)
    }

    private func made(_ day: Day?, _ index: Int, _ next: Int) -> (TextWord, Int)? {
        guard let day else { return nil }
        var word = words[index]
        (word.kind, word.number, word.value) = (.day, 0, ExactNumber(whole: day.number))
        (word.suffix, word.currency, word.isGrouped) = (.none, .none, false)
        word.end = words[next - 1].end
        return (word, next)
    }

    private func isWord(_ index: Int, in set: WordSet) -> Bool {
        words.indices.contains(index) && words[index].kind == .word && words[index].number != 0
            && set.contains(words[index].number)
    }

    /// A number of at most four digits, also as `3rd`.
    private func plain(_ index: Int) -> Int? {
        guard index < words.count else { return nil }
        let word = words[index]
        if word.kind == .opaque, word.end - word.start <= 4 {
            var value = 0
            for byte in bytes[Int(word.start)..<Int(word.end)] where Self.isDigit(byte) {
                value = value * 10 + Int(byte - 48)
            }
            return (1...31).contains(value) ? value : nil
        }
        guard word.kind == .number, word.currency == .none, word.suffix == .none, !word.isGrouped,
            let value = word.value.scaled(0)
        else { return nil }
        return (1...9999).contains(value) ? Int(value) : nil
    }

    /// The year that stands at a word: `2026`, or `26` behind a hyphen or an apostrophe.
    private func yearStated(_ index: Int) -> Int? {
        guard let value = plain(index) else { return nil }
        if (2000...2099).contains(value) { return value }
        let word = words[index]
        guard word.kind == .number, word.end - word.start == 2, word.start > 0,
            [39, 45].contains(bytes[Int(word.start) - 1])
        else { return nil }
        return 2000 + value
    }

    // MARK: with a month's name

    /// A month's name with a day before or behind it.
    private func monthDay(_ index: Int) -> (TextWord, Int)? {
        let first = words[index]
        // `29.9% APR, 18 months`
        if first.kind == .word, index > 0, words[index - 1].suffix == .percent { return nil }
        if first.kind == .word, let month = RuleBook.months[first.number], let day = plain(index + 1), day <= 31 {
            return dated(month, day, index, index + 2)
        }
        if let day = plain(index), day <= 31, index + 1 < words.count, words[index + 1].kind == .word,
            let month = RuleBook.months[words[index + 1].number], !words[index + 1].beginsClause
        {
            return dated(month, day, index, index + 2)
        }
        // `the 20th of February`
        if let day = ordinal(index), let month = monthBehindOf(index + 1) { return dated(month, day, index, index + 3) }
        return nil
    }

    private func dated(_ month: Int, _ day: Int, _ index: Int, _ next: Int) -> (TextWord, Int)? {
        if let stated = yearStated(next) { return made(Day(year: stated, month: month, day: day), index, next + 1) }
        return made(Day(year: year, month: month, day: day), index, next)
    }

    private func monthBehindOf(_ of: Int) -> Int? {
        guard of + 1 < words.count, words[of].number == TermWords.of, words[of + 1].kind == .word else { return nil }
        return RuleBook.months[words[of + 1].number]
    }

    /// `the last day of February`, `the first day of March`.
    private func edgeOfMonth(_ index: Int) -> (TextWord, Int)? {
        guard isWord(index, in: TermWords.edges), isWord(index + 1, in: TermWords.day),
            let month = monthBehindOf(index + 2)
        else { return nil }
        let stated = yearStated(index + 4)
        let next = stated == nil ? index + 4 : index + 5
        if words[index].number != TermWords.lastOne {
            return made(Day(year: stated ?? year, month: month, day: 1), index, next)
        }
        let days = (28...31).lazy.reversed().compactMap { Day(year: stated ?? year, month: month, day: $0) }
        return made(days.first, index, next)
    }

    /// `2nd`, `20th`: which day of a month.
    private func ordinal(_ index: Int) -> Int? {
        let word = words[index]
        guard word.kind == .opaque, 3...4 ~= word.end - word.start, !word.beginsClause else { return nil }
        let text = bytes[Int(word.start)..<Int(word.end)]
        guard let day = Int(String(decoding: text.dropLast(2), as: UTF8.self)), (1...31).contains(day),
            ["st", "nd", "rd", "th"].contains(String(decoding: text.suffix(2), as: UTF8.self).lowercased())
        else { return nil }
        return day
    }

    // MARK: a day of the month alone

    /// `good through the 20th`, `void after Friday the 13th`: the next such day after the mail's.
    private func deadline(_ index: Int) -> (TextWord, Int)? {
        guard let date, index >= 2, words[index - 1].number == TermWords.the, let day = ordinal(index),
            isEnd(index + 1),
            isDeadline(before: isWord(index - 2, in: TermWords.weekdays) ? index - 2 : index - 1)
        else { return nil }
        let (year, month, today) = date.civil
        let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
        return made(
            day >= today
                ? Day(year: year, month: month, day: day) : Day(year: nextYear, month: nextMonth, day: day), index,
            index + 1)
    }

    /// Whether nothing goes on behind a day that would make it a count: `open to the 2nd position`, `cut by 10-15 points`.
    private func isEnd(_ index: Int) -> Bool {
        index >= words.count || words[index].kind != .word || words[index].beginsClause
            || words[index].number != 0 && TermWords.behindDay.contains(words[index].number)
    }

    /// Whether the words before a day say that something ends on it.
    private func isDeadline(before index: Int) -> Bool {
        func isNear(_ set: WordSet, _ last: Int, within count: Int) -> Bool {
            (last - count...last).contains {
                isWord($0, in: set) && !words[$0 + 1..<index].contains(where: \.beginsClause)
            }
        }
        guard index > 0, words[index - 1].kind == .word else { return false }
        if isWord(index - 1, in: TermWords.until) { return true }
        return switch words[index - 1].number {
        case TermWords.on: isNear(TermWords.ends, index - 2, within: 0)
        case TermWords.to: isNear(TermWords.holds, index - 2, within: 2)
        case TermWords.after: isNear(TermWords.ends, index - 2, within: 1)
        case TermWords.be, TermWords.still: isNear(TermWords.lastDay, index - 2, within: 1)
        default: false
        }
    }

    // MARK: in figures alone

    /// The word before, also before the dots or the cell between a key and its value.
    private func key(before index: Int) -> Int {
        index > 1 && words[index - 1].kind == .pause && words[index - 1].pause == .cell ? index - 2 : index - 1
    }

    /// `exp 021926`, `EXPIRES: 20260225`, `exp 0217`, `exp 2.28`.
    private func stampedDay(_ index: Int) -> (TextWord, Int)? {
        guard index > 0, words[index].kind != .word, words[index].kind != .pause else { return nil }
        let key = key(before: index)
        let isLastDay = isWord(key, in: TermWords.lastDay)
        guard isLastDay || isWord(key, in: TermWords.until) || isWord(key, in: TermWords.holds) else { return nil }
        let text = bytes[Int(words[index].start)..<Int(words[index].end)]
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) else { return nil }
        func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }
        let stamp = parts[0]
        let day: Day? =
            switch (parts.count, stamp.count) {
            case (1, 8) where stamp.starts(with: "20".utf8):
                Day(
                    year: value(stamp.prefix(4)), month: value(stamp.dropFirst(4).prefix(2)),
                    day: value(stamp.suffix(2)))
            case _ where !isLastDay: nil
            case (2, 1...2) where parts[1].count <= 2: inOrder(year, value(stamp), value(parts[1]))
            case (1, 4): inOrder(year, value(stamp.prefix(2)), value(stamp.suffix(2)))
            case (1, 6):
                inOrder(2000 + value(stamp.suffix(2)), value(stamp.prefix(2)), value(stamp.dropFirst(2).prefix(2)))
            case (1, 8): inOrder(value(stamp.suffix(4)), value(stamp.prefix(2)), value(stamp.dropFirst(2).prefix(2)))
            default: nil
            }
        return made(day, index, index + 1)
    }

    /// `exp 20/2`, `GOOD THRU: 02-19`: two figures that would be a fraction or a range elsewhere.
    private func pairedDay(_ index: Int) -> (TextWord, Int)? {
        guard index > 0, index + 1 < words.count, words[index].kind == .number, words[index + 1].kind == .number,
            words[index + 1].followsSlash || words[index + 1].followsRange,
            isEnd(index + 2), words[index + 1].start == words[index].end + 1,
            words[index + 1].end - words[index].start <= 5,
            case let key = key(before: index), isWord(key, in: TermWords.lastDay) || isWord(key, in: TermWords.until),
            let one = plain(index), let two = plain(index + 1)
        else { return nil }
        return made(inOrder(year, one, two) ?? inOrder(year, two, one), index, index + 2)
    }
}
