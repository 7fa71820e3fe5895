import Kernel
import TestServers
import Testing
import Wire

@testable import IMAP

@Suite struct `waiting for mail` {
    private static let idle = "IMAP4rev1 IDLE"

    @Test func `C01 a message that arrives ends the IDLE`() throws {
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [
                .expect("F0003 IDLE"), .say("* 2 FETCH (FLAGS (\\Seen))\r\n+ idling\r\n* OK still here\r\n"),
                .say("* 4 EXISTS\r\n"), .expect("DONE"), .say("* 1 RECENT\r\nF0003 OK done\r\n"),
            ])
        let changes = try Dialogue.inbox(server).idle(for: .minutes(10))
        #expect(changes.exists == 4)
        #expect(changes.flagged == 1)
        #expect(server.mismatches.isEmpty)
    }

    @Test func `messages that went away end it too`() throws {
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [
                .expect("F0003 IDLE"), .say("+ idling\r\n* 2 EXPUNGE\r\n"), .expect("DONE"), .say("F0003 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        #expect(try session.idle(for: .minutes(10)).expunged == 1)
        #expect(session.mailbox?.exists == 2)
    }

    @Test func `a wake-up ends it within a second and the session goes on`() throws {
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [
                .expect("F0003 IDLE"), .say("+ idling\r\n"), .expect("DONE"), .say("F0003 OK done\r\n"),
                .expect("F0004 NOOP"), .say("F0004 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        let wake = WakeUp()
        let deadline = Deadline(after: .seconds(60))
        Thread.start { wake.raise() }
        #expect(try session.idle(for: .minutes(20), wake: wake) == MailboxChanges())
        #expect(!deadline.isPast)
    }

    @Test func `a BYE in it is a fault that says so`() throws {
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [.expect("F0003 IDLE"), .say("+ idling\r\n* BYE autologout\r\n")])
        let session = try Dialogue.inbox(server)
        let fault = #expect(throws: IMAPFault.self) { _ = try session.idle(for: .minutes(10)) }
        #expect(fault?.description == "the server ended the session")
    }

    @Test func `a round that is over is followed by a NOOP and a new IDLE`() throws {
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [
                .expect("F0003 IDLE"), .say("+ idling\r\n"), .expect("DONE"), .say("F0003 OK done\r\n"),
                .expect("F0004 NOOP"), .say("F0004 OK done\r\n"),
                .expect("F0005 IDLE"), .say("+ idling\r\n* 4 EXISTS\r\n"), .expect("DONE"), .say("F0005 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        #expect(try session.idle(for: .minutes(10), policy: IdlePolicy(round: .milliseconds(30))).exists == 4)
        #expect(server.mismatches.isEmpty)
    }

    @Test(arguments: [
        (idle, "F0003 IDLE", "F0003 NO not now\r\n", "F0004 NOOP", "F0004 OK done\r\n", "F0005"),
        (idle, "F0003 IDLE", "+ idling\r\nF0003 OK enough\r\n", "F0004 NOOP", "F0004 OK done\r\n", "F0005"),
        ("IMAP4rev1", "F0003 NOOP", "F0003 OK done\r\n", "F0004 NOOP", "F0004 OK done\r\n", "F0005"),
    ])
    func `a server without a lasting IDLE is asked again and again`(
        _ capabilities: String, _ first: String, _ answer: String, _ second: String, _ next: String, _ tag: String
    ) throws {
        let server = ScriptedServer(
            Dialogue.examined(3, capabilities) + [
                .expect(first), .say(answer), .expect(second), .say(next), .expect("\(tag) NOOP"),
                .say("* 4 EXISTS\r\n\(tag) OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        let policy = IdlePolicy(poll: .milliseconds(10))
        #expect(try session.idle(for: .minutes(10), policy: policy).exists == 4)
        #expect(server.mismatches.isEmpty)
    }

    @Test func `C01 what came while another mailbox was open is told at once`() throws {
        let again =
            "* 4 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 5] next\r\nF0003 OK [READ-ONLY] done\r\n"
        let server = ScriptedServer(
            Dialogue.examined(3, Self.idle) + [.expect("F0003 EXAMINE"), .say(again), .silence])
        let session = try Dialogue.inbox(server)
        #expect(try session.examine(.inbox).uidNext == 5)
        #expect(try session.idle(for: .minutes(10)).exists == 4)
        #expect(server.mismatches.isEmpty)
    }

    @Test func `an IDLE never stands longer than 28 minutes`() {
        #expect(IdlePolicy(round: .hours(2)).round == .minutes(28))
    }
}
