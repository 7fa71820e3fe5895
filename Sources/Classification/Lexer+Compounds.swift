import Kernel

extension Lexer {
    /// Joins what several words say together: `fifty thousand`, `October 3, 2025`, `12 percent`, `50 grand`, `EUR 40,000`.
    mutating func join() {
        var joined: [TextWord] = []
        joined.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            if let (word, next) = monthDay(index) ?? deadline(index) ?? stampedDay(index) ?? spelled(index) {
                joined.append(word)
                index = next
            } else {
                joined.append(words[index])
                index += 1
            }
            if repeatsSpelled(joined, index) {
                // `eighteen (18) months`: the figure takes the place of the words, what follows belongs to it
                joined[joined.count - 1].isSpelled = false
                joined[joined.count - 1].end = words[index].end
                if words[index].currency != .none { joined[joined.count - 1].currency = words[index].currency }
                index += 1
                if index < words.count { clearClause(index) }
            }
            while index < words.count, widen(&joined[joined.count - 1], words[index]) { index += 1 }
        }
        for index in joined.indices.dropLast() where joined[index].kind == .word && joined[index + 1].kind == .number {
            if let currency = RuleBook.currencies[joined[index].number], joined[index + 1].currency == .none,
                joined[index + 1].isMoney
            {
                joined[index + 1].currency = currency
            }
        }
        // a figure that no sum reaches is a reference
        for index in joined.indices where joined[index].kind == .number && joined[index].value.whole > Self.mostUnits {
            joined[index].kind = .opaque
        }
        replaceWords(joined)
    }

    /// A thousand millions: what is reckoned from greater figures would not fit.
    private static let mostUnits: Int64 = 1_000_000_000

    private func repeatsSpelled(_ joined: [TextWord], _ index: Int) -> Bool {
        guard let last = joined.last, last.isSpelled, index < words.count, words[index].kind == .number else {
            return false
        }
        return words[index].beginsClause && words[index].value == last.value
    }

    /// `65.000 USD`: three digits behind a dot before a currency are thousands.
    private func takeDottedThousands(_ word: inout TextWord) {
        let text = bytes[Int(word.start)..<Int(word.end)]
        guard text.count <= 7, let dot = text.firstIndex(of: 46), text.endIndex - dot == 4, dot - text.startIndex <= 3,
            text.allSatisfy({ $0 == 46 || Self.isDigit($0) }), let units = word.value.scaled(3),
            let value = ExactNumber(units)
        else { return }
        word.value = value
        word.isGrouped = true
    }

    /// Takes a following `percent`, `grand`, `thousand`, `USD` into the number before it.
    private func widen(_ word: inout TextWord, _ next: TextWord) -> Bool {
        guard word.kind == .number, next.kind == .word, next.number != 0, !next.beginsClause else { return false }
        if RuleBook.percents.contains(next.number), word.suffix == .none, word.currency == .none {
            word.suffix = .percent
        } else if RuleBook.thousands.contains(next.number), word.suffix == .none, !word.isGrouped,
            let value = ExactNumber(word.value.coefficient &* 1000, decimals: word.value.decimals),
            word.value.coefficient < 1_000_000
        {
            word.value = value
            word.suffix = .thousand
        } else if RuleBook.millions.contains(next.number), word.suffix == .none, word.value.coefficient < 1_000_000,
            let value = ExactNumber(word.value.coefficient &* 1_000_000, decimals: word.value.decimals)
        {
            word.value = value
            word.suffix = .million
        } else if let currency = RuleBook.currencies[next.number], word.currency == .none || word.currency == .dollar {
            word.currency = currency
            takeDottedThousands(&word)
        } else {
            return false
        }
        word.end = next.end
        return true
    }

    /// A month's name with a day before or behind it.
    private func monthDay(_ index: Int) -> (TextWord, Int)? {
        let first = words[index]
        // `29.9% APR, 18 months`
        if first.kind == .word, index > 0, words[index - 1].suffix == .percent { return nil }
        func plain(_ index: Int) -> Int? {
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
        func made(_ month: Int, _ day: Int, _ next: Int) -> (TextWord, Int)? {
            var next = next
            var inYear = year
            if let stated = plain(next), (2000...2099).contains(stated) {
                inYear = stated
                next += 1
            }
            guard let day = Day(year: inYear, month: month, day: day) else { return nil }
            var word = first
            word.kind = .day
            word.number = 0
            word.value = ExactNumber(whole: day.number)
            word.end = words[next - 1].end
            return (word, next)
        }
        if first.kind == .word, let month = RuleBook.months[first.number], let day = plain(index + 1), day <= 31 {
            return made(month, day, index + 2)
        }
        if let day = plain(index), day <= 31, index + 1 < words.count, words[index + 1].kind == .word,
            let month = RuleBook.months[words[index + 1].number], !words[index + 1].beginsClause
        {
            return made(month, day, index + 2)
        }
        // `the 20th of February`
        if let day = ordinal(index), index + 2 < words.count, words[index + 1].number == TermWords.of,
            let month = RuleBook.months[words[index + 2].number]
        {
            return made(month, day, index + 3)
        }
        return nil
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

    /// `good through the 20th`: the next such day after the mail's.
    private func deadline(_ index: Int) -> (TextWord, Int)? {
        guard let date, index >= 2, words[index - 1].number == TermWords.the, let day = ordinal(index) else {
            return nil
        }
        let before = words[index - 2].number == TermWords.on && index >= 3 ? index - 3 : index - 2
        let isDeadline = before == index - 2 ? TermWords.until : TermWords.ends
        guard words[before].number != 0, isDeadline.contains(words[before].number) else { return nil }
        let (year, month, today) = date.civil
        let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
        guard
            let ends = day >= today
                ? Day(year: year, month: month, day: day) : Day(year: nextYear, month: nextMonth, day: day)
        else { return nil }
        var word = words[index]
        (word.kind, word.number, word.value) = (.day, 0, ExactNumber(whole: ends.number))
        return (word, index + 1)
    }

    /// `exp 021926`, `EXPIRES: 20260225`, `exp 0217`, `exp 2.28`: a day in figures alone.
    private func stampedDay(_ index: Int) -> (TextWord, Int)? {
        guard index > 0, words[index - 1].kind == .word, words[index - 1].number != 0,
            TermWords.lastDay.contains(words[index - 1].number), words[index].kind != .word, words[index].kind != .pause
        else { return nil }
        let text = bytes[Int(words[index].start)..<Int(words[index].end)]
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) else { return nil }
        func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }
        let stamp = parts[0]
        let day: Day? =
            switch (parts.count, stamp.count) {
            case (2, 1...2) where parts[1].count <= 2: inOrder(year, value(stamp), value(parts[1]))
            case (1, 4): inOrder(year, value(stamp.prefix(2)), value(stamp.suffix(2)))
            case (1, 6):
                inOrder(2000 + value(stamp.suffix(2)), value(stamp.prefix(2)), value(stamp.dropFirst(2).prefix(2)))
            case (1, 8) where stamp.starts(with: "20".utf8):
                Day(
                    year: value(stamp.prefix(4)), month: value(stamp.dropFirst(4).prefix(2)),
                    day: value(stamp.suffix(2)))
            case (1, 8): inOrder(value(stamp.suffix(4)), value(stamp.prefix(2)), value(stamp.dropFirst(2).prefix(2)))
            default: nil
            }
        guard let day else { return nil }
        var word = words[index]
        (word.kind, word.number, word.value) = (.day, 0, ExactNumber(whole: day.number))
        (word.suffix, word.currency, word.isGrouped) = (.none, .none, false)
        return (word, index + 1)
    }
}
