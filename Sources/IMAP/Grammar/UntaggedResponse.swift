/// `response-data` (RFC 9051 section 7): what the server says of itself, of mailboxes and of messages.
package enum UntaggedResponse: Equatable, Sendable {
    /// `resp-cond-state`, `resp-cond-bye` and the greeting's PREAUTH.
    case condition(Condition, ResponseText)
    case capability(Capabilities)
    /// RFC 5161 section 3.2.
    case enabled(Capabilities)
    case flags([Flag])
    case list(MailboxListing)
    case subscribed(MailboxListing)
    /// Numbers in the server's order, with the highest mod-sequence among them (RFC 7162 section 3.1.5).
    case search([UInt32], modSeq: UInt64?)
    /// RFC 5256 section 4.
    case sort([UInt32], modSeq: UInt64?)
    case extendedSearch(ExtendedSearch)
    /// RFC 5256 section 4.
    case thread([MessageThread])
    case mailboxStatus(StatusItems)
    case exists(UInt32)
    case recent(UInt32)
    case expunge(UInt32)
    /// RFC 7162 section 3.2.10.
    case vanished(SequenceSet, earlier: Bool)
    case fetch(FetchedMessage)
    case namespace(Namespaces)
    /// RFC 2971 section 3.2.
    case identification([Parameter]?)
    case quota(Quota)
    /// RFC 9208 section 4.2.2.
    case quotaRoot(mailbox: MailboxName, roots: [[UInt8]])
    /// RFC 4314 section 3.6.
    case accessList(mailbox: MailboxName, entries: [AccessEntry])
    case metadata(MailboxMetadata)
    /// One that is not known here, with what follows its name.
    case other(String, [UInt8])

    package enum Condition: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }
}

/// A name with its value, in the order and spelling of the server.
package struct Parameter: Equatable, Sendable {
    package let name: [UInt8]
    package let value: [UInt8]?

    package init(_ name: [UInt8], _ value: [UInt8]?) {
        self.name = name
        self.value = value
    }
}

extension Scanner {
    mutating func untaggedResponse() throws(GrammarFault) -> UntaggedResponse {
        if let byte = next, Octet.isDigit(byte) { return try numberedResponse() }
        let name = try word("response")
        if let condition = UntaggedResponse.Condition(rawValue: name) {
            skipSpaces()
            return .condition(condition, responseText())
        }
        let start = position
        skipSpaces()
        guard let response = try namedResponse(name) else {
            position = start
            return .other(name, Array(rest().dropFirst()))
        }
        skipSpaces()
        try requireEnd()
        return response
    }

    /// `number SP ("EXISTS" / "RECENT" / "EXPUNGE" / "FETCH" …)`
    private mutating func numberedResponse() throws(GrammarFault) -> UntaggedResponse {
        let number = try number32()
        try space()
        let name = try word("response")
        skipSpaces()
        let response: UntaggedResponse
        switch name {
        case "EXISTS": response = .exists(number)
        case "RECENT": response = .recent(number)
        case "EXPUNGE": response = .expunge(number)
        case "FETCH":
            response = .fetch(FetchedMessage(key: .sequence(number), attributes: try fetchAttributes()))
        case "UIDFETCH": response = .fetch(FetchedMessage(key: .uid(number), attributes: try fetchAttributes()))
        default: return .other(name, Array(rest()))
        }
        skipSpaces()
        try requireEnd()
        return response
    }

    private mutating func namedResponse(_ name: String) throws(GrammarFault) -> UntaggedResponse? {
        switch name {
        case "CAPABILITY": return .capability(capabilities())
        case "ENABLED": return .enabled(capabilities())
        case "FLAGS": return .flags(try flagList())
        case "LIST", "XLIST": return .list(try mailboxListing())
        case "LSUB": return .subscribed(try mailboxListing())
        case "SEARCH": return .search(try numbers(), modSeq: try searchModSeq())
        case "SORT": return .sort(try numbers(), modSeq: try searchModSeq())
        case "ESEARCH": return .extendedSearch(try extendedSearch())
        case "THREAD": return .thread(try messageThreads())
        case "STATUS": return .mailboxStatus(try statusItems())
        case "VANISHED": return try vanished()
        case "NAMESPACE": return .namespace(try namespaces())
        case "ID": return .identification(try parameters())
        case "QUOTA": return .quota(try quota())
        case "QUOTAROOT": return try quotaRoot()
        case "ACL": return try accessList()
        case "METADATA": return isAtEnd ? nil : .metadata(try mailboxMetadata())
        default: return nil
        }
    }

    /// `[SP "(" "MODSEQ" SP mod-sequence-value ")"]` (RFC 7162 section 7).
    private mutating func searchModSeq() throws(GrammarFault) -> UInt64? {
        guard skip(Octet.open) else { return nil }
        guard skipWord("MODSEQ") else { throw fault("MODSEQ") }
        try space()
        let value = try number()
        try expect(Octet.close, ")")
        return value
    }

    private mutating func vanished() throws(GrammarFault) -> UntaggedResponse {
        let isEarlier = skip(Octet.open)
        if isEarlier {
            guard skipWord("EARLIER") else { throw fault("EARLIER") }
            try expect(Octet.close, ")")
            skipSpaces()
        }
        return .vanished(try sequenceSet(), earlier: isEarlier)
    }

    /// `"(" string SP nstring … ")" / nil`: ID's pairs, a body part's parameters.
    mutating func parameters() throws(GrammarFault) -> [Parameter]? {
        if skipNil() { return nil }
        return try list { scanner throws(GrammarFault) in
            let name = try scanner.astring()
            scanner.skipSpaces()
            return Parameter(name, try scanner.nstring())
        }
    }
}
