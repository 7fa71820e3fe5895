extension Lexer {
    /// Whether a line has three gaps of two blanks or more and no sentence's end before one: columns by blanks.
    private func isAligned(_ line: Range<Int>) -> Bool {
        var gaps = 0
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] <= 32 { index += 1 }
        while index + 1 < line.upperBound {
            if bytes[index] == 32, bytes[index + 1] == 32 {
                if bytes[index - 1] == UInt8(ascii: ".") { return false }
                gaps += 1
                while index < line.upperBound, bytes[index] == 32 { index += 1 }
            } else {
                index += 1
            }
        }
        return gaps >= 2
    }

    /// Three spaces between words part two cells.
    mutating func readSpaces(_ first: Int, _ line: Range<Int>) -> Int {
        var index = first
        while index < line.upperBound, bytes[index] == 32 { index += 1 }
        let isGap = index - first >= 3 || (index - first == 2 && isAligned(line))
        if isGap, first > line.lowerBound, index < line.upperBound { pause(.cell, at: first) }
        return index
    }

    func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy { $0 <= 32 } }

    /// A line is wrapped where the first word of the next one would have made it too long.
    func isWrapped(_ line: Range<Int>, _ next: Range<Int>) -> Bool {
        let length = width(line)
        guard !isFlowing, length >= 40, length <= 100, !isRow(line), !isRow(next) else { return false }
        guard let first = bytes[next].first(where: { $0 > 32 }) else { return false }
        if first == UInt8(ascii: "*") || first == UInt8(ascii: "-") || first == 0xE2 { return false }
        var word = 0
        for byte in bytes[next].drop(while: { $0 <= 32 }) {
            if byte <= 32 { break }
            word += 1
        }
        return length + 1 + word > 66
    }

    /// Whether tabs, bars or gaps part a line into cells.
    private func isRow(_ line: Range<Int>) -> Bool {
        var blanks = 0
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] == 32 { index += 1 }
        while index < line.upperBound {
            let byte = bytes[index]
            if byte == 9 || byte == UInt8(ascii: "|") { return true }
            if byte == 32 {
                blanks += 1
            } else {
                if blanks > 2 { return true }
                blanks = 0
            }
            index += 1
        }
        return false
    }

    /// Characters, not bytes.
    func width(_ line: Range<Int>) -> Int { bytes[line].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
}
