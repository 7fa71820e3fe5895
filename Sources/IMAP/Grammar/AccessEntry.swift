/// An identifier and its rights in an access control list (RFC 4314 section 3.6).
package struct AccessEntry: Equatable, Sendable {
    package let identifier: [UInt8]
    package let rights: [UInt8]
}

extension Scanner {
    mutating func accessList() throws(GrammarFault) -> UntaggedResponse {
        let mailbox = try mailbox()
        var entries: [AccessEntry] = []
        skipSpaces()
        while !isAtEnd {
            let identifier = try astring()
            try space()
            entries.append(AccessEntry(identifier: identifier, rights: try astring()))
            skipSpaces()
        }
        return .accessList(mailbox: mailbox, entries: entries)
    }
}
