/// Text from outside, made fit for paper.
enum PlainText {
    /// Control characters become spaces but line ends stay; marks that turn the direction of what follows, and
    /// characters that are none, are left out: a value cannot make another one look different. What follows the
    /// first `limit` characters is replaced by `…`.
    static func cleaned(_ text: String, limit: Int) -> String {
        var clean = String.UnicodeScalarView()
        var count = 0
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if count == limit {
                clean.append("…")
                break
            }
            defer { isAfterReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0A: if !isAfterReturn { clean.append("\n") }
            case 0x0D, 0x85, 0x2028, 0x2029: clean.append("\n")
            case 0..<0x20, 0x7F..<0xA0: clean.append(" ")
            case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFEFF, 0xFFF9...0xFFFC, 0xE0000...0xE007F: break
            case _ where scalar.properties.isNoncharacterCodePoint: break
            default: clean.append(scalar)
            }
            count += 1
        }
        return String(clean)
    }
}
