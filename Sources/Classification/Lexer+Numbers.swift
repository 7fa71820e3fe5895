import Kernel

extension Lexer {
    /// Reads an amount, a rate, a count, a day or a telephone number that begins with a digit.
    mutating func readNumber(_ first: Int, _ end: Int, _ sign: TextWord.Currency, from start: Int) -> Int {
        var last = first
        while last < end, Self.isDigit(bytes[last]) || isSeparator(last, end) { last += 1 }
        last = endOfSpacedGroups(first, last, end) ?? last
        if sign == .none, let next = readDay(first, last, end) ?? readOpaque(first, last, end) { return next }
        var word = TextWord(kind: .number, start: Int32(start), end: Int32(last))
        word.currency = sign
        guard let figure = figure(first..<last, sign) else {
            push(TextWord(kind: .opaque, start: Int32(start), end: Int32(last)))
            return last
        }
        word.value = figure.value
        word.isGrouped = figure.isGrouped
        return readSuffix(&word, last, end)
    }

    /// `60 000 €`: groups of thousands parted by a blank or a no-break space, with a sign of currency behind them.
    private func endOfSpacedGroups(_ first: Int, _ last: Int, _ end: Int) -> Int? {
        guard last - first <= 3 else { return nil }
        var index = last
        while let next = blank(at: index, end), next + 3 <= end, bytes[next..<next + 3].allSatisfy(Self.isDigit),
            next + 3 >= end || !Self.isDigit(bytes[next + 3])
        {
            index = next + 3
        }
        guard index > last else { return nil }
        var mark = index
        if mark + 2 < end, bytes[mark] == 44, Self.isDigit(bytes[mark + 1]), Self.isDigit(bytes[mark + 2]) { mark += 3 }
        let sign = blank(at: mark, end) ?? mark
        guard sign + 2 < end, bytes[sign..<sign + 3].elementsEqual([0xE2, 0x82, 0xAC]) else { return nil }
        return mark
    }

    /// The place behind a blank, a no-break space or a narrow one.
    private func blank(at index: Int, _ end: Int) -> Int? {
        guard index < end else { return nil }
        if bytes[index] == 32 { return index + 1 }
        if index + 1 < end, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 { return index + 2 }
        if index + 2 < end, bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] == 0xAF {
            return index + 3
        }
        return nil
    }

    private func isSeparator(_ index: Int, _ end: Int) -> Bool {
        (bytes[index] == 46 || bytes[index] == 44) && index + 1 < end && Self.isDigit(bytes[index + 1])
            && Self.isDigit(bytes[index - 1])
    }

    /// Digits with separators as a number: `1,250.00`, `1.250,00` and `1,35` are told apart by their groups.
    private func figure(_ range: Range<Int>, _ sign: TextWord.Currency) -> (value: ExactNumber, isGrouped: Bool)? {
        if range.contains(where: { bytes[$0] == 32 || bytes[$0] > 127 }) {
            return number(range, decimalMark: range.last { bytes[$0] == 44 }).map { ($0, true) }
        }
        let points = range.filter { bytes[$0] == 46 }
        let commas = range.filter { bytes[$0] == 44 }
        func isGrouping(_ marks: [Int], before end: Int) -> Bool {
            guard let first = marks.first, first - range.lowerBound <= 3 else { return false }
            let widths = zip(marks, marks.dropFirst() + [end]).map { $1 - $0 }
            // `1,25,000`: lakhs are parted in twos
            return widths.last == 4 && widths.dropLast().allSatisfy { $0 == widths[0] && ($0 == 4 || $0 == 3) }
        }
        if let comma = commas.last, let point = points.last {
            let (group, mark) = point > comma ? (commas, point) : (points, comma)
            guard isGrouping(group, before: mark), (point > comma ? points : commas).count == 1 else { return nil }
            return number(range, decimalMark: mark).map { ($0, true) }
        }
        if let comma = commas.last {
            if isGrouping(commas, before: range.upperBound) {
                return number(range, decimalMark: nil).map { ($0, true) }
            }
            guard commas.count == 1, range.upperBound - comma <= 3 else { return nil }
            return number(range, decimalMark: comma).map { ($0, false) }
        }
        if let point = points.last {
            if points.count > 1 || (range.upperBound - point == 4 && (sign == .euro || isEuro(range.upperBound))) {
                guard isGrouping(points, before: range.upperBound) else { return nil }
                return number(range, decimalMark: nil).map { ($0, true) }
            }
            return number(range, decimalMark: point).map { ($0, false) }
        }
        return number(range, decimalMark: nil).map { ($0, false) }
    }

    /// Whether a euro sign stands behind the digits: then a point parts thousands.
    private func isEuro(_ index: Int) -> Bool {
        let sign = blank(at: index, bytes.count) ?? index
        return sign + 2 < bytes.count && bytes[sign..<sign + 3].elementsEqual([0xE2, 0x82, 0xAC])
    }

    private func number(_ range: Range<Int>, decimalMark: Int?) -> ExactNumber? {
        var value: Int64 = 0
        var decimals = 0
        var digits = 0
        for index in range where Self.isDigit(bytes[index]) {
            digits += 1
            guard digits <= 15 else { return nil }
            value = value * 10 + Int64(bytes[index] - 48)
            if let decimalMark, index > decimalMark { decimals += 1 }
        }
        return ExactNumber(value, decimals: decimals)
    }

    /// `k`, `M`, `%`, `x` and units that stand right behind the digits.
    private mutating func readSuffix(_ word: inout TextWord, _ last: Int, _ end: Int) -> Int {
        var letters = last
        while letters < end, Self.isLetter(bytes[letters]) { letters += 1 }
        let count = letters - last
        let one = count > 0 ? bytes[last] | 32 : 0
        let two = count > 1 ? bytes[last + 1] | 32 : 0
        switch (count, one, two) {
        case (1, UInt8(ascii: "k"), _):
            scale(&word, 1000, .thousand)
            word.end = Int32(letters)
            push(word)
            return letters
        case (1, UInt8(ascii: "x"), _):
            word.suffix = .times
            word.end = Int32(letters)
            push(word)
            return letters
        case (2, UInt8(ascii: "m"), UInt8(ascii: "m")),
            // `2mil`, but not `15min`
            (3, UInt8(ascii: "m"), UInt8(ascii: "i")) where bytes[last + 2] | 32 == UInt8(ascii: "l"),
            (1, UInt8(ascii: "m"), _) where word.currency != .none:
            scale(&word, 1_000_000, .million)
            word.end = Int32(letters)
            push(word)
            return letters
        case (2, UInt8(ascii: "s"), UInt8(ascii: "t")), (2, UInt8(ascii: "n"), UInt8(ascii: "d")),
            (2, UInt8(ascii: "r"), UInt8(ascii: "d")), (2, UInt8(ascii: "t"), UInt8(ascii: "h")):
            word.kind = .opaque
            word.end = Int32(letters)
            push(word)
            return letters
        default: break
        }
        var next = last
        if next < end, bytes[next] == 32 { next += 1 }
        if count == 0, next < end, bytes[next] == UInt8(ascii: "%") {
            word.suffix = .percent
            word.end = Int32(next + 1)
            push(word)
            return next + 1
        }
        push(word)
        return last
    }

    private func scale(_ word: inout TextWord, _ factor: Int64, _ suffix: TextWord.Suffix) {
        let (product, overflow) = word.value.coefficient.multipliedReportingOverflow(by: factor)
        guard !overflow, let value = ExactNumber(product, decimals: word.value.decimals) else { return }
        word.value = value
        word.suffix = suffix
    }

    // MARK: days

    /// `7/31`, `03/21/2025`, `2025-07-31`, `31.12.2025`.
    private mutating func readDay(_ first: Int, _ last: Int, _ end: Int) -> Int? {
        var index = first
        guard let one = digits(&index, end), one.count <= 4, index < end else { return nil }
        let mark = bytes[index]
        guard mark == 47 || mark == 45 || mark == 46 else { return nil }
        index += 1
        guard let two = digits(&index, end), two.count <= 2 else { return nil }
        // `25/1.4`: a sum and a rate
        if mark == 47, index + 1 < end, bytes[index] == 46, Self.isDigit(bytes[index + 1]) { return nil }
        var three: (value: Int, count: Int)?
        if index < end, bytes[index] == mark {
            var next = index + 1
            three = digits(&next, end)
            if three != nil { index = next }
        }
        if index < end, Self.isLetter(bytes[index]) || bytes[index] == 37 || (bytes[index] == mark && mark != 46) {
            return nil
        }
        guard let day = day(one, two, three, mark) else { return nil }
        var word = TextWord(kind: .day, start: Int32(first), end: Int32(index))
        word.value = ExactNumber(whole: day.number)
        push(word)
        return index
    }

    private func day(
        _ one: (value: Int, count: Int), _ two: (value: Int, count: Int), _ three: (value: Int, count: Int)?,
        _ mark: UInt8
    ) -> Day? {
        if one.count == 4 {
            guard let three, three.count <= 2 else { return nil }
            return Day(year: one.value, month: two.value, day: three.value)
        }
        guard one.count <= 2 else { return nil }
        guard let three else {
            guard mark == 47, year > 0 else { return nil }
            return inOrder(year, one.value, two.value)
        }
        guard three.count == 2 || three.count == 4 else { return nil }
        let year = three.count == 2 ? 2000 + three.value : three.value
        if mark == 46 {
            return Day(year: year, month: two.value, day: one.value)
                ?? Day(year: year, month: one.value, day: two.value)
        }
        // with a year, `28/02/2026` can only be a day of February
        return inOrder(year, one.value, two.value) ?? inOrder(year, two.value, one.value)
    }

    /// The day and the month in the sender's order, or the other way round where that is no day.
    func inOrder(_ year: Int, _ one: Int, _ two: Int) -> Day? {
        let usual = isDayFirst ? Day(year: year, month: two, day: one) : Day(year: year, month: one, day: two)
        return usual ?? (isDayFirst ? Day(year: year, month: one, day: two) : nil)
    }

    private func digits(_ index: inout Int, _ end: Int) -> (value: Int, count: Int)? {
        let first = index
        var value = 0
        while index < end, index - first < 9, Self.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 48)
            index += 1
        }
        return index == first ? nil : (value, index - first)
    }

    // MARK: what is no quantity

    /// A telephone number, a time of day, a reference.
    private mutating func readOpaque(_ first: Int, _ last: Int, _ end: Int) -> Int? {
        var index = last
        if index + 1 < end, bytes[index] == 58, Self.isDigit(bytes[index + 1]) {
            index += 1
            while index < end, Self.isDigit(bytes[index]) { index += 1 }
            push(TextWord(kind: .opaque, start: Int32(first), end: Int32(index)))
            return index
        }
        // `1.45 100 daily payments`: a rate and a count; `1.28-1.34`: two rates
        if last - first <= 4, last < end, bytes[last] == 45, bytes[first..<last].contains(46) { return nil }
        guard last - first < 3 || !bytes[first..<last].contains(46) || last >= end || bytes[last] != 32 else {
            return nil
        }
        var total = last - first
        var parts = 1
        while index + 1 < end,
            bytes[index] == 45 || bytes[index] == 46
                || (bytes[index] == 32 && total >= 3 && isPhonePart(index + 1, end)),
            Self.isDigit(bytes[index + 1])
        {
            index += 1
            parts += 1
            while index < end, Self.isDigit(bytes[index]) {
                index += 1
                total += 1
            }
        }
        guard parts > 1, total >= 7, index >= end || !Self.isLetter(bytes[index]) else { return nil }
        push(TextWord(kind: .opaque, start: Int32(first), end: Int32(index)))
        return index
    }

    /// Three or four digits and no more, as in 617 555 0151.
    private func isPhonePart(_ index: Int, _ end: Int) -> Bool {
        var last = index
        while last < end, Self.isDigit(bytes[last]) { last += 1 }
        return (last - index == 3 || last - index == 4)
            && (last >= end || bytes[last] == 32 || bytes[last] == 45 || bytes[last] == 10)
    }
}
