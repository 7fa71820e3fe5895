/// Names as they are compared: `Joe's Pizza, L.L.C.` and `JOES PIZZA LLC` are one.
package enum Folding {
    /// Lower case; letters and digits stay, apostrophes and dots vanish, everything else is one space.
    package static func fold(_ text: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        var isBetween = false
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                add(UInt8(truncatingIfNeeded: scalar.value), to: &folded, &isBetween)
            } else if scalar.properties.isAlphabetic {
                if isBetween, !folded.isEmpty { folded.append(32) }
                isBetween = false
                folded += scalar.properties.lowercaseMapping.utf8
            } else if scalar != "’" {
                isBetween = true
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    private static func add(_ byte: UInt8, to folded: inout [UInt8], _ isBetween: inout Bool) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            if isBetween, !folded.isEmpty { folded.append(32) }
            isBetween = false
            folded.append(byte >= 65 && byte <= 90 ? byte | 0x20 : byte)
        case UInt8(ascii: "'"), UInt8(ascii: "."): return
        default: isBetween = true
        }
    }

    /// The legal form's words at the end, which people leave out.
    private static let forms: Set<String> = [
        "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "corp", "corporation", "co", "company", "plc",
    ]

    /// As `fold`, without legal forms at the end: for the comparison of companies.
    package static func company(_ text: String) -> String {
        var words = fold(text).split(separator: " ")
        while words.count > 1, let last = words.last, forms.contains(String(last)) { words.removeLast() }
        return words.joined(separator: " ")
    }

    /// `text` for the pattern of LIKE … ESCAPE '\\': its own signs are taken literally.
    package static func likePattern(containing text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return "%\(escaped)%"
    }
}
