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
        let text = declaration.filter { !$0.isBlank }.map(\.asciiLowercased)
        var hasTopBorder = false
        var hasLeftBorder = false
        var padding = ""
        for rule in text.split(separator: UInt8(ascii: ";")) {
            let parts = rule.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = String(decoding: parts[1], as: UTF8.self)
            switch String(decoding: parts[0], as: UTF8.self) {
            case "display": isHidden = isHidden || value.hasPrefix("none")
            case "visibility": isHidden = isHidden || value.hasPrefix("hidden")
            case "mso-hide": isHidden = isHidden || value.hasPrefix("all")
            case "font-size": isHidden = isHidden || value == "0" || value == "0px" || value == "0pt"
            case "text-decoration", "text-decoration-line": isStruck = isStruck || value.contains("line-through")
            case "border-top": hasTopBorder = value.hasPrefix("solid") && value.hasSuffix("1.0pt")
            case "border-style": hasTopBorder = hasTopBorder || value.hasPrefix("solidnonenone")
            case "border-left": hasLeftBorder = value.hasPrefix("solid") && value.hasSuffix("1.5pt")
            case "padding": padding = value
            default: break
            }
        }
        beginsHistory = hasTopBorder && (padding.hasPrefix("3.0pt0") || padding.hasPrefix("3pt0"))
        isHistory = hasLeftBorder && padding.hasSuffix("4.0pt")
    }
}
