extension Scanner {
    /// `atom` (RFC 9051 section 9), taken widely.
    mutating func atom(_ awaited: String = "atom") throws(GrammarFault) -> ArraySlice<UInt8> {
        let taken = run(while: Octet.isAtomic)
        guard !taken.isEmpty else { throw fault(awaited) }
        return taken
    }

    /// An atom that is a name, in upper case.
    mutating func word(_ awaited: String = "atom") throws(GrammarFault) -> String {
        uppercased(try atom(awaited))
    }

    /// `astring`.
    mutating func astring() throws(GrammarFault) -> [UInt8] {
        if let string = try stringIfNext() { return try held(string) }
        return Array(try atom("astring"))
    }

    /// `string`.
    mutating func string() throws(GrammarFault) -> [UInt8] {
        guard let string = try stringIfNext() else { throw fault("string") }
        return try held(string)
    }

    /// `nstring`; an atom is taken for a string, as some servers leave the quotes out.
    mutating func nstring() throws(GrammarFault) -> [UInt8]? {
        if skipNil() { return nil }
        if let string = try stringIfNext() { return try held(string) }
        return Array(try atom("nstring"))
    }

    /// `nstring` whose octets may have gone elsewhere.
    mutating func nliteral() throws(GrammarFault) -> Literal? {
        if skipNil() { return nil }
        guard let string = try stringIfNext() else { throw fault("nstring") }
        return string
    }

    private func held(_ literal: Literal) throws(GrammarFault) -> [UInt8] {
        guard case .bytes(let bytes) = literal else { throw fault("literal that was kept") }
        return bytes
    }

    private mutating func stringIfNext() throws(GrammarFault) -> Literal? {
        switch next {
        case Octet.quote: return .bytes(try quoted())
        case Octet.openBrace: return try literal()
        case Octet.tilde where second == Octet.openBrace:
            position += 1
            return try literal()
        default: return nil
        }
    }

    /// `quoted`; a backslash before any octet stands for that octet.
    private mutating func quoted() throws(GrammarFault) -> [UInt8] {
        position += 1
        let start = position
        let plain = run { $0 != Octet.quote && $0 != Octet.backslash && $0 != 13 && $0 != 10 }
        if skip(Octet.quote) { return Array(plain) }
        var taken = Array(bytes[start..<position])
        while let byte = next, byte != 13, byte != 10 {
            position += 1
            if byte == Octet.quote { return taken }
            guard byte == Octet.backslash else {
                taken.append(byte)
                continue
            }
            guard let escaped = next, escaped != 13, escaped != 10 else { break }
            taken.append(escaped)
            position += 1
        }
        throw fault("closing quote")
    }

    /// `literal` and `literal8`: `{count}`, line end, the octets.
    private mutating func literal() throws(GrammarFault) -> Literal {
        position += 1
        let count = try number()
        _ = skip(Octet.plus)
        try expect(Octet.closeBrace, "}")
        _ = skip(Octet.carriageReturn)
        try expect(Octet.lineFeed, "line end after a literal's count")
        if omitted.contains(position) { return .streamed(Int(clamping: count)) }
        guard count <= bytes.count - position else { throw fault("literal of \(count) octets") }
        defer { position += Int(count) }
        return .bytes(Array(bytes[position..<position + Int(count)]))
    }
}
