extension Scanner {
    /// `msg-att`. An attribute that is not known is refused: where its value ends could only be guessed.
    mutating func fetchAttributes() throws(GrammarFault) -> [FetchAttribute] {
        try list { scanner throws(GrammarFault) in try scanner.fetchAttribute() }
    }

    /// `msg-att-static / msg-att-dynamic`
    mutating func fetchAttribute() throws(GrammarFault) -> FetchAttribute {
        let name = uppercased(run { Octet.isAtomic($0) && $0 != Octet.openBracket && $0 != Octet.less })
        if next == Octet.openBracket || name == "RFC822" || name == "RFC822.HEADER" || name == "RFC822.TEXT" {
            return try sectionAttribute(name)
        }
        skipSpaces()
        switch name {
        case "UID": return .uid(try nonZero())
        case "FLAGS": return .flags(try flagList())
        case "RFC822.SIZE": return .size(try numberOrNil() ?? 0)
        case "INTERNALDATE": return .internalDate(try nstring().flatMap { InternalDate(parsing: $0) })
        case "ENVELOPE": return .envelope(try envelope())
        case "BODY": return .bodyStructure(try bodyStructure(), isExtended: false)
        case "BODYSTRUCTURE": return .bodyStructure(try bodyStructure(), isExtended: true)
        case "MODSEQ": return .modSeq(try modSeq())
        case "EMAILID", "THREADID": return .identifier(name, skipNil() ? nil : try objectID())
        case "SAVEDATE", "PREVIEW", "X-GM-MSGID", "X-GM-THRID", "X-GM-LABELS":
            return .other(name, try listItem())
        default: throw fault("attribute")
        }
    }

    private mutating func sectionAttribute(_ name: String) throws(GrammarFault) -> FetchAttribute {
        if name == "BINARY.SIZE" {
            let section = try bodySection(of: .binary)
            try space()
            return .binarySize(part: section.part, try number())
        }
        guard let item = BodySection.Item(rawValue: name) else { throw fault("attribute") }
        let section = try bodySection(of: item)
        try space()
        return .body(section, try nliteral())
    }

    /// `"(" mod-sequence-value ")"`; taken without its parentheses too.
    private mutating func modSeq() throws(GrammarFault) -> UInt64 {
        let isOpen = skip(Octet.open)
        let value = try number()
        if isOpen { try expect(Octet.close, ")") }
        return value
    }
}

/// What the beginning of a FETCH response, up to a literal, says of that literal.
struct FetchBeginning {
    private(set) var uid: UInt32?
    /// The section whose octets follow; nil where the literal belongs to another attribute.
    private(set) var section: BodySection?

    /// `bytes` end with the literal's `{count}` and line end; nil where they do not begin a FETCH response.
    init?(_ bytes: [UInt8]) {
        var scanner = Scanner(bytes, from: 2, omitted: [bytes.count])
        guard let number = try? scanner.number32(), scanner.skip(Octet.space) else { return nil }
        if scanner.skipWord("UIDFETCH") {
            uid = number
        } else if !scanner.skipWord("FETCH") {
            return nil
        }
        scanner.skipSpaces()
        guard scanner.skip(Octet.open) else { return nil }
        while !scanner.isAtEnd {
            scanner.skipSpaces()
            guard let attribute = try? scanner.fetchAttribute() else { return }
            switch attribute {
            case .uid(let number): uid = number
            case .body(let found, _) where scanner.isAtEnd: section = found
            default: break
            }
        }
    }
}
