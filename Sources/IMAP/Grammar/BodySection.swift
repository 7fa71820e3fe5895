/// `section` with the item that asked for it (RFC 9051 section 6.4.5): `BODY[1.2.HEADER.FIELDS (DATE)]<0>`.
package struct BodySection: Equatable, Sendable {
    package enum Item: String, Sendable {
        case body = "BODY"
        case binary = "BINARY"
        case rfc822 = "RFC822"
        case rfc822Header = "RFC822.HEADER"
        case rfc822Text = "RFC822.TEXT"
    }

    /// `section-spec` behind the part's numbers.
    package enum Content: Equatable, Sendable {
        case whole
        case header
        case headerFields([String])
        case headerFieldsNot([String])
        case text
        case mime
    }

    package let item: Item
    package let part: [UInt32]
    package let content: Content
    /// The first octet of a partial fetch.
    package let origin: UInt32?

    /// Whether this is the message from its first header to its end.
    package var isWholeMessage: Bool {
        (item == .body || item == .rfc822) && part.isEmpty && content == .whole
    }
}

extension BodySection: CustomStringConvertible {
    package var description: String {
        guard item == .body || item == .binary else { return item.rawValue }
        let words: String? =
            switch content {
            case .whole: nil
            case .header: "HEADER"
            case .headerFields(let names): "HEADER.FIELDS (\(names.joined(separator: " ")))"
            case .headerFieldsNot(let names): "HEADER.FIELDS.NOT (\(names.joined(separator: " ")))"
            case .text: "TEXT"
            case .mime: "MIME"
            }
        let spec = (part.map { String($0) } + (words.map { [$0] } ?? [])).joined(separator: ".")
        return "\(item.rawValue)[\(spec)]" + (origin.map { "<\($0)>" } ?? "")
    }
}

extension Scanner {
    /// `section ["<" number ">"]`; RFC822 and its like have none, though some servers send `RFC822[]`.
    mutating func bodySection(of item: BodySection.Item) throws(GrammarFault) -> BodySection {
        guard skip(Octet.openBracket) else {
            return BodySection(item: item, part: [], content: .whole, origin: nil)
        }
        var part: [UInt32] = []
        while let byte = next, Octet.isDigit(byte) {
            part.append(try nonZero())
            guard skip(Octet.colon) || skip(UInt8(ascii: ".")) else { break }
        }
        let content = try sectionContent()
        try expect(Octet.closeBracket, "]")
        var origin: UInt32?
        if skip(Octet.less) {
            origin = try number32()
            try expect(Octet.greater, ">")
        }
        return BodySection(item: item, part: part, content: content, origin: origin)
    }

    private mutating func sectionContent() throws(GrammarFault) -> BodySection.Content {
        let name = uppercased(run { Octet.isAtomic($0) && $0 != Octet.closeBracket })
        switch name {
        case "": return .whole
        case "HEADER": return .header
        case "TEXT": return .text
        case "MIME": return .mime
        case "HEADER.FIELDS": return .headerFields(try fieldNames())
        case "HEADER.FIELDS.NOT": return .headerFieldsNot(try fieldNames())
        default: throw fault("section-msgtext")
        }
    }

    private mutating func fieldNames() throws(GrammarFault) -> [String] {
        skipSpaces()
        return try list { scanner throws(GrammarFault) in text(try scanner.astring()) }
    }
}
