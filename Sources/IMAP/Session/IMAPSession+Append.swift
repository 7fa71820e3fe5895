import Kernel
import Wire

/// Where an appended message lies, as UIDPLUS tells (RFC 4315 section 3).
package struct AppendedMessage: Equatable, Sendable {
    package let uidValidity: UInt32
    package let uid: UInt32
}

extension IMAPSession {
    /// Stores a file's `size` octets as a message of `mailbox` (RFC 9051 section 6.3.12), its memory bounded; nil
    /// where the server does not tell the UID.
    package func append(
        file descriptor: Int32, size: Int, to mailbox: MailboxName, flags: [Flag] = [.seen],
        date: InternalDate? = nil
    ) throws(IMAPFault) -> AppendedMessage? {
        try append(octetCount: size, to: mailbox, flags: flags, date: date) { (connection) throws(WireFault) in
            try connection.sendFile(
                descriptor: descriptor, offset: 0, length: size, patience: self.patience, "APPEND")
        }
    }

    /// Stores `message` in `mailbox`.
    package func append(
        _ message: [UInt8], to mailbox: MailboxName, flags: [Flag] = [.seen], date: InternalDate? = nil
    ) throws(IMAPFault) -> AppendedMessage? {
        try append(octetCount: message.count, to: mailbox, flags: flags, date: date) { (connection) throws(WireFault) in
            try connection.send(message, patience: self.patience, "APPEND")
        }
    }

    /// Stores the `size` octets that `octets` sends, no more and no fewer, as a message of `mailbox`.
    package func append(
        octetCount size: Int, to mailbox: MailboxName, flags: [Flag] = [.seen], date: InternalDate? = nil,
        _ octets: (WireConnection) throws(WireFault) -> Void
    ) throws(IMAPFault) -> AppendedMessage? {
        let tag = nextTag()
        var line = "\(tag) APPEND " + (try quoted(mailbox.wire, "mailbox name"))
        if !flags.isEmpty { line += " (\(flags.map(\.name).joined(separator: " ")))" }
        if let date { line += " \"\(date)\"" }
        // LITERAL+ takes any size unasked, LITERAL- 4,096 octets (RFC 7888 section 5).
        let isUnasked =
            capabilities.hasLiteralPlus
            || size <= 4096 && (capabilities.offers("LITERAL-") || capabilities.offers("IMAP4REV2"))
        line += " {\(size)\(isUnasked ? "+" : "")}\r\n"
        try send(Array(line.utf8), "APPEND", more: isUnasked)
        if !isUnasked { try awaitLeave(tag) }
        do { try octets(connection) } catch { throw close(.wire(error)) }
        try send([13, 10], "APPEND")
        guard case .appendUID(let validity, let uids) = try awaitTagged(tag, "APPEND").code,
            let uid = uids.numbers(limit: 1)?.first
        else { return nil }
        return AppendedMessage(uidValidity: validity, uid: uid)
    }

    /// Waits for the `+` before a literal; the server may refuse the message here.
    private func awaitLeave(_ tag: String) throws(IMAPFault) {
        while true {
            switch try nextResponse(until: Deadline(after: patience), "APPEND") {
            case .continuation: return
            case .untagged: break
            case .tagged(let tagged):
                guard tagged.tag == tag else { throw close(.missing("answer to APPEND by its tag")) }
                throw .refused(command: "APPEND", tagged.status, code: tagged.text.code?.name)
            }
        }
    }
}
