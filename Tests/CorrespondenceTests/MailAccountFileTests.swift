import Kernel
import Testing

@testable import Correspondence

@Suite struct MailAccountFileTests {
    private func read(_ text: String) throws -> MailAccountFile {
        try MailAccountFile(name: "desk", bytes: Array(text.utf8), base: "/etc/desk")
    }

    @Test func `a file in full is read, with paths taken from its folder`() throws {
        let file = try read(
            """
            { address: 'desk@broker.example', display_name: 'Desk',
              send: { transport: 'smtp', host: 'mail.example', user: 'u', password_file: 'secret', per_minute: 5 },
              receive: { source: 'imap', host: 'mail.example', folders: ['INBOX', 'Junk'], largest_mb: 20 } }
            """)
        guard case .smtp(let server)? = file.send?.transport else {
            Issue.record("the transport is SMTP")
            return
        }
        #expect(server.port == 465 && server.security == .tls && server.passwordFile == "/etc/desk/secret")
        #expect(file.send?.perMinute == 5 && file.send?.recipientsPerDay == 10_000)
        #expect(file.receive?.folders == ["INBOX", "Junk"] && file.receive?.largestBytes == 20 << 20)
    }

    @Test(arguments: [
        ("{", ""), ("{ address: 'desk@broker.example' }", "send or a receive"),
        ("{ address: 'nobody', send: { transport: 'maildir', folder: 'x' } }", "address"),
        ("{ address: 'a@b.example', send: { transport: 'smtp' } }", "host"),
        ("{ address: 'a@b.example', send: { transport: 'pigeon' } }", "transport"),
        ("{ address: 'a@b.example', send: { transport: 'maildir', folder: 'x', per_minute: 0 } }", "per_minute"),
        ("{ address: 'a@b.example', password: 'hunter2', send: { transport: 'maildir', folder: 'x' } }", "password"),
    ])
    func `a file that cannot be used is refused with its name, the field, and no secret`(
        _ text: String, _ field: String
    ) throws {
        let refusal = #expect(throws: MailAccountFileRefusal.self) { try read(text) }
        let reason = refusal?.reason ?? ""
        #expect(reason.hasPrefix("mailboxes/desk.json5: ") && (field.isEmpty || reason.contains(field)))
        #expect(!reason.contains("hunter2"))
    }

    @Test func `a password that is not there is told by the name of its place`() throws {
        let file = try read(
            "{ address: 'a@b.example', send: { host: 'h.example', user: 'u', password_variable: 'FUNDGATE_NOT_SET' } }")
        guard case .smtp(let server)? = file.send?.transport else {
            Issue.record("the transport is SMTP")
            return
        }
        #expect(throws: SecretFault.unset(variable: "FUNDGATE_NOT_SET")) { _ = try server.endpoint(.smtp) }
    }
}
