/// `capability-data` (RFC 9051 section 7.2.2), in upper case and in the server's order.
package struct Capabilities: Equatable, Sendable {
    package let names: [String]

    package init(_ names: [String]) { self.names = names.map { $0.uppercased() } }

    /// Whether the server offers `name`, given in upper case.
    package func offers(_ name: String) -> Bool { names.contains(name) }

    /// Non-synchronizing literals of any size (RFC 7888).
    package var hasLiteralPlus: Bool { offers("LITERAL+") }
    package var hasIdle: Bool { offers("IDLE") || isRevision2 }
    package var hasExtendedSearch: Bool { offers("ESEARCH") || isRevision2 }
    package var hasSpecialUse: Bool { offers("SPECIAL-USE") || isRevision2 }
    package var hasCondStore: Bool { offers("CONDSTORE") || offers("QRESYNC") }
    private var isRevision2: Bool { offers("IMAP4REV2") }
}

extension Scanner {
    /// Words up to the end or, in a response code, up to its bracket.
    mutating func capabilities(until end: UInt8? = nil) -> Capabilities {
        var names: [String] = []
        while true {
            skipSpaces()
            let name = run { $0 != Octet.space && $0 != end }
            guard !name.isEmpty else { return Capabilities(names) }
            names.append(text(name))
        }
    }
}
