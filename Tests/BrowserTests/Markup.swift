/// The tags of a page as a browser would read them, far enough to tell what was injected.
struct Markup {
    struct Tag {
        var name: String
        var attributes: [(name: String, value: String)] = []
    }

    private(set) var tags: [Tag] = []

    private static let own: Set<String> = [
        "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "img", "nav", "ul", "li",
        "span",
        "div", "form", "input", "button", "main", "p", "h1", "h2", "h3", "section", "table", "thead", "tbody", "tr",
        "th",
        "td", "time", "b", "br", "dl", "dt", "dd", "pre", "mark", "label", "select", "option", "textarea", "details",
        "summary", "fieldset", "legend", "code", "ol", "noscript", "optgroup",
    ]

    /// What no page of ours has: a sentence each.
    var foreign: [String] {
        tags.flatMap { tag -> [String] in
            var found: [String] = []
            if !Self.own.contains(tag.name) { found.append("an element \(tag.name)") }
            for (name, value) in tag.attributes {
                if name.hasPrefix("on") || name == "srcdoc" || name == "style" {
                    found.append("\(tag.name) with \(name)")
                }
                if ["href", "src", "action", "formaction", "content"].contains(name),
                    value.lowercased().contains("javascript:") || value.contains("url=")
                {
                    found.append("\(tag.name) with \(name) \(value.prefix(60))")
                }
            }
            if tag.name == "script",
                !tag.attributes.contains(where: { $0.name == "src" && $0.value.hasPrefix("/assets/") })
            {
                found.append("a script of its own")
            }
            return found
        }
    }

    init(_ bytes: [UInt8]) {
        var index = 0
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = open + 1
            guard index < bytes.count else { break }
            let isName = bytes[index] == UInt8(ascii: "!") || (97...122).contains(bytes[index] | 32)
            guard isName else { continue }
            tags.append(Self.tag(bytes, &index))
        }
    }

    private static func tag(_ bytes: [UInt8], _ index: inout Int) -> Tag {
        var tag = Tag(name: word(bytes, &index))
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if bytes[index] <= 32 || bytes[index] == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let name = word(bytes, &index)
            if name.isEmpty {
                index += 1
                continue
            }
            var value = ""
            if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
                index += 1
                value = self.value(bytes, &index)
            }
            tag.attributes.append((name, value))
        }
        return tag
    }

    private static func word(_ bytes: [UInt8], _ index: inout Int) -> String {
        let start = index
        while index < bytes.count, bytes[index] > 32, !"=>/\"'".utf8.contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    }

    private static func value(_ bytes: [UInt8], _ index: inout Int) -> String {
        guard index < bytes.count else { return "" }
        let quote = bytes[index]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { index += 1 }
        let start = index
        while index < bytes.count, isQuoted ? bytes[index] != quote : bytes[index] > 32 && bytes[index] != 62 {
            index += 1
        }
        defer { if isQuoted { index += 1 } }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}
