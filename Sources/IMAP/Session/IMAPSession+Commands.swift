import Kernel
import Wire

extension IMAPSession {
    /// Runs a command to its tagged answer; `untagged` sees every untagged response that came meanwhile.
    @discardableResult
    func run(
        _ name: StaticString, _ arguments: String = "", _ untagged: (UntaggedResponse) -> Void = { _ in }
    ) throws(IMAPFault) -> ResponseText {
        let tag = nextTag()
        let phase = WirePhase(stringLiteral: name)
        try send(Array("\(tag) \(name)\(arguments.isEmpty ? "" : " ")\(arguments)\r\n".utf8), phase)
        return try awaitTagged(tag, phase, untagged)
    }

    /// The text of the tagged OK; NO and BAD are thrown.
    @discardableResult
    func awaitTagged(
        _ tag: String, _ phase: WirePhase, within longest: Span? = nil,
        _ untagged: (UntaggedResponse) -> Void = { _ in }
    ) throws(IMAPFault) -> ResponseText {
        // The deadline begins anew with each response: a mailbox of 100,000 messages answers for long.
        while true {
            switch try nextResponse(until: Deadline(after: longest ?? patience), phase) {
            case .untagged(let response): untagged(response)
            case .continuation: break
            case .tagged(let tagged):
                guard tagged.tag == tag else { throw close(.missing("answer to \(phase) by its tag")) }
                guard tagged.status == .ok else {
                    throw .refused(command: phase.description, tagged.status, code: tagged.text.code?.name)
                }
                return tagged.text
            }
        }
    }

    /// Opens a mailbox for reading (RFC 9051 section 6.3.3): nothing done in it changes a flag.
    ///
    /// What came since this session last looked into the same mailbox counts as a change: `idle` tells it at once.
    package func examine(_ name: MailboxName) throws(IMAPFault) -> MailboxState {
        if let left = mailbox { visited[left.name] = left }
        mailbox = nil
        changes = MailboxChanges()
        var exists: UInt32 = 0
        var uidValidity: UInt32?
        var uidNext: UInt32 = 0
        var highestModSeq: UInt64?
        let condStore = capabilities.hasCondStore ? " (CONDSTORE)" : ""
        try run("EXAMINE", try quoted(name.wire, "mailbox name") + condStore) { response in
            switch response {
            case .exists(let count): exists = count
            case .condition(.ok, let text):
                switch text.code {
                case .uidValidity(let number): uidValidity = number
                case .uidNext(let number): uidNext = number
                case .highestModSeq(let number): highestModSeq = number
                default: break
                }
            default: break
            }
        }
        guard let uidValidity else { throw .missing("UIDVALIDITY") }
        let state = MailboxState(
            name: name, uidValidity: uidValidity, uidNext: uidNext, exists: exists, highestModSeq: highestModSeq)
        mailbox = state
        if let before = visited[name], before.uidValidity == uidValidity, before.uidNext > 0, uidNext > before.uidNext {
            changes.exists = exists
        }
        return state
    }

    /// All mailboxes, with their special uses where the server tells them (RFC 6154).
    package func list() throws(IMAPFault) -> [MailboxListing] {
        var found: [MailboxListing] = []
        let isExtended = capabilities.hasSpecialUse && capabilities.offers("LIST-EXTENDED")
        try run("LIST", #""" "*""# + (isExtended ? " RETURN (SPECIAL-USE)" : "")) { response in
            if case .list(let listing) = response { found.append(listing) }
        }
        return found
    }

    /// The mailbox of a special use (`\Sent`, `\All` …), if the server marks one.
    package func mailbox(for use: Flag) throws(IMAPFault) -> MailboxName? {
        try list().first { $0.attributes.contains(use) && $0.isSelectable }?.name
    }

    /// Figures of a mailbox that need not be open (RFC 9051 section 6.3.11).
    package func status(of name: MailboxName) throws(IMAPFault) -> StatusItems {
        var found: StatusItems?
        let items = "(MESSAGES UIDNEXT UIDVALIDITY\(capabilities.hasCondStore ? " HIGHESTMODSEQ" : ""))"
        try run("STATUS", try quoted(name.wire, "mailbox name") + " " + items) { response in
            if case .mailboxStatus(let status) = response { found = status }
        }
        guard let found else { throw .missing("STATUS") }
        return found
    }

    /// Asks for what is new (RFC 9051 section 6.1.2).
    package func poll() throws(IMAPFault) -> MailboxChanges {
        try run("NOOP")
        return takeChanges()
    }

    /// Takes leave (RFC 9051 section 6.1.3); the session is closed then, whatever the server says.
    package func logOut() {
        guard !isClosed else { return }
        let tag = nextTag()
        do throws(IMAPFault) {
            try send(Array("\(tag) LOGOUT\r\n".utf8), "LOGOUT")
            try awaitTagged(tag, "LOGOUT", within: .seconds(2))
        } catch {
            // The server answers with BYE, which is a fault anywhere else; nothing depends on its answer.
        }
        isClosed = true
    }

    /// A quoted string (RFC 9051 section 9): 7-bit and without line ends, or it cannot be sent.
    func quoted(_ bytes: [UInt8], _ field: String) throws(IMAPFault) -> String {
        var text = "\""
        for byte in bytes {
            guard byte > 0, byte < 127, byte != 10, byte != 13 else { throw .unsendable(field) }
            if byte == Octet.quote || byte == Octet.backslash { text.append("\\") }
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return text + "\""
    }
}
