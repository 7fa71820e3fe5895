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
        case (0xE2, 0x9C, 0x85), (0xE2, 0x9C, 0x93), (0xE2, 0x9C, 0x94), (0xE2, 0x98, 0x91): pause(.tick, at: index)
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
        if last.end - last.start == 1 { return true }
        return last.number != 0 && RuleBook.abbreviations.contains(last.number)
    }
}
