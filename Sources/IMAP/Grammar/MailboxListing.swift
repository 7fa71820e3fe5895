/// `mailbox-list` (RFC 9051 section 7.3.1): one mailbox of LIST or LSUB.
package struct MailboxListing: Equatable, Sendable {
    /// `\Noselect`, `\HasChildren` and the special uses of RFC 6154 section 2: `\Sent`, `\All` …
    package let attributes: [Flag]
    /// The hierarchy's delimiter, nil in a flat namespace.
    package let delimiter: UInt8?
    package let name: MailboxName
    /// `mbox-list-extended` (RFC 5258 section 6).
    package let extended: [ListItem]

    package var isSelectable: Bool {
        !attributes.contains(Flag("\\Noselect")) && !attributes.contains(Flag("\\NonExistent"))
    }
}

extension Scanner {
    mutating func mailboxListing() throws(GrammarFault) -> MailboxListing {
        let attributes = try flagList()
        try space()
        let delimiter = try nstring()
        guard delimiter.map({ $0.count <= 1 }) ?? true else { throw fault("delimiter of one octet") }
        try space()
        let name = try mailbox()
        skipSpaces()
        var extended: [ListItem] = []
        while !isAtEnd {
            extended.append(try listItem())
            skipSpaces()
        }
        return MailboxListing(attributes: attributes, delimiter: delimiter?.first, name: name, extended: extended)
    }
}
