/// `METADATA` (RFC 5464 section 4.4): entries with values as asked for, or names of entries that have changed.
package struct MailboxMetadata: Equatable, Sendable {
    /// Empty for the server's own entries.
    package let mailbox: MailboxName
    package let values: [Parameter]
    package let changed: [[UInt8]]
}

extension Scanner {
    mutating func mailboxMetadata() throws(GrammarFault) -> MailboxMetadata {
        let mailbox = try mailbox()
        try space()
        if next == Octet.open {
            return MailboxMetadata(mailbox: mailbox, values: try parameters() ?? [], changed: [])
        }
        var changed: [[UInt8]] = []
        while !isAtEnd {
            changed.append(try astring())
            skipSpaces()
        }
        guard !changed.isEmpty else { throw fault("entry-list") }
        return MailboxMetadata(mailbox: mailbox, values: [], changed: changed)
    }
}
