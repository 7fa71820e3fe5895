/// The words of an HTML text for phrase tables and addresses: tags away, blocks as lines. Not for people's eyes.
enum PlainWords {
    static func of(_ html: String) -> String {
        var output: [UInt8] = []
        var tag: [UInt8]?
        for byte in html.utf8 {
            if let name = tag {
                if byte == UInt8(ascii: ">") {
                    output += isBlock(name) ? [10] : []
                    tag = nil
                } else if name.count < 8 {
                    tag = name + [byte.asciiLowercased]
                }
            } else if byte == UInt8(ascii: "<") {
                tag = []
            } else {
                output.append(byte == 10 || byte == 13 ? 32 : byte)
            }
        }
        var text = String(decoding: output, as: UTF8.self)
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return text
    }

    private static func isBlock(_ tag: [UInt8]) -> Bool {
        let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix { $0 >= 97 && $0 <= 122 }
        return ["br", "p", "div", "tr", "li", "td", "table", "pre", "title", "h"].contains {
            name.elementsEqual($0.utf8)
        }
    }
}
