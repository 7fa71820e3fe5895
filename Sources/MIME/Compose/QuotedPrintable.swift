/// Quoted-printable (RFC 2045 section 6.7) of text whose lines end in CRLF; lines of 76 characters at most.
package enum QuotedPrintable {
    static let digits = Array("0123456789ABCDEF".utf8)

    /// The encoded text, its own line ends kept.
    package static func encode(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 8)
        var column = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == 13, index + 1 < text.count, text[index + 1] == 10 {
                result += [13, 10]
                column = 0
                index += 2
                continue
            }
            let isPlain = standsForItself(byte, at: index, column: column, in: text)
            let length = isPlain ? 1 : 3
            let isLastOfLine = index + 1 == text.count || text[index + 1] == 13
            if column + length > (isLastOfLine ? 76 : 75) {
                result += [UInt8(ascii: "="), 13, 10]
                column = 0
                continue
            }
            if isPlain {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            column += length
            index += 1
        }
        return result
    }

    /// Not so: a space at a line's end, a dot alone at a line's start, the F of "From " that mbox files would mark.
    private static func standsForItself(_ byte: UInt8, at index: Int, column: Int, in text: [UInt8]) -> Bool {
        switch byte {
        case 32, 9: index + 1 < text.count && text[index + 1] != 13 && text[index + 1] != 10
        case UInt8(ascii: "="): false
        case UInt8(ascii: "."): column > 0
        case UInt8(ascii: "F"): column > 0 || !text[index...].starts(with: Array("From ".utf8))
        case 33...126: true
        default: false
        }
    }
}
