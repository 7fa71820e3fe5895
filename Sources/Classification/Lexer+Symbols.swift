extension Lexer {
    /// Characters beyond ASCII: signs of currency, dashes, ticks, bullets, letters.
    mutating func readWide(_ index: Int, _ end: Int) -> Int {
        let first = bytes[index]
        let second = index + 1 < end ? bytes[index + 1] : 0
        let third = index + 2 < end ? bytes[index + 2] : 0
        switch (first, second, third) {
        case (0xC2, 0xA0, _): return index + 2
        case (0xC2, 0xA3, _): return readAfterSign(.pound, index, index + 2, end)
        case (0xE2, 0x82, 0xAC): return readEuro(index, end)
        case (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94), (0xE2, 0x80, 0x92):
            readDash(index, index + 3, index..<end)
            clause = clause || !range
            return index + 3
        case (0xE2, 0x9C, 0x85), (0xE2, 0x9C, 0x93), (0xE2, 0x9C, 0x94), (0xE2, 0x98, 0x91...0x92):
            pause(.tick, at: index)
        case (0xE2, 0x9D, 0x8C), (0xE2, 0x9C, 0x97), (0xE2, 0x9C, 0x98), (0xE2, 0x98, 0x90): pause(.cross, at: index)
        case (0xE2, 0x80, 0xA2), (0xC2, 0xB7, _), (0xE2, 0x96, _): pause(.bullet, at: index)
        case (0xE2, 0x86, 0x92,): clause = true
        case (0xC3...0xDF, _, _): return readWord(index, end)
        case (0xF0..., _, _): return readSymbol(index, min(index + 4, end))
        default: break
        }
        return index + (first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2)
    }

    /// A euro sign before a sum or right behind one.
    private mutating func readEuro(_ index: Int, _ end: Int) -> Int {
        let next = readAfterSign(.euro, index, index + 3, end)
        let isBehind =
            words.last.map {
                $0.kind == .number && $0.currency == .none && $0.suffix != .percent && index - Int($0.end) <= 3
            } ?? false
        guard next == index + 3, isBehind else { return next }
        takeSignBehind(.euro, next)
        return next
    }

    /// A pictograph is a word: rules may name it.
    private mutating func readSymbol(_ first: Int, _ end: Int) -> Int {
        var hash = Vocabulary.offset
        for byte in bytes[first..<end] { hash = (hash ^ UInt64(byte)) &* Vocabulary.prime }
        if let number = vocabulary[hash] {
            push(TextWord(kind: .word, number: number, start: Int32(first), end: Int32(end)))
        }
        return end
    }

    /// `Mr.`, `approx.`, `a.m.`: a dot that ends no sentence.
    func isAbbreviation(before index: Int) -> Bool {
        guard let last = words.last, last.kind == .word, Int(last.end) == index else { return false }
        // `44 wks. Origination …`: a unit behind its number may end the sentence
        if words.count > 1, words[words.count - 2].kind == .number, index + 2 < bytes.count,
            bytes[index + 1] == 32, bytes[index + 2] >= 65, bytes[index + 2] <= 90
        {
            return false
        }
        if last.end - last.start == 1 { return true }
        return last.number != 0 && RuleBook.abbreviations.contains(last.number)
    }

    mutating func readDash(_ first: Int, _ after: Int, _ line: Range<Int>) {
        let isSpaced = first == line.lowerBound || bytes[first - 1] <= 32
        if let last = words.last, last.kind == .number || last.kind == .day, after < line.upperBound {
            let next = bytes[after] == 32 && after + 1 < line.upperBound ? bytes[after + 1] : bytes[after]
            if Self.isDigit(next) || next == 36 || next == 0xC2 || next == 0xE2 { range = last.kind == .number }
        }
        if isSpaced {
            clause = true
            colon = colon || isKey(before: line, after)
        }
    }

    /// `Amount - 16,000`: a few words from the beginning of a line, then a figure.
    func isKey(before line: Range<Int>, _ after: Int) -> Bool {
        var next = after
        while next < line.upperBound, bytes[next] == 32 { next += 1 }
        guard next > after, next < line.upperBound, Self.isDigit(bytes[next]) || bytes[next] == 36 || bytes[next] > 127
        else { return false }
        var count = 0
        for word in words.reversed() {
            if word.kind == .pause || Int(word.start) < line.lowerBound { break }
            count += 1
            if word.kind != .word || count > 4 { return false }
        }
        return count > 0
    }
}
