/// Numbers so long that they may be a person's or an account's are not stored: no NIN is asked or kept (I22).
enum LongNumbers {
    private static let longest = 9
    /// So many signs and spaces between two digits still make one number: `(0803) 123-4567`.
    private static let widestGap = 3

    /// Of a reference's long numbers the last four digits stay, by which the paper is found.
    static func shortened(_ reference: String) -> String { masked(reference, keeping: 4) }

    /// Runs of ten digits and more become dots, whatever but letters and line ends stands between the digits.
    static func masked(_ text: String) -> String { masked(text, keeping: 0) }

    private static func masked(_ text: String, keeping kept: Int) -> String {
        var (result, run, gap, count) = ("", "", "", 0)
        func flush() {
            result += (count > longest ? "•••" + run.filter(\.isNumber).suffix(kept) : run) + gap
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
