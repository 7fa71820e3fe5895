import Glibc
import Kernel
import TestServers
import Testing
import Wire

@testable import SMTP

@Suite(.enabled(if: MailLab.isAvailable)) struct PostfixTests {
    let lab: MailLab

    init() throws { lab = try #require(MailLab.shared) }

    private func session(_ port: UInt16, _ security: Endpoint.Security) throws -> SMTPSession {
        try SMTPSession(
            to: Endpoint(
                .smtp, host: "localhost", port: port, security: security, authorities: .file(lab.authorityFile),
                credential: security == .none
                    ? nil : Credential(userName: "broker", .password(lab.password(of: "broker"))),
                localName: "client.test"))
    }

    private func envelope(_ users: [String], _ sizeBytes: Int, report: ReportRequest? = nil) throws -> Envelope {
        Envelope(
            from: try EnvelopeAddress(lab.address(of: "broker")),
            recipients: try users.map { try EnvelopeAddress(lab.address(of: $0)) }, sizeBytes: sizeBytes, report: report
        )
    }

    /// Postfix adds header lines, its delivery writes LF for CRLF; the text from the blank line on is ours.
    private func isDelivered(_ text: [UInt8], as stored: [UInt8]) -> Bool {
        let lines = text.filter { $0 != 13 }
        return stored.count > lines.count && stored.suffix(lines.count) == lines[...]
    }

    @Test func `Postfix offers what is used here`() throws {
        let session = try session(lab.submissionPort, .startTLS)
        defer { session.quit() }
        let offered = session.capabilities
        #expect(offered.hasPipelining && offered.hasSize && offered.hasDeliveryStatus && offered.hasEightBitMIME)
        #expect(offered.sizeLimitBytes == 60_000_000)
    }

    @Test func `mail with dots, bare LF and files arrives as it was meant, by STARTTLS and by TLS`() throws {
        let path = "/tmp/smtp-test-\(getpid())"
        defer { unlink(path) }
        let encoded = Array(String(repeating: "JVBERi0xLjQKJdPr6eEKMSAwIG9iago8PC9U\r\n", count: 20_000).utf8)
        #expect(Files.write(encoded, to: path))
        let text = ".one\r\n..two\r\n.\r\nthree\n.four\r\n"
        let mended = ".one\r\n..two\r\n.\r\nthree\r\n.four\r\n"
        for (user, port, security) in [
            ("smtp1", lab.submissionPort, Endpoint.Security.startTLS), ("smtp2", lab.smtpsPort, .implicitTLS),
            ("smtp3", lab.relayPort, .none),
        ] {
            let session = try session(port, security)
            let head = "Subject: for \(user)\r\n\r\n"
            let body: [BodySegment] = [
                .bytes(Array((head + text).utf8)), .file(path: path, length: encoded.count, isWireReady: true),
                .file(path: path, length: encoded.count - 2), .bytes(Array("\r\nlast line".utf8)),
            ]
            let report = ReportRequest(envelopeIdentifier: "submission 7", occasions: [.failure])
            for _ in 1...2 {
                let result = session.deliver(
                    try envelope([user], body.reduce(0) { $0 + $1.count } + 10, report: report), body: body)
                guard case .accepted = result.outcome else {
                    Issue.record("\(result.outcome)")
                    return
                }
            }
            session.quit()
            let stored = lab.messages(of: user, awaiting: 2)
            let expected = Array(("\r\n" + mended).utf8) + encoded + encoded + Array("last line\r\n".utf8)
            #expect(stored.count == 2 && stored.allSatisfy { isDelivered(expected, as: $0) })
        }
    }

    @Test func `B09 Postfix takes two of three recipients`() throws {
        let session = try session(lab.submissionPort, .startTLS)
        defer { session.quit() }
        let body = [BodySegment.bytes(Array("Subject: three\r\n\r\nHello\r\n".utf8))]
        let result = session.deliver(try envelope(["smtp4", "nobody", "smtp5"], 30), body: body)
        #expect(result.recipients.map(\.reply?.code) == [250, 550, 250])
        #expect(result.accepted.count == 2)
        #expect(
            lab.messages(of: "smtp4", awaiting: 1).count == 1 && lab.messages(of: "smtp5", awaiting: 1).count == 1)
        let none = session.deliver(try envelope(["nobody"], 30), body: body)
        guard case .refused(let reply) = none.outcome else {
            Issue.record("\(none.outcome)")
            return
        }
        #expect(RetryClass.classify(reply) == .permanent && reply.enhanced == EnhancedCode(5, 1, 1))
        let after = session.deliver(try envelope(["smtp4"], 30), body: body)
        #expect(after.accepted.count == 1)
    }

    @Test func `three hundred recipients go in batches`() throws {
        let session = try session(lab.relayPort, .none)
        defer { session.quit() }
        let recipients = try (1...300).map { try EnvelopeAddress("f\($0)@\(MailLab.discardDomain)") }
        let result = session.deliver(
            Envelope(from: nil, recipients: recipients, sizeBytes: 20), body: [.bytes(Array("Subject: x\r\n\r\n".utf8))]
        )
        #expect(result.accepted.count == 300)
    }
}
