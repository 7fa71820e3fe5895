import Glibc

/// Looks for tables of figures in HTML, without reading it as a tree.
enum HTMLTableSearch {
    /// Whether two rows of two cells or more hold digits: what such a table says is lost where its cells stand on lines of
    /// their own.
    static func holdsFigures(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
        guard hasRows(html) else { return false }
        var rows = 0
        var cells = 0
        var hasDigit = false
        var isTag = false
        // the name of the tag that is open, as far as it is of use; nil behind it, where attributes hold none
        var name: UInt64? = 0
        for byte in html {
            if byte == UInt8(ascii: "<") {
                isTag = true
                name = 0
            } else if isTag, byte == UInt8(ascii: ">") || byte <= 32 {
                isTag = byte != UInt8(ascii: ">")
                if name == cell || name == headCell { cells += 1 }
                if name == row || name == rowEnd {
                    if cells >= 2, hasDigit { rows += 1 }
                    if rows >= 2 { return true }
                    (cells, hasDigit) = (0, false)
                }
                name = nil
            } else if isTag {
                if let known = name, known >> 56 == 0 { name = known << 8 | UInt64(byte | 32) }
            } else if byte >= 48, byte <= 57 {
                hasDigit = true
            }
        }
        return false
    }

    private static func packed(_ name: StaticString) -> UInt64 {
        (0..<name.utf8CodeUnitCount).reduce(0) { $0 << 8 | UInt64(name.utf8Start[$1]) }
    }

    private static let cell = packed("td")
    private static let headCell = packed("th")
    private static let row = packed("tr")
    private static let rowEnd = packed("/tr")

    /// Whether two tags of rows may stand in it: most mails have none.
    private static func hasRows(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = html.baseAddress else { return false }
        var rows = 0
        var index = 0
        while let found = memchr(start + index, 60, html.count - index) {
            index = UnsafeRawPointer(found) - UnsafeRawPointer(start) + 1
            let name = index < html.count && html[index] == UInt8(ascii: "/") ? index + 1 : index
            guard name + 1 < html.count else { return false }
            if html[name] | 32 == UInt8(ascii: "t"), html[name + 1] | 32 == UInt8(ascii: "r") { rows += 1 }
            if rows == 2 { return true }
        }
        return false
    }
}
