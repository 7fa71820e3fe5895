/// What an element's name means for the text.
enum HTMLElements {
    enum Kind {
        case inline
        /// On lines of its own.
        case block
        /// With an empty line around it.
        case paragraph
        case lineBreak
        case row
        case cell
        case orderedList
        case listItem
        case quote
        case preformatted
        case struck
        case rule
        /// Not shown, with all that it holds.
        case hidden
    }

    static func kind(of name: String) -> Kind { table[name] ?? .inline }

    // swift-format-ignore
    private static let table: [String: Kind] = [
        "p": .paragraph, "h1": .paragraph, "h2": .paragraph, "h3": .paragraph, "h4": .paragraph, "h5": .paragraph, "h6": .paragraph,
        "div": .block, "section": .block, "article": .block, "header": .block, "footer": .block, "main": .block, "aside": .block,
        "nav": .block, "address": .block, "center": .block, "form": .block, "fieldset": .block, "figure": .block, "dl": .block,
        "dt": .block, "dd": .block, "ul": .block, "table": .block, "caption": .block, "tbody": .block, "thead": .block,
        "tfoot": .block, "body": .block, "menu": .block, "dir": .block, "details": .block, "summary": .block,
        "br": .lineBreak, "tr": .row, "td": .cell, "th": .cell, "ol": .orderedList, "li": .listItem, "blockquote": .quote,
        "pre": .preformatted, "xmp": .preformatted, "s": .struck, "strike": .struck, "del": .struck, "hr": .rule,
        "script": .hidden, "style": .hidden, "title": .hidden, "template": .hidden, "object": .hidden, "svg": .hidden,
        "noembed": .hidden, "noframes": .hidden, "applet": .hidden, "audio": .hidden, "video": .hidden, "select": .hidden,
    ]
}

/// What a `style` attribute says, as far as the text depends on it.
struct HTMLStyle {
    private(set) var isHidden = false
    private(set) var isStruck = false
    /// Outlook's rule above the header lines of the mail that is answered: `border:none;border-top:solid …;padding:3.0pt 0…`.
    private(set) var beginsHistory = false
    /// Outlook's line at the left of a mail that is answered: `border-left:solid blue 1.5pt;padding:0in 0in 0in 4.0pt`.
    private(set) var isHistory = false

    init(_ declaration: [UInt8]) {
        var text: [UInt8] = []
        text.reserveCapacity(declaration.count)
        for byte in declaration where !byte.isBlank { text.append(byte.asciiLowercased) }
        var hasTopBorder = false
        var hasLeftBorder = false
        var padding = text[..<0]
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: ";")) ?? text.count
            let rule = text[start..<end].drop { $0 == UInt8(ascii: ":") }
            start = end + 1
            guard let colon = rule.firstIndex(of: UInt8(ascii: ":")), colon > rule.startIndex, colon + 1 < end else {
                continue
            }
            let value = rule[(colon + 1)...]
            let name = rule[..<colon]
            switch name.count {
            case 7 where name.isWord("display"): isHidden = isHidden || value.begins("none")
            case 10 where name.isWord("visibility"): isHidden = isHidden || value.begins("hidden")
            case 8 where name.isWord("mso-hide"): isHidden = isHidden || value.begins("all")
            case 9 where name.isWord("font-size"):
                isHidden = isHidden || value.isWord("0") || value.isWord("0px") || value.isWord("0pt")
            case 15 where name.isWord("text-decoration"), 20 where name.isWord("text-decoration-line"):
                isStruck = isStruck || Array(value).contains(sequence: Array("line-through".utf8))
            case 10 where name.isWord("border-top"): hasTopBorder = value.begins("solid") && value.ends("1.0pt")
            case 12 where name.isWord("border-style"): hasTopBorder = hasTopBorder || value.begins("solidnonenone")
            case 11 where name.isWord("border-left"): hasLeftBorder = value.begins("solid") && value.ends("1.5pt")
            case 7 where name.isWord("padding"): padding = value
            default: break
            }
        }
        beginsHistory = hasTopBorder && (padding.begins("3.0pt0") || padding.begins("3pt0"))
        isHistory = hasLeftBorder && padding.ends("4.0pt")
    }
}

extension ArraySlice<UInt8> {
    fileprivate func isWord(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && begins(word) }

    fileprivate func begins(_ word: StaticString) -> Bool { stands(word, at: startIndex) }

    fileprivate func ends(_ word: StaticString) -> Bool { stands(word, at: endIndex - word.utf8CodeUnitCount) }

    private func stands(_ word: StaticString, at start: Int) -> Bool {
        guard start >= startIndex, start + word.utf8CodeUnitCount <= endIndex else { return false }
        for offset in 0..<word.utf8CodeUnitCount where self[start + offset] != word.utf8Start[offset] { return false }
        return true
    }
}
