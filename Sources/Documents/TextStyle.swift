/// A colour, each part from 0 to 1.
struct Color: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    /// `0x1F3A5F`
    init(_ hexadecimal: UInt32) {
        red = Double(hexadecimal >> 16 & 255) / 255
        green = Double(hexadecimal >> 8 & 255) / 255
        blue = Double(hexadecimal & 255) / 255
    }

    static let ink = Color(0x1A1F2B)
    static let accent = Color(0x1F3A5F)
    static let faint = Color(0x5D6878)
    static let rule = Color(0xB9C2CF)
    static let shade = Color(0xEEF2F7)
    static let paper = Color(0xFFFFFF)
}

/// How text looks. Sizes in points.
struct TextStyle: Hashable, Sendable {
    let size: Double
    var isBold = false
    var color = Color.ink
    var isRight = false
    /// A factor to the font's own line height.
    var lineSpacing: Float = 1

    /// The first that is installed; for scripts that it lacks Pango takes what else there is.
    static let families = "Liberation Sans, Noto Sans, DejaVu Sans Condensed, sans-serif"

    static let name = TextStyle(size: 14, isBold: true, color: .accent)
    static let title = TextStyle(size: 19, isBold: true, color: .accent, isRight: true)
    static let aside = TextStyle(size: 8, color: .faint)
    static let heading = TextStyle(size: 9, isBold: true, color: .paper)
    static let label = TextStyle(size: 6.8, color: .faint)
    static let value = TextStyle(size: 9.5)
    static let column = TextStyle(size: 7.5, isBold: true, color: .accent)
    static let body = TextStyle(size: 9, lineSpacing: 1.1)
    static let small = TextStyle(size: 7.8, lineSpacing: 1.1)

    var right: TextStyle {
        var style = self
        style.isRight = true
        return style
    }
}
