/// `envelope` (RFC 9051 section 7.5.2): header fields as the server read them, still encoded (RFC 2047).
package struct Envelope: Equatable, Sendable {
    /// `address`. A group begins with a mailbox and no host and ends with neither.
    package struct Address: Equatable, Sendable {
        package let name: [UInt8]?
        package let route: [UInt8]?
        package let mailbox: [UInt8]?
        package let host: [UInt8]?
    }

    package let date: [UInt8]?
    package let subject: [UInt8]?
    package let from: [Address]
    package let sender: [Address]
    package let replyTo: [Address]
    package let to: [Address]
    package let cc: [Address]
    package let bcc: [Address]
    package let inReplyTo: [UInt8]?
    package let messageID: [UInt8]?
}

extension Scanner {
    mutating func envelope() throws(GrammarFault) -> Envelope {
        try expect(Octet.open, "(")
        let envelope = Envelope(
            date: try field(), subject: try field(), from: try addresses(), sender: try addresses(),
            replyTo: try addresses(), to: try addresses(), cc: try addresses(), bcc: try addresses(),
            inReplyTo: try field(), messageID: try field())
        skipSpaces()
        try expect(Octet.close, ")")
        return envelope
    }

    private mutating func field() throws(GrammarFault) -> [UInt8]? {
        skipSpaces()
        return try nstring()
    }

    /// `"(" 1*address ")" / nil`; a NIL among the addresses is passed over.
    private mutating func addresses() throws(GrammarFault) -> [Envelope.Address] {
        skipSpaces()
        if skipNil() { return [] }
        return try list { scanner throws(GrammarFault) -> Envelope.Address? in
            if scanner.skipNil() { return nil }
            try scanner.expect(Octet.open, "(")
            let address = Envelope.Address(
                name: try scanner.field(), route: try scanner.field(), mailbox: try scanner.field(),
                host: try scanner.field())
            scanner.skipSpaces()
            try scanner.expect(Octet.close, ")")
            return address
        }.compactMap { $0 }
    }
}
