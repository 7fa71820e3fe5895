/// Names as they are compared: `Joe's Pizza, L.L.C.` and `JOES PIZZA LLC` are one.
package enum Folding {
    /// Lower case; letters and digits stay, apostrophes and dots vanish, everything else is one space.
    package static func fold(_ text: String) -> String {
        var folded = ""
        var isBetween = false
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || (48...57).contains(scalar.value) {
                if isBetween, !folded.isEmpty { folded.append(" ") }
                isBetween = false
                folded.unicodeScalars.append(scalar)
            } else if scalar != "'" && scalar != "’" && scalar != "." {
                isBetween = true
            }
        }
        return folded
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
