/// What EXAMINE told of the open mailbox (RFC 9051 section 6.3.3), kept current by what the server says unasked.
package struct MailboxState: Equatable, Sendable {
    package let name: MailboxName
    package let uidValidity: UInt32
    /// The next message gets this UID or a greater one; 0 where the server does not tell.
    package internal(set) var uidNext: UInt32
    /// How many messages there are.
    package internal(set) var exists: UInt32
    /// RFC 7162 section 3.1.2.1; nil where the mailbox has no mod-sequences.
    package let highestModSeq: UInt64?
}

/// What changed in the open mailbox since it was last asked.
package struct MailboxChanges: Equatable, Sendable {
    /// Messages there are now, where that number grew.
    package internal(set) var exists: UInt32?
    /// Messages that went away.
    package internal(set) var expunged = 0
    /// Messages whose flags were told unasked.
    package internal(set) var flagged = 0

    package init() {}

    /// Whether there is something to fetch or to forget; flags are neither.
    package var isWorthWaking: Bool { exists != nil || expunged > 0 }
}

/// What is known of a message before its body is fetched.
package struct MessageInfo: Equatable, Sendable {
    package let uid: UInt32
    /// Octets, as RFC822.SIZE tells; a few servers estimate.
    package let size: Int
    package let internalDate: InternalDate?
    package let flags: [Flag]
}
