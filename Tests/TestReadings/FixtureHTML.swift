/// HTML of the fixtures as the reader wants it: tabs between cells, `> ` before a block quote, `~~` around struck-through words.
struct FixtureHTML {
    private var lines: [String] = [""]
    private var quotes = 0
    private var hidden: [String] = []
    private var skipped = 0

    init(_ html: String) {
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            add(rest[..<open])
            rest = rest[open...]
            if rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
                rest = rest[end.upperBound...]
                continue
            }
            guard let close = rest.firstIndex(of: ">") else { break }
            tag(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        add(rest)
    }

    var text: String {
        var out: [String] = []
        for line in lines {
            let clean = line.trimmingTabs
            if clean.filter({ $0 != ">" && $0 != " " }).isEmpty, out.last?.isEmpty ?? true { continue }
            out.append(clean)
        }
        return out.joined(separator: "\n")
    }

    private mutating func newLine() {
        if lines[lines.count - 1].contains(where: { !$0.isWhitespace && $0 != ">" }) {
            lines.append(String(repeating: "> ", count: quotes))
        }
    }

    private mutating func add(_ raw: Substring) {
        guard hidden.isEmpty, skipped == 0 else { return }
        let text = Self.unescape(raw).split(omittingEmptySubsequences: false) { " \n\r\t".contains($0) }.filter {
            !$0.isEmpty
        }.joined(separator: " ")
        guard !text.isEmpty else { return }
        let last = lines[lines.count - 1].last
        let spaced = raw.first?.isWhitespace ?? false
        if spaced, let last, !last.isWhitespace { lines[lines.count - 1] += " " }
        lines[lines.count - 1] += text
        if raw.last?.isWhitespace ?? false { lines[lines.count - 1] += " " }
    }

    private mutating func tag(_ raw: Substring) {
        let isEnd = raw.hasPrefix("/")
        let name = raw.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if ["style", "script", "title", "head"].contains(name) { skipped = max(0, skipped + (isEnd ? -1 : 1)) }
        let isVoid = ["br", "img", "hr", "meta", "input", "link"].contains(name) || raw.hasSuffix("/")
        if !hidden.isEmpty, !isVoid {
            if isEnd { if hidden.last == name { hidden.removeLast() } } else { hidden.append(name) }
            return
        }
        if !isEnd, !isVoid, raw.replacing(" ", with: "").contains("display:none") {
            hidden = [name]
            return
        }
        switch name {
        case "s", "strike", "del": lines[lines.count - 1] += "~~"
        case "br": lines.append(String(repeating: "> ", count: quotes))
        case "td", "th": if isEnd { lines[lines.count - 1] += "\t" }
        case "li":
            newLine()
            if !isEnd { lines[lines.count - 1] += "* " }
        case "blockquote":
            quotes += isEnd ? -1 : 1
            lines.append(String(repeating: "> ", count: quotes))
        case "p", "table", "ul", "ol":
            if !isInCell { newLine() }
            if name != "table", !isInCell, lines[lines.count - 1].isEmpty == false || isEnd {
                lines.append(String(repeating: "> ", count: quotes))
            }
        case "div", "tr", "h1", "h2", "h3", "hr": newLine()
        default: break
        }
    }

    /// Whether a cell of the line has ended: paragraphs in a cell stay in its row.
    private var isInCell: Bool { lines[lines.count - 1].contains("\t") }

    private static func unescape(_ raw: Substring) -> String {
        guard raw.contains("&") else { return String(raw) }
        let names = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": " ", "rsquo": "’", "lsquo": "‘", "ndash": "–",
            "mdash": "—", "rarr": "→", "pound": "£", "euro": "€", "bull": "•", "middot": "·", "hellip": "…",
            "copy": "©",
        ]
        var out = ""
        var rest = raw
        while let mark = rest.firstIndex(of: "&") {
            out += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            guard let end = rest.firstIndex(of: ";"), rest.distance(from: rest.startIndex, to: end) < 9 else {
                out += "&"
                continue
            }
            let name = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if name.hasPrefix("#x"), let code = UInt32(name.dropFirst(2), radix: 16), let scalar = Unicode.Scalar(code)
            {
                out.unicodeScalars.append(scalar)
            } else if name.hasPrefix("#"), let code = UInt32(name.dropFirst()), let scalar = Unicode.Scalar(code) {
                out.unicodeScalars.append(scalar)
            } else {
                out += names[String(name)] ?? ""
            }
        }
        return out + rest
    }
}

extension String {
    /// Without blanks and tabs at the end and blanks at the start.
    fileprivate var trimmingTabs: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return String(text)
    }
}
