import Glibc
import Synchronization

/// A Postfix and a Dovecot of the tests' own on loopback, with an authority, a certificate for the name
/// `localhost` (and no other, not even 127.0.0.1), and mailboxes. They end with the process, even where it is killed.
package final class MailLab: Sendable {
    package static let domain = "lab.test"
    /// Mail for this domain is queued like any other, then thrown away.
    package static let discardDomain = "discard.test"

    /// Postfix without login and TLS.
    package let relayPort = Loopback.freePort()
    /// Postfix with STARTTLS and login required.
    package let submissionPort = Loopback.freePort()
    /// Postfix over TLS with login required.
    package let smtpsPort = Loopback.freePort()
    /// Dovecot with STARTTLS offered.
    package let imapPort = Loopback.freePort()
    package let imapsPort = Loopback.freePort()
    /// Everything of this lab; removed at its end.
    package let folder: String
    private let child: ChildProcess
    private let isStopped = Mutex(false)

    /// One lab for all tests of a process, started when first asked for; nil where `isAvailable` is false.
    package static let shared: MailLab? = isAvailable ? MailLab() : nil

    /// True for root on a machine with Debian's postfix, dovecot-imapd and openssl.
    package static var isAvailable: Bool {
        geteuid() == 0
            && ["/usr/lib/postfix/sbin/master", "/usr/sbin/dovecot", "/usr/lib/dovecot/imap", "/usr/bin/openssl"]
                .allSatisfy { (path: String) in access(path, X_OK) == 0 }
    }

    /// Tests run side by side on one lab: those of SMTP and of IMAP have mailboxes of their own.
    package static let users =
        ["broker"] + (1...20).map { "funder\($0)" } + (1...5).map { "smtp\($0)" } + (1...5).map { "imap\($0)" }

    /// Starts the servers and waits until their ports are open, about a second; nil where they do not start.
    package init?(users: [String] = MailLab.users) {
        var template = Array("\(TemporaryFolder.parent)/fg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        let script = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/mail-lab"
        let ports = [relayPort, submissionPort, smtpsPort, imapPort, imapsPort, Loopback.freePort()]
        guard let child = ChildProcess(["bash", script, folder] + ports.map(String.init) + users) else { return nil }
        self.child = child
        guard child.readLine() == "ready" else {
            child.finish()
            return nil
        }
    }

    deinit { stop() }

    /// Ends both servers and removes the folder.
    package func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        if isFirst { child.finish() }
    }

    /// PEM file of the authority that signed the servers' certificate.
    package var authorityFile: String { "\(folder)/tls/authority.pem" }
    /// PEM file of an authority that signed nothing here.
    package var strangerFile: String { "\(folder)/tls/stranger.pem" }
    package var postfixLog: String { "\(folder)/postfix/maillog" }
    package var dovecotLog: String { "\(folder)/dovecot/log" }

    package func address(of user: String) -> String { "\(user)@\(Self.domain)" }
    package func password(of user: String) -> String { "secret-\(user)" }
    package func maildir(of user: String) -> String { "\(folder)/mail/\(user)/Maildir" }

    /// Puts a message straight into a user's mailbox, as a delivery would; returns the file's name.
    @discardableResult
    package func deliver(_ message: [UInt8], to user: String) -> String {
        let name = Self.deliveries.withLock { count in
            count += 1
            return "\(1_700_000_000 + count).\(getpid())_\(count).lab"
        }
        let (draft, final) = ("\(maildir(of: user))/tmp/\(name)", "\(maildir(of: user))/new/\(name)")
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        var rest = message[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            precondition(count > 0, "the lab's folder can be written")
            rest = rest.dropFirst(count)
        }
        close(descriptor)
        precondition(chown(draft, 5000, 5000) == 0 && rename(draft, final) == 0, "the lab's folder can be written")
        return name
    }

    private static let deliveries = Mutex(0)
}

extension MailLab {
    /// The messages that lie in a user's INBOX, unread or read.
    package func messages(of user: String) -> [[UInt8]] {
        ["new", "cur"].flatMap { part -> [[UInt8]] in
            let folder = "\(maildir(of: user))/\(part)"
            return Files.names(in: folder).sorted().compactMap { Files.read("\(folder)/\($0)") }
        }
    }

    /// Waits until `count` messages lie in the INBOX, or `seconds` have gone; the messages are returned.
    package func messages(of user: String, awaiting count: Int, seconds: Int = 10) -> [[UInt8]] {
        for _ in 0..<(seconds * 50) {
            if Files.names(in: "\(maildir(of: user))/new").count + Files.names(in: "\(maildir(of: user))/cur").count
                >= count
            {
                break
            }
            usleep(20_000)
        }
        return messages(of: user)
    }
}
