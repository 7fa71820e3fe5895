import Kernel
import TestServers
import Testing

@testable import IMAP

@Suite struct `storing a copy of what was sent` {
    private let message = Array("Subject: x\r\n\r\nbody\r\n".utf8)

    @Test(arguments: [("IMAP4rev1", "{20}", true), ("IMAP4rev1 LITERAL+", "{20+}", false)])
    func `a copy is appended with leave or without`(_ capabilities: String, _ count: String, _ isAsked: Bool) throws {
        let server = ScriptedServer(
            Dialogue.opening(capabilities) + [
                .expect(#"F0002 APPEND "Sent &APY-" (\Seen) "01-Feb-2026 03:04:05 +0000" \#(count)"#),
                .say(isAsked ? "* OK wait\r\n+ go on\r\n" : ""), .readBytes(22),
                .say("F0002 OK [APPENDUID 11 42] done\r\n"),
            ])
        let session = try Dialogue.session(server)
        let date = InternalDate(moment: try #require(Moment("2026-02-01T03:04:05Z")))
        let appended = try session.append(message, to: MailboxName("Sent ö"), date: date)
        #expect(appended == AppendedMessage(uidValidity: 11, uid: 42))
        #expect(server.received == [message + [13, 10]])
    }

    @Test func `a refusal before the literal keeps the session in order`() throws {
        let server = ScriptedServer(
            Dialogue.opening() + [
                .expect("F0002 APPEND"), .say("F0002 NO [TRYCREATE] no such mailbox\r\n"), .expect("F0003 NOOP"),
                .say("F0003 OK done\r\n"),
            ])
        let session = try Dialogue.session(server)
        let fault = #expect(throws: IMAPFault.self) { _ = try session.append(message, to: MailboxName("Sent")) }
        #expect(fault?.description == "APPEND: NO [TRYCREATE]")
        _ = try session.poll()
    }

    @Test func `the mailbox of a special use is found`() throws {
        let server = ScriptedServer(
            Dialogue.opening("IMAP4rev1 SPECIAL-USE LIST-EXTENDED") + [
                .expect(#"F0002 LIST "" "*" RETURN (SPECIAL-USE)"#),
                .say("* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Noselect \\Sent) \"/\" Old\r\n"),
                .say("* LIST (\\Sent) \"/\" {4}\r\nGone\r\nF0002 OK done\r\n"),
            ])
        #expect(try Dialogue.session(server).mailbox(for: Flag("\\Sent"))?.text == "Gone")
    }
}
