import Kernel

extension Lexer {
    /// Joins what several words say together: `fifty thousand`, `October 3, 2025`, `12 percent`, `50 grand`, `EUR 40,000`.
    mutating func join() {
        var joined: [TextWord] = []
        joined.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            if let (word, next) = day(index) ?? spelled(index) {
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
}
