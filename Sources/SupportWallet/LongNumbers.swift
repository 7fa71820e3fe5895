/// Numbers so long that they may be a person's or an account's are not stored: no NIN is asked or kept (I22).
enum LongNumbers {
    private static let longest = 9
    /// So many signs and spaces between two digits still make one number: `(0803) 123-4567`.
    private static let widestGap = 3

    /// Runs of ten digits and more become dots, whatever but letters and line ends stands between the digits.
    static func masked(_ text: String) -> String {
        var (result, run, gap, count) = ("", "", "", 0)
        func flush() {
            result += (count > longest ? "•••" : run) + gap
            (run, gap, count) = ("", "", 0)
        }
        for character in text {
            if character.isNumber {
                run += gap + String(character)
                (gap, count) = ("", count + 1)
            } else if count > 0, gap.count < widestGap, !character.isLetter, !character.isNewline {
                gap.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}
