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
}
