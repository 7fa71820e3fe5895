import Glibc
import Kernel

/// A mail as somebody else's program writes it.
struct IncomingMail: Sendable {
    var from: String
    var to: String
    var subject: String
    /// Without brackets; nil leaves the line out.
    var messageID: String?
    var inReplyTo: String?
    var references: [String] = []
    /// Further lines of the header, whole.
    var lines: [String] = []
    var text: String

    init(from: String, to: String, subject: String, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        messageID = "\(Identifier<IncomingMail>(at: Moment(seconds: 1_800_000_000)))@mail.elsewhere.example"
    }

    private var head: [String] {
        var head = ["From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: Thu, 14 Jan 2027 09:00:00 -0500"]
        if let messageID { head.append("Message-ID: <\(messageID)>") }
        if let inReplyTo { head.append("In-Reply-To: <\(inReplyTo)>") }
        if !references.isEmpty { head.append("References: " + references.map { "<\($0)>" }.joined(separator: " ")) }
        return lines.filter { !$0.lowercased().hasPrefix("content-") } + head
    }

    var bytes: [UInt8] {
        let type = lines.filter { $0.lowercased().hasPrefix("content-") }
        let all = head + ["MIME-Version: 1.0"] + (type.isEmpty ? ["Content-Type: text/plain; charset=utf-8"] : type)
        return Array((all.joined(separator: "\n") + "\n\n" + text + "\n").utf8)
    }
}

extension IncomingMail {
    /// A delivery report (RFC 3464) about a mail of ours: permanent (`5.x.x`) or not by its status.
    static func report(on messageID: String, recipient: String, status: String, to: String) -> IncomingMail {
        let action = status.hasPrefix("5") ? "failed" : "delayed"
        var mail = IncomingMail(
            from: "MAILER-DAEMON@mx.elsewhere.example (Mail Delivery System)", to: to,
            subject: "Undelivered Mail Returned to Sender",
            text: """
                --frontier
                Content-Type: text/plain; charset=us-ascii

                This is the mail system at host mx.elsewhere.example.

                <\(recipient)>: host said: \(status) no such mailbox

                --frontier
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.elsewhere.example
                Arrival-Date: Thu, 14 Jan 2027 08:59:00 -0500

                Final-Recipient: rfc822; \(recipient)
                Action: \(action)
                Status: \(status)
                Diagnostic-Code: smtp; 550 \(status) mailbox unavailable

                --frontier
                Content-Type: text/rfc822-headers

                From: <\(to)>
                Subject: New deal
                Message-ID: <\(messageID)>

                --frontier--
                """)
        mail.lines = [
            "Return-Path: <>", "Auto-Submitted: auto-replied",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"frontier\"",
        ]
        return mail
    }
}

/// A Maildir on this machine.
struct LocalMaildir: Sendable {
    let path: String

    private struct NotDelivered: Error {}

    /// Delivers in the order of the calls: a name sorts behind all earlier ones.
    @discardableResult
    func deliver(_ bytes: [UInt8], number: Int) throws -> String {
        let parent = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        for folder in [parent, path, "\(path)/tmp", "\(path)/new", "\(path)/cur"] {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw NotDelivered() }
        }
        let name = "\(1_800_000_000 + number).test"
        try TestOffice.write(bytes, to: "\(path)/tmp/\(name)")
        guard rename("\(path)/tmp/\(name)", "\(path)/new/\(name)") == 0 else { throw NotDelivered() }
        return name
    }
}
