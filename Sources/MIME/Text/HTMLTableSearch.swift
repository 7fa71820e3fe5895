/// Looks for tables of figures in HTML, without reading it as a tree.
enum HTMLTableSearch {
    /// Whether two rows of two cells or more hold digits: what such a table says is lost where its cells stand on lines of
    /// their own.
    static func holdsFigures(_ html: some Collection<UInt8>) -> Bool {
        var rows = 0
        var cells = 0
        var hasDigit = false
        var isTag = false
        var name: [UInt8] = []
        for byte in html {
            if byte == UInt8(ascii: "<") {
                isTag = true
                name.removeAll(keepingCapacity: true)
            } else if isTag, byte == UInt8(ascii: ">") || byte <= 32 {
                isTag = byte != UInt8(ascii: ">")
                if name.elementsEqual("td".utf8) || name.elementsEqual("th".utf8) { cells += 1 }
                if name.elementsEqual("tr".utf8) || name.elementsEqual("/tr".utf8) {
                    if cells >= 2, hasDigit { rows += 1 }
                    if rows >= 2 { return true }
                    (cells, hasDigit) = (0, false)
                }
                // attributes hold no name
                if isTag { name = [0] }
            } else if isTag {
                if name.count < 8, name.first != 0 { name.append(byte | 32) }
            } else if byte >= 48, byte <= 57 {
                hasDigit = true
            }
        }
        return false
    }
}
