extension Lexer {
    /// Passes over `- `, `* `, `1. `, `2) `, `(3) `, `a) ` at the start of a line.
    mutating func skipBullet(_ line: Range<Int>) -> Int {
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] <= 32 { index += 1 }
        guard index + 1 < line.upperBound else { return index }
        let byte = bytes[index]
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "+"), bytes[index + 1] <= 32 {
            pause(.bullet, at: index)
            return index + 1
        }
        let isOpened = byte == UInt8(ascii: "(")
        let first = isOpened ? index + 1 : index
        var next = first
        while next < line.upperBound, next < first + 2, Self.isDigit(bytes[next]) { next += 1 }
        let isLettered = next == first && next < line.upperBound && Self.isLetter(bytes[next])
        if isLettered { next += 1 }
        guard next > first, next + 1 < line.upperBound, bytes[next + 1] <= 32,
            bytes[next] == 41 || (bytes[next] == 46 && !isOpened && !isLettered)
        else { return index }
        pause(.bullet, at: index)
        return next + 1
    }
}
