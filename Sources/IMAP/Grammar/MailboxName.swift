/// `mailbox` (RFC 9051 section 5.1): the octets of the wire, and the name that they spell in modified UTF-7
/// (RFC 3501 section 5.1.3).
package struct MailboxName: Hashable, Sendable {
    package let wire: [UInt8]

    package static let inbox = MailboxName(wire: Array("INBOX".utf8))

    /// INBOX is one mailbox in whatever case it is written.
    package init(wire: [UInt8]) {
        self.wire = uppercased(wire) == "INBOX" ? Array("INBOX".utf8) : wire
    }

    /// The mailbox called `text`, in modified UTF-7 on the wire.
    package init(_ text: String) { self.init(wire: ModifiedUTF7.encode(text)) }

    /// For people; octets that are neither modified UTF-7 nor UTF-8 become replacement characters.
    package var text: String { ModifiedUTF7.decode(wire) }
}

extension Scanner {
    mutating func mailbox() throws(GrammarFault) -> MailboxName { MailboxName(wire: try astring()) }
}
