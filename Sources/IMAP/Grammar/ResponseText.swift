/// `resp-text` (RFC 9051 section 7.1): a code for programs, a text for people.
package struct ResponseText: Equatable, Sendable {
    package let code: ResponseCode?
    package let text: String

    package init(code: ResponseCode? = nil, text: String) {
        self.code = code
        self.text = text
    }
}

/// `resp-text-code` (RFC 9051 section 7.1) with those of UIDPLUS, CONDSTORE, METADATA and OBJECTID.
package enum ResponseCode: Equatable, Sendable {
    /// One without a value: ALERT, READ-ONLY, TRYCREATE, NOMODSEQ …
    case plain(String)
    case badCharset([[UInt8]])
    case capability(Capabilities)
    case permanentFlags([Flag])
    case uidNext(UInt32)
    case uidValidity(UInt32)
    case unseen(UInt32)
    /// RFC 4315 section 3: UIDVALIDITY of the mailbox, UIDs given.
    case appendUID(validity: UInt32, uids: SequenceSet)
    /// RFC 4315 section 3: UIDVALIDITY of the target, UIDs in the source, UIDs in the target.
    case copyUID(validity: UInt32, source: SequenceSet, target: SequenceSet)
    /// RFC 7162 section 3.1.2.1.
    case highestModSeq(UInt64)
    /// RFC 7162 section 3.1.3.
    case modified(SequenceSet)
    /// RFC 8474 section 4.1.
    case mailboxID(String)
    /// An unknown code, or a known one with a value it cannot have: its name and what follows.
    case other(String, [UInt8])

    /// The code's name in upper case.
    package var name: String {
        switch self {
        case .plain(let name), .other(let name, _): name
        case .badCharset: "BADCHARSET"
        case .capability: "CAPABILITY"
        case .permanentFlags: "PERMANENTFLAGS"
        case .uidNext: "UIDNEXT"
        case .uidValidity: "UIDVALIDITY"
        case .unseen: "UNSEEN"
        case .appendUID: "APPENDUID"
        case .copyUID: "COPYUID"
        case .highestModSeq: "HIGHESTMODSEQ"
        case .modified: "MODIFIED"
        case .mailboxID: "MAILBOXID"
        }
    }
}

extension Scanner {
    /// Never fails: what is no code is text.
    mutating func responseText() -> ResponseText {
        guard next == Octet.openBracket, let code = responseCode() else { return ResponseText(text: IMAP.text(rest())) }
        skipSpaces()
        return ResponseText(code: code, text: IMAP.text(rest()))
    }

    private mutating func responseCode() -> ResponseCode? {
        let start = position
        position += 1
        let name = uppercased(run { Octet.isAtomic($0) && $0 != Octet.closeBracket })
        let behindName = position
        if !name.isEmpty, let code = try? codeValue(of: name), skip(Octet.closeBracket) { return code }
        // Not of the grammar: the text up to the next bracket is kept as it is.
        position = behindName
        let value = run { $0 != Octet.closeBracket }
        guard !name.isEmpty, skip(Octet.closeBracket) else {
            position = start
            return nil
        }
        return value.isEmpty ? .plain(name) : .other(name, Array(value.dropFirst()))
    }

    private mutating func codeValue(of name: String) throws(GrammarFault) -> ResponseCode {
        switch name {
        case "BADCHARSET":
            guard skip(Octet.space) else { return .badCharset([]) }
            return .badCharset(try list { scanner throws(GrammarFault) in try scanner.astring() })
        case "CAPABILITY": return .capability(capabilities(until: Octet.closeBracket))
        case "PERMANENTFLAGS":
            try space()
            return .permanentFlags(try flagList())
        case "UIDNEXT": return .uidNext(try afterSpace { scanner throws(GrammarFault) in try scanner.number32() })
        case "UIDVALIDITY":
            return .uidValidity(try afterSpace { scanner throws(GrammarFault) in try scanner.nonZero() })
        case "UNSEEN": return .unseen(try afterSpace { scanner throws(GrammarFault) in try scanner.number32() })
        case "HIGHESTMODSEQ":
            return .highestModSeq(try afterSpace { scanner throws(GrammarFault) in try scanner.number() })
        case "MODIFIED": return .modified(try afterSpace { scanner throws(GrammarFault) in try scanner.sequenceSet() })
        case "APPENDUID":
            let validity = try afterSpace { scanner throws(GrammarFault) in try scanner.nonZero() }
            return .appendUID(
                validity: validity,
                uids: try afterSpace { scanner throws(GrammarFault) in try scanner.sequenceSet() })
        case "COPYUID":
            let validity = try afterSpace { scanner throws(GrammarFault) in try scanner.nonZero() }
            let source = try afterSpace { scanner throws(GrammarFault) in try scanner.sequenceSet() }
            return .copyUID(
                validity: validity, source: source,
                target: try afterSpace { scanner throws(GrammarFault) in try scanner.sequenceSet() })
        case "MAILBOXID": return .mailboxID(try afterSpace { scanner throws(GrammarFault) in try scanner.objectID() })
        default:
            guard next == Octet.closeBracket else { throw fault("]") }
            return .plain(name)
        }
    }

    private mutating func afterSpace<T>(
        _ term: (inout Scanner) throws(GrammarFault) -> T
    ) throws(GrammarFault) -> T {
        try space()
        return try term(&self)
    }

    /// `( objectid )` (RFC 8474 section 7).
    mutating func objectID() throws(GrammarFault) -> String {
        try expect(Octet.open, "(")
        let identifier = try atom("objectid")
        try expect(Octet.close, ")")
        return text(identifier)
    }
}
