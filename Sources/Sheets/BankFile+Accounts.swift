extension BankFile {
    /// What stands for the digits of an account's number that are not kept.
    static let cut: Character = "…"

    /// Numbers of accounts are kept by their last four digits, written in groups too. The codes of commitments stay whole.
    package static func withoutAccounts(_ text: String) -> String {
        var (kept, rest) = ("", Substring(text))
        var plain = ""
        while let first = rest.first {
            let code = isBoundary(plain.last) ? paymentCode(rest) : nil
            if let code {
                kept += withoutNumbers(plain) + code
                plain = ""
                rest = rest.dropFirst(code.count)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        return kept + withoutNumbers(plain)
    }

    private static func isBoundary(_ character: Character?) -> Bool {
        character.map { !$0.isLetter && !$0.isNumber } ?? true
    }

    /// The code of a commitment with which the text begins: `FG-7Z3KQ9VX`, or as people write it, `fg 7z3k q9vx`.
    private static func paymentCode(_ text: Substring) -> Substring? {
        guard text.prefix(2).uppercased() == "FG" else { return nil }
        var (signs, place) = (0, text.index(text.startIndex, offsetBy: 2))
        while place < text.endIndex, signs < 8 {
            let character = text[place]
            if character.isASCII, character.isLetter || character.isNumber {
                signs += 1
            } else if character != "-" && character != " " {
                return nil
            }
            place = text.index(after: place)
        }
        guard signs == 8, isBoundary(place < text.endIndex ? text[place] : nil) else { return nil }
        return text[..<place]
    }

    private static func withoutNumbers(_ text: String) -> String {
        var (kept, digits, gap) = ("", "", "")
        // As it stood, so that a short number keeps its spaces.
        var asWritten = ""
        func flush() {
            kept += digits.utf8.count >= 10 ? "\(cut)\(digits.suffix(4))" : asWritten
            kept += gap
            (digits, asWritten, gap) = ("", "", "")
        }
        for character in text {
            if character.isASCII, character.isNumber {
                asWritten += gap
                gap = ""
                digits.append(character)
                asWritten.append(character)
            } else if !digits.isEmpty, gap.isEmpty, character == " " || character == "-" {
                gap.append(character)
            } else {
                flush()
                kept.append(character)
            }
        }
        flush()
        return kept
    }
}
