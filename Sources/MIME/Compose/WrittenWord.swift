/// Encoded-words in UTF-8 (RFC 2047): each at most 75 characters, never cut inside a code point.
enum WrittenWord {
    /// `text` as encoded-words; the first fits behind `firstColumn` characters of its line, others on lines of their own.
    /// A reader joins them without the space between (RFC 2047 section 6.2).
    static func words(_ text: String, firstColumn: Int) -> [[UInt8]] {
        let useBase64 = text.utf8.count(where: { !isPlain($0) && $0 != 32 }) * 3 > text.utf8.count
        var words: [[UInt8]] = []
        var pending: [UInt8] = []
        var pendingLength = 0
        var room = min(75, 76 - firstColumn) - 12
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let length = useBase64 ? bytes.count : quotedLength(bytes)
            let needed = useBase64 ? (pending.count + length + 2) / 3 * 4 : pendingLength + length
            if !pending.isEmpty, needed > room {
                words.append(word(pending, useBase64))
                pending = []
                pendingLength = 0
                room = 75 - 12
            }
            pending += bytes
            pendingLength += length
        }
        if !pending.isEmpty { words.append(word(pending, useBase64)) }
        return words
    }

    private static func word(_ bytes: [UInt8], _ useBase64: Bool) -> [UInt8] {
        var result = Array((useBase64 ? "=?UTF-8?B?" : "=?UTF-8?Q?").utf8)
        if useBase64 {
            result += Base64Lines.encodeWord(bytes)
        } else {
            for byte in bytes {
                if byte == 32 {
                    result.append(UInt8(ascii: "_"))
                } else if isPlain(byte) {
                    result.append(byte)
                } else {
                    result += [
                        UInt8(ascii: "="), QuotedPrintable.digits[Int(byte >> 4)],
                        QuotedPrintable.digits[Int(byte & 15)],
                    ]
                }
            }
        }
        return result + Array("?=".utf8)
    }

    private static func quotedLength(_ bytes: [UInt8]) -> Int {
        bytes.reduce(0) { $0 + (isPlain($1) || $1 == 32 ? 1 : 3) }
    }

    /// What stands for itself even within a phrase (RFC 2047 section 5, rule 3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
