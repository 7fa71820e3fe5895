extension Scanner {
    mutating func bodyStructure() throws(GrammarFault) -> BodyStructure {
        try nested { scanner throws(GrammarFault) in
            try scanner.expect(Octet.open, "(")
            scanner.skipSpaces()
            let structure = try scanner.bodyContent()
            scanner.skipSpaces()
            try scanner.expect(Octet.close, ")")
            return structure
        }
    }

    private mutating func bodyContent() throws(GrammarFault) -> BodyStructure {
        var parts: [BodyStructure] = []
        while next == Octet.open {
            parts.append(try bodyStructure())
            skipSpaces()
        }
        guard !skipNil() else { throw fault("media-type") }
        let name = try astring()
        skipSpaces()
        // A subtype comes next in a single part; in a multipart without parts the extension, or nothing.
        let isMultipart = !parts.isEmpty || isAtEnd || next == Octet.close || next == Octet.open
        guard !isMultipart else {
            return .multipart(parts: parts, subtype: name, try bodyExtension(ofMultipart: true))
        }
        return .single(try bodyPart(of: name))
    }

    private mutating func bodyPart(of type: [UInt8]) throws(GrammarFault) -> BodyPart {
        let subtype = try astring()
        skipSpaces()
        let parameters = try parameters()
        skipSpaces()
        let contentID = try nstring()
        skipSpaces()
        let contentDescription = try nstring()
        skipSpaces()
        let encoding = try nstring()
        skipSpaces()
        let size = try numberOrNil() ?? 0
        skipSpaces()
        var message: BodyPart.Message?
        if next == Octet.open, uppercased(type) == "MESSAGE" {
            let envelope = try nested { scanner throws(GrammarFault) in try scanner.envelope() }
            skipSpaces()
            message = BodyPart.Message(envelope: envelope, structure: try bodyStructure())
            skipSpaces()
        }
        var lines: UInt64?
        if let byte = next, Octet.isDigit(byte) {
            lines = try number()
            skipSpaces()
        }
        let md5 = next == Octet.close ? nil : try nstring()
        return BodyPart(
            type: type, subtype: subtype, parameters: parameters, contentID: contentID,
            contentDescription: contentDescription, encoding: encoding, size: size, lines: lines, message: message,
            md5: md5, rest: try bodyExtension(ofMultipart: false))
    }

    /// Each member may be the last one.
    private mutating func bodyExtension(ofMultipart isMultipart: Bool) throws(GrammarFault) -> BodyExtension {
        var found = BodyExtension()
        if isMultipart, hasMore() { found.parameters = try parameters() }
        if hasMore() { found.disposition = try disposition() }
        if hasMore() { found.languages = try languages() }
        if hasMore() { found.location = try nstring() }
        while hasMore() { found.others.append(try listItem()) }
        return found
    }

    private mutating func hasMore() -> Bool {
        skipSpaces()
        return !isAtEnd && next != Octet.close
    }

    private mutating func disposition() throws(GrammarFault) -> BodyExtension.Disposition? {
        if skipNil() { return nil }
        guard skip(Octet.open) else { return BodyExtension.Disposition(type: try string(), parameters: nil) }
        let type = try string()
        let parameters = hasMore() ? try parameters() : nil
        try expect(Octet.close, ")")
        return BodyExtension.Disposition(type: type, parameters: parameters)
    }

    private mutating func languages() throws(GrammarFault) -> [[UInt8]] {
        guard next == Octet.open else { return try nstring().map { [$0] } ?? [] }
        return try list { scanner throws(GrammarFault) in try scanner.string() }
    }
}
