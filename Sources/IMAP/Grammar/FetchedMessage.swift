/// `msg-att` (RFC 9051 section 7.5.2): what a FETCH response says of one message.
package struct FetchedMessage: Equatable, Sendable {
    package enum Key: Equatable, Sendable {
        /// A message number: it means another message after every EXPUNGE.
        case sequence(UInt32)
        /// RFC 9586 section 3.3.
        case uid(UInt32)
    }

    package let key: Key
    /// In the server's order.
    package let attributes: [FetchAttribute]

    /// The UID the response names; nil where it names none, or two.
    package var uid: UInt32? {
        var found: UInt32?
        if case .uid(let uid) = key { found = uid }
        for case .uid(let uid) in attributes {
            guard found == nil || found == uid else { return nil }
            found = uid
        }
        return found
    }

    package var flags: [Flag]? {
        for case .flags(let flags) in attributes { return flags }
        return nil
    }

    /// RFC822.SIZE in octets.
    package var size: UInt64? {
        for case .size(let size) in attributes { return size }
        return nil
    }

    package var internalDate: InternalDate? {
        for case .internalDate(let date) in attributes { return date }
        return nil
    }

    /// The sections of the body that the response holds.
    package var sections: [(section: BodySection, value: Literal?)] {
        attributes.compactMap { if case .body(let section, let value) = $0 { (section, value) } else { nil } }
    }
}

/// `msg-att-static` and `msg-att-dynamic` (RFC 9051 section 9), with those of RFC 7162, 8474 and Gmail.
package enum FetchAttribute: Equatable, Sendable {
    case uid(UInt32)
    case flags([Flag])
    case size(UInt64)
    /// nil for NIL and for a date that is none.
    case internalDate(InternalDate?)
    case envelope(Envelope)
    /// BODY and BODYSTRUCTURE: `isExtended` tells them apart.
    case bodyStructure(BodyStructure, isExtended: Bool)
    case body(BodySection, Literal?)
    /// RFC 9051 section 7.5.2: the decoded size of a part.
    case binarySize(part: [UInt32], UInt64)
    /// RFC 7162 section 3.1.4.
    case modSeq(UInt64)
    /// RFC 8474 section 5: EMAILID, THREADID.
    case identifier(String, String?)
    /// RFC 8514 SAVEDATE, RFC 8970 PREVIEW, Gmail's X-GM-MSGID, X-GM-THRID, X-GM-LABELS.
    case other(String, ListItem)
}
