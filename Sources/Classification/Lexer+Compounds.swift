import Kernel

extension Lexer {
    /// Joins what several words say together: `fifty thousand`, `October 3, 2025`, `12 percent`, `50 grand`, `EUR 40,000`.
    mutating func join() {
        var joined: [TextWord] = []
        joined.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            if let (word, next) = monthDay(index) ?? spelled(index) {
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
        return nil
    }

    /// `one thirty four`: 1.34, as rates are spoken.
    private func spelledRate(_ index: Int) -> (TextWord, Int)? {
        guard RuleBook.numerals[words[index].number] == 1, index + 1 < words.count, words[index + 1].kind == .word,
            let tens = RuleBook.numerals[words[index + 1].number], (10...60).contains(tens),
            !words[index + 1].beginsClause
        else { return nil }
        var hundredths = 100 + tens
        var next = index + 2
        if tens >= 20, next < words.count, words[next].kind == .word, !words[next].beginsClause,
            let units = RuleBook.numerals[words[next].number], units < 10
        {
            hundredths += units
            next += 1
        }
        // `one fifty thousand`, `one twenty days` are no rates
        if next < words.count, words[next].kind == .word, !words[next].beginsClause, words[next].number != 0,
            RuleBook.thousands.contains(words[next].number) || words[next].number == RuleBook.hundred
                || TermWords.units[words[next].number] != nil
        {
            return nil
        }
        guard let value = ExactNumber(hundredths, decimals: 2) else { return nil }
        var word = words[index]
        word.number = 0
        word.kind = .number
        word.value = value
        word.end = words[next - 1].end
        return (word, next)
    }

    /// Numbers in words up to the millions; `one` alone is no number.
    private func spelled(_ index: Int) -> (TextWord, Int)? {
        guard words[index].kind == .word, words[index].number != 0, RuleBook.numerals[words[index].number] != nil else {
            return nil
        }
        if let rate = spelledRate(index) { return rate }
        var total: Int64 = 0
        var part: Int64 = 0
        var next = index
        while next < words.count, words[next].kind == .word, next == index || !words[next].beginsClause {
            let word = words[next].number
            if let value = RuleBook.numerals[word] {
                part += value
            } else if word != 0, word == RuleBook.hundred {
                part = max(part, 1) * 100
            } else if RuleBook.thousands.contains(word) {
                total += max(part, 1) * 1000
                part = 0
            } else {
                break
            }
            next += 1
            if next - index > 8 { break }
        }
        total += part
        guard total > 1 || next - index > 1 else { return nil }
        var word = words[index]
        if next - index > 1 { word.number = 0 }
        word.kind = .number
        word.value = ExactNumber(whole: Int32(clamping: total))
        word.isSpelled = true
        word.suffix = total >= 1000 ? .thousand : .none
        word.end = words[next - 1].end
        return (word, next)
    }
}
