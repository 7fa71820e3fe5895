import Glibc
import Kernel
import TestServers
import Testing
import Wire

@testable import IMAP

@Suite(.enabled(if: MailLab.isAvailable)) struct `a session with Dovecot` {
    private let lab: MailLab

    init() throws { lab = try #require(MailLab.shared) }

    private func endpoint(
        _ user: String, _ security: Endpoint.Security = .none, authorities: Endpoint.Authorities = .system,
        password: String? = nil
    ) -> Endpoint {
        Endpoint(
            .imap, host: "localhost", port: security == .implicitTLS ? lab.imapsPort : lab.imapPort,
            security: security, authorities: authorities,
            credential: Credential(userName: user, .password(password ?? lab.password(of: user))))
    }

    private func inbox(_ user: String) throws -> IMAPSession {
        let session = try IMAPSession(to: endpoint(user))
        _ = try session.examine(.inbox)
        return session
    }

    private func mail(_ number: Int) -> [UInt8] {
        Array("From: a@lab.test\r\nMessage-ID: <m\(number)@lab.test>\r\nSubject: x\r\n\r\nbody \(number)\r\n".utf8)
    }

    @Test(arguments: [Endpoint.Security.none, .startTLS, .implicitTLS])
    func `it logs in by every way to connect`(_ security: Endpoint.Security) throws {
        let session = try IMAPSession(to: endpoint("broker", security, authorities: .file(lab.authorityFile)))
        #expect(session.capabilities.offers("UIDPLUS"))
        #expect(try session.mailbox(for: Flag("\\Sent"))?.text == "Sent")
        session.logOut()
        #expect(throws: IMAPFault.self) { _ = try session.poll() }
    }

    @Test(arguments: [Endpoint.Security.startTLS, .implicitTLS])
    func `a server whose certificate a stranger signed is refused`(_ security: Endpoint.Security) {
        let fault = #expect(throws: IMAPFault.self) {
            _ = try IMAPSession(to: endpoint("broker", security, authorities: .file(lab.strangerFile)))
        }
        guard case .wire(.certificateRejected) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a wrong password is a refused login`() {
        let fault = #expect(throws: IMAPFault.self) {
            _ = try IMAPSession(to: endpoint("broker", password: "wrong"))
        }
        guard case .wire(.loginRefused) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `C06 flags before are flags after for 1,000 fetched mails`() throws {
        let user = "imap1"
        let suffixes = ["", "S", "F", "RS", "T"]
        for number in 1...1000 {
            let suffix = suffixes[number % suffixes.count]
            let path = "\(lab.maildir(of: user))/cur/17000\(100_000 + number).m\(number).lab:2,\(suffix)"
            #expect(Files.write(mail(number), to: path))
            #expect(chown(path, 5000, 5000) == 0)
        }
        lab.deliver(mail(1001), to: user)
        let session = try inbox(user)
        let before = try session.sizes(from: 1, limit: 2000)
        #expect(before.count == 1001)
        #expect(Set(before.flatMap(\.flags)).isSuperset(of: [.seen, .deleted, Flag("\\Flagged"), Flag("\\Answered")]))
        var basket = Basket()
        let report = try session.fetchBodies(before.map(\.uid), into: &basket)
        #expect(report.delivered == 1001)
        let expected = Set((1...1001).map { IMAP.text(mail($0)) })
        #expect(Set(basket.messages.values) == expected)
        for info in before.prefix(20) { _ = try session.fetchInParts(info, partBytes: 50, into: &basket) }
        #expect(Set(basket.messages.values) == expected)
        session.logOut()
        let again = try inbox(user)
        #expect(try again.sizes(from: 1, limit: 2000) == before)
        #expect(Files.names(in: "\(lab.maildir(of: user))/new").count == 1)
    }

    @Test func `C01 a delivery ends the IDLE at once`() throws {
        let user = "imap2"
        let session = try inbox(user)
        let (lab, message) = (lab, mail(1))
        let deadline = Deadline(after: .seconds(60))
        Thread.start { lab.deliver(message, to: user) }
        #expect(try session.idle(for: .minutes(10)).exists == 1)
        #expect(!deadline.isPast)
        #expect(try session.sizes(from: 1, limit: 10).map(\.size) == [message.count])
    }

    @Test func `C10 a mail of 120 MB streams in little memory and the next one does not wait for it`() throws {
        let user = "imap3"
        let line = Array("The quick brown fox jumps over the lazy dog 0123456789 ABCDEFGHIJKLMN\r\n".utf8)
        let large = Array("Subject: large\r\n\r\n".utf8) + (0..<15_000).flatMap { _ in line }
        let path = "\(lab.maildir(of: user))/tmp/large"
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        var size = 0
        while size < 120_000_000 {
            size += large.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }
        close(descriptor)
        #expect(chown(path, 5000, 5000) == 0 && rename(path, "\(lab.maildir(of: user))/new/1.large.lab") == 0)
        let session = try inbox(user)
        let infos = try session.sizes(from: 1, limit: 10)
        let info = try #require(infos.first)
        #expect(info.size == size)
        var sink = Repetition(of: large)
        var pollCount = 0
        Memory.resetPeak()
        let start = Memory.peakBytes
        #expect(try session.fetchBodies([info.uid], into: &sink).delivered == 1)
        let report = try session.fetchInParts(info, into: &sink) { () throws(IMAPFault) in
            _ = try session.poll()
            pollCount += 1
        }
        #expect(report.delivered == 1)
        #expect(sink.wholeSizes == [size, size])
        #expect(pollCount >= 28)
        #expect(Memory.peakBytes - start < 32 << 20)
    }

    @Test func `B08 a stored copy is found by its Message-ID and nothing else is`() throws {
        let user = "imap4"
        let session = try IMAPSession(to: endpoint(user))
        let sent = MailboxName("Sent")
        var uids: [UInt32] = []
        for number in 1...3 {
            let appended = try session.append(
                mail(number), to: sent, date: InternalDate(moment: Moment(seconds: 9_999)))
            uids.append(try #require(appended).uid)
        }
        let state = try session.examine(sent)
        #expect(state.exists == 3)
        #expect(try session.findMessageID("<m2@lab.test>") == [uids[1]])
        #expect(try session.findMessageID("<m9@lab.test>") == [])
        #expect(try session.allUIDs() == uids)
        #expect(try session.status(of: sent).number("UIDNEXT") == UInt64(state.uidNext))
        let info = try #require(try session.information(of: [uids[2], 99]).first)
        #expect(info.uid == uids[2])
        #expect(info.internalDate?.moment == Moment(seconds: 9_999))
        #expect(info.flags.contains(.seen))
    }

    @Test func `R09 messages that others remove shift nothing`() throws {
        let user = "imap5"
        let names = (1...5).map { lab.deliver(mail($0), to: user) }
        let session = try inbox(user)
        let infos = try session.sizes(from: 1, limit: 10)
        #expect(unlink("\(lab.maildir(of: user))/new/\(names[1])") == 0)
        _ = try session.poll()
        var basket = Basket()
        let report = try session.fetchBodies(infos.map(\.uid), into: &basket)
        #expect(report.delivered == 4)
        #expect(report.missing == [infos[1].uid])
        #expect(basket.messages[infos[4].uid] == IMAP.text(mail(5)))
        #expect(session.mailbox?.exists == 4)
    }
}

/// Checks that what comes is one block again and again, and counts it.
private struct Repetition: LiteralSink {
    private let block: [UInt8]
    private var size = 0
    private(set) var wholeSizes: [Int] = []

    init(of block: [UInt8]) { self.block = block }

    struct Differs: Error {}

    mutating func begin(_ uid: UInt32, size announced: Int) { size = 0 }

    mutating func write(_ octets: UnsafeRawBufferPointer) throws {
        var rest = octets[...]
        while !rest.isEmpty {
            let offset = size % block.count
            let count = min(rest.count, block.count - offset)
            let isSame = block.withUnsafeBytes { block in
                guard let ours = block.baseAddress, let theirs = rest.base.baseAddress else { return false }
                return memcmp(ours + offset, theirs + rest.startIndex, count) == 0
            }
            guard isSame else { throw Differs() }
            rest = rest.dropFirst(count)
            size += count
        }
    }

    mutating func end(_ uid: UInt32) { wholeSizes.append(size) }
    mutating func abandon(_ uid: UInt32) {}
}

/// This process's largest resident memory since the last reset (proc(5), `clear_refs` and `VmHWM`).
private enum Memory {
    static func resetPeak() { _ = Files.write(Array("5".utf8), to: "/proc/self/clear_refs") }

    static var peakBytes: Int {
        let status = IMAP.text(Files.read("/proc/self/status") ?? [])
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropLast().last).flatMap { Int($0) }.map { $0 << 10 } ?? 0
    }
}
