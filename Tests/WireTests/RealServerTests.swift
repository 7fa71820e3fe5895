import Kernel
import TestServers
import Testing

@testable import Wire

@Suite(.enabled(if: MailLab.isAvailable)) struct RealServerTests {
    let lab: MailLab

    init() throws { lab = try #require(MailLab.shared) }

    private func endpoint(
        _ application: Endpoint.Application, _ port: UInt16, _ security: Endpoint.Security, host: String = "localhost",
        authority: String? = nil, password: String? = nil
    ) -> Endpoint {
        Endpoint(
            application, host: host, port: port, security: security,
            authorities: .file(authority ?? lab.authorityFile),
            credential: Credential(userName: "broker", .password(password ?? lab.password(of: "broker"))),
            connectTimeout: .seconds(60))
    }

    private func line(_ connection: WireConnection, after command: String) throws -> String {
        try connection.send(Array("\(command)\r\n".utf8), patience: .seconds(60), .send)
        let line = try connection.readLine(maximum: 1000, until: Deadline(after: .seconds(60)), .receive)
        return String(decoding: line, as: UTF8.self)
    }

    @Test func `Postfix is reached by STARTTLS and by TLS, logged in`() throws {
        for (port, security) in [(lab.submissionPort, Endpoint.Security.startTLS), (lab.smtpsPort, .implicitTLS)] {
            let connection = try WireConnection(to: endpoint(.smtp, port, security))
            #expect(try line(connection, after: "MAIL FROM:<broker@lab.test>") == "250 2.1.0 Ok")
            #expect(try line(connection, after: "RCPT TO:<elsewhere@discard.test>") == "250 2.1.5 Ok")
            #expect(try line(connection, after: "QUIT") == "221 2.0.0 Bye")
        }
    }

    @Test func `Dovecot is reached plainly, by STARTTLS and by TLS, logged in`() throws {
        for (port, security) in [
            (lab.imapPort, Endpoint.Security.none), (lab.imapPort, .startTLS), (lab.imapsPort, .implicitTLS),
        ] {
            let connection = try WireConnection(to: endpoint(.imap, port, security))
            #expect(try line(connection, after: "t1 EXAMINE INBOX").hasPrefix("* FLAGS"))
        }
    }

    @Test func `a server with another authority's certificate is refused`() {
        for (application, port, security) in [
            (Endpoint.Application.smtp, lab.submissionPort, Endpoint.Security.startTLS),
            (.smtp, lab.smtpsPort, .implicitTLS), (.imap, lab.imapPort, .startTLS),
            (.imap, lab.imapsPort, .implicitTLS),
        ] {
            let fault = #expect(throws: WireFault.self) {
                try WireConnection(to: endpoint(application, port, security, authority: lab.strangerFile))
            }
            guard case .certificateRejected(host: "localhost", _) = fault else {
                Issue.record("\(application) \(security): \(String(describing: fault))")
                continue
            }
        }
    }

    @Test func `a certificate for another name is refused`() {
        let fault = #expect(throws: WireFault.self) {
            try WireConnection(to: endpoint(.imap, lab.imapsPort, .implicitTLS, host: "127.0.0.1"))
        }
        guard case .certificateRejected(host: "127.0.0.1", _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `STARTTLS that is not offered is a failure and no downgrade`() {
        let fault = #expect(throws: WireFault.self) {
            try WireConnection(to: endpoint(.smtp, lab.relayPort, .startTLS))
        }
        guard case .tlsFailed(host: "localhost", _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a wrong password is a refused login with the server's code`() {
        #expect(throws: WireFault.loginRefused(host: "localhost", code: 535)) {
            try WireConnection(to: endpoint(.smtp, lab.submissionPort, .startTLS, password: "no"))
        }
        #expect(throws: WireFault.loginRefused(host: "localhost", code: nil)) {
            try WireConnection(to: endpoint(.imap, lab.imapsPort, .implicitTLS, password: "no"))
        }
    }
}
