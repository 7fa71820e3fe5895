import Kernel

/// Numbers in words, as they are written and as they are spoken.
extension Lexer {
    /// A number that begins with a word, and the word behind it; `one` alone is no number.
    func spelled(_ index: Int) -> (TextWord, Int)? {
        guard words[index].kind == .word, words[index].number != 0 else { return nil }
        if isYear(index) { return number(1, index, index + 1) }
        if let rate = spokenRate(index) { return rate }
        guard RuleBook.numerals[words[index].number] != nil || words[index].number == RuleBook.hundred else {
            return nil
        }
        var sum = SpokenSum()
        var next = index
        while next < words.count, words[next].kind == .word, next == index || !words[next].beginsClause {
            let word = words[next].number
            if let value = RuleBook.numerals[word] {
                guard sum.take(value) else { break }
            } else if word != 0, word == RuleBook.hundred {
                guard sum.takeHundred() else { break }
            } else if RuleBook.thousands.contains(word) {
                sum.takeThousand()
            } else if word == 0 || word != RuleBook.and || !sum.endsWithHundred || numeral(next + 1) == nil {
                break
            }
            next += 1
            if next - index > 8 { break }
        }
        // as if it stood in figures: it may be a rate
        if let decimal = decimals(behind: sum.total, next) { return number(decimal.value, index, decimal.end) }
        if (1..<100).contains(sum.total), let hundredths = fraction(next) {
            return number(sum.total * 100 + hundredths, decimals: 2, index, next + 3)
        }
        guard sum.total > 1 || next - index > 1, var found = number(sum.total, index, next) else { return nil }
        // `ten thirty` may be a time of the day
        if sum.isMoney { found.0.suffix = .thousand }
        return found
    }

    /// The value of a numeral that goes on from the word before it.
    private func numeral(_ index: Int) -> Int64? {
        guard index < words.count, words[index].kind == .word, !words[index].beginsClause else { return nil }
        return RuleBook.numerals[words[index].number]
    }

    private func isWord(_ index: Int, _ word: UInt16) -> Bool {
        index < words.count && words[index].number == word && words[index].kind == .word && !words[index].beginsClause
    }

    /// `one thirty four`, `a buck forty`: 1.34 and 1.40, as rates are spoken.
    private func spokenRate(_ index: Int) -> (TextWord, Int)? {
        let isBuck = words[index].number == TermWords.a && isWord(index + 1, TermWords.buck)
        let first = isBuck ? index + 2 : index + 1
        guard isBuck || words[index].number == TermWords.one, let tens = numeral(first), (10...60).contains(tens) else {
            return nil
        }
        var (hundredths, next) = (100 + tens, first + 1)
        if tens >= 20, let units = numeral(next), units < 10 { (hundredths, next) = (hundredths + units, next + 1) }
        // `one fifty thousand`, `one twenty days` are no rates
        if next < words.count, words[next].kind == .word, !words[next].beginsClause, words[next].number != 0,
            RuleBook.thousands.contains(words[next].number) || words[next].number == RuleBook.hundred
                || TermWords.units[words[next].number] != nil
        {
            return nil
        }
        return ExactNumber(hundredths, decimals: 2).map { number($0, index, next) }
    }

    /// `one point three four`, `one point thirty four`.
    private func decimals(behind whole: Int64, _ point: Int) -> (value: ExactNumber, end: Int)? {
        guard whole < 100, isWord(point, TermWords.point) else { return nil }
        var (digits, places, next) = (whole, 0, point + 1)
        while places < 4, let value = numeral(next) {
            let isTens = value >= 10
            if isTens, places > 0 { break }
            digits = digits * (isTens ? 100 : 10) + value
            places += isTens ? 2 : 1
            next += 1
            if value >= 20, let units = numeral(next), units < 10 { (digits, next) = (digits + units, next + 1) }
            if isTens { break }
        }
        guard places > 0, let value = ExactNumber(digits, decimals: places) else { return nil }
        return (value, next)
    }

    /// Behind a whole number `and a half` or `and a quarter`, in hundredths.
    private func fraction(_ index: Int) -> Int64? {
        guard isWord(index, RuleBook.and), isWord(index + 1, TermWords.a) else { return nil }
        return isWord(index + 2, TermWords.half) ? 50 : isWord(index + 2, TermWords.quarter) ? 25 : nil
    }

    /// `one year`, `over a year`: the word before the year counts it.
    private func isYear(_ index: Int) -> Bool {
        guard index + 1 < words.count, words[index + 1].kind == .word, !words[index + 1].beginsClause,
            TermWords.units[words[index + 1].number] == .year
        else { return false }
        if words[index].number == TermWords.one { return true }
        return words[index].number == TermWords.a && index > 0 && words[index - 1].number != 0
            && TermWords.beforeYear.contains(words[index - 1].number)
    }

    private func number(_ digits: Int64, decimals: Int = 0, _ index: Int, _ end: Int) -> (TextWord, Int)? {
        guard let value = ExactNumber(digits, decimals: decimals) else { return nil }
        var found = number(value, index, end)
        found.0.isSpelled = true
        return found
    }

    private func number(_ value: ExactNumber, _ index: Int, _ end: Int) -> (TextWord, Int) {
        var word = words[index]
        if end - index > 1 { word.number = 0 }
        (word.kind, word.value) = (.number, value)
        word.end = words[end - 1].end
        return (word, end)
    }
}

/// What numerals make of each other: `two hundred ten`, `sixteen thirty-two` (1,632), `twenty-two five` (22,500).
private struct SpokenSum {
    private var thousands: Int64 = 0
    private var part: Int64 = 0
    /// Nothing may follow.
    private var isClosed = false
    /// Whether it is a sum of money by itself: thousands, or as many hundreds.
    var isMoney: Bool { thousands > 0 || part >= 1000 && !isPair }
    /// `sixteen thirty-two`
    private var isPair = false

    var total: Int64 { thousands + part }
    var endsWithHundred: Bool { part > 0 && part % 100 == 0 }

    /// False where the numeral begins another number.
    mutating func take(_ value: Int64) -> Bool {
        if isClosed { return false }
        let rest = part % 100
        if rest == 0 || value < 10 && rest >= 20 && rest % 10 == 0 {
            part += value
        } else if thousands == 0, value == 5, (10..<100).contains(part) {
            // thousands and a half, as the trade says it
            (thousands, part, isClosed) = (part * 1000 + 500, 0, true)
        } else if thousands == 0, value >= 10, (2..<100).contains(part) {
            (part, isPair) = (part * 100 + value, true)
        } else if thousands == 0, value < 10, part >= 1000, rest >= 20, rest % 10 == 0 {
            part += value
        } else {
            return false
        }
        return true
    }

    mutating func takeHundred() -> Bool {
        guard !isClosed, part < 100 else { return false }
        part = max(part, 1) * 100
        return true
    }

    mutating func takeThousand() {
        thousands += max(part, 1) * 1000
        part = 0
    }
}
