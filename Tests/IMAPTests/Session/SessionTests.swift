import Kernel
import TestServers
import Testing
import Wire

@testable import IMAP

@Suite struct `a session with a server that errs` {
    @Test func `C07 all of 20,004 numbers of a search arrive`() throws {
        let numbers = (1...20_004).map { String($0 * 3) }.joined(separator: " ")
        let server = ScriptedServer(
            Dialogue.examined(20_004, uidNext: 60_013) + [
                .expect("F0003 UID SEARCH 1:*"), .say("* SEARCH \(numbers)\r\nF0003 OK done\r\n"),
            ])
        let uids = try Dialogue.inbox(server).allUIDs()
        #expect(uids == (1...20_004).map { UInt32($0 * 3) })
    }

    @Test func `an extended search of a large mailbox goes window by window and misses none that sink`() throws {
        let server = ScriptedServer(
            Dialogue.examined(70_000, uidNext: 70_001, "IMAP4rev1 ESEARCH") + [
                .expect("F0003 UID SEARCH RETURN (ALL) 1:32768"),
                .say("* ESEARCH (TAG \"F0003\") UID ALL 1:32768\r\n* 5 EXPUNGE\r\n* 5 EXPUNGE\r\nF0003 OK done\r\n"),
                .expect("F0004 UID SEARCH RETURN (ALL) 32767:65534"),
                .say("* ESEARCH (TAG \"F0004\") UID ALL 32769:65536\r\nF0004 OK done\r\n"),
                .expect("F0005 UID SEARCH RETURN (ALL) 65535:*"),
                .say("* ESEARCH (TAG \"F0005\") UID ALL 65537:70000\r\nF0005 OK done\r\n"),
            ])
        #expect(try Dialogue.inbox(server).allUIDs() == (1...70_000).map { UInt32($0) })
        #expect(server.mismatches.isEmpty)
    }

    @Test func `sizes leap over gaps and end behind the last message`() throws {
        let information = "RFC822.SIZE 10 INTERNALDATE \" 1-Jan-2026 00:00:00 +0000\" FLAGS (\\Seen))"
        let server = ScriptedServer(
            Dialogue.examined(2, uidNext: 31) + [
                .expect("F0003 UID FETCH 5:14 (UID RFC822.SIZE INTERNALDATE FLAGS)"), .say("F0003 OK done\r\n"),
                .expect("F0004 UID FETCH 15:30 "),
                .say("* 2 FETCH (UID 30 \(information)\r\n* 1 FETCH (FLAGS ())\r\nF0004 OK done\r\n"),
                .expect("F0005 UID FETCH 31:* "), .say("* 2 FETCH (UID 30 \(information)\r\nF0005 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        let found = try session.sizes(from: 5, limit: 10)
        let date = InternalDate(moment: try #require(Moment("2026-01-01T00:00:00Z")))
        #expect(found == [MessageInfo(uid: 30, size: 10, internalDate: date, flags: [.seen])])
        #expect(try session.sizes(from: 31, limit: 10) == [])
    }

    @Test func `C05 a changed UIDVALIDITY ends the session`() throws {
        let server = ScriptedServer(
            Dialogue.examined() + [
                .expect("F0003 NOOP"), .say("* OK [UIDVALIDITY 8] made anew\r\nF0003 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        let fault = #expect(throws: IMAPFault.self) { _ = try session.poll() }
        guard case .uidValidityChanged(from: 7, to: 8) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    /// A script behind the EXAMINE, and the fault that NOOP ends with.
    static let faults: [(String, [ScriptedServer.Step])] = [
        ("a response of more than 524288 octets", [.say("* OK "), .flood(120)]),
        ("a literal of more than 999 GB", [.say("* 1 FETCH (UID 1 BODY[] {9999999999999}\r\n"), .silence]),
        ("the server ended the session [UNAVAILABLE]", [.say("* BYE [UNAVAILABLE] shutting down\r\n"), .silence]),
        ("NOOP: NO [ALERT]", [.say("F0003 NO [ALERT] no\r\n"), .silence]),
        ("NOOP: BAD", [.say("F0003 BAD no\r\n"), .silence]),
        ("the server sent no answer to NOOP by its tag", [.say("F0009 OK done\r\n"), .silence]),
        (
            "the answer to NOOP is unreadable: no status of a tagged response at octet 11",
            [.say("F0003 MAYBE\r\n"), .silence]
        ),
        ("127.0.0.1: no answer in time (NOOP)", [.silence]),
        (
            "127.0.0.1: no answer in time (NOOP)",
            [.drip(String(repeating: "* OK x", count: 100), everyMilliseconds: 40)]
        ),
        ("127.0.0.1: the server closed the connection (NOOP)", []),
        ("127.0.0.1: the server closed the connection (NOOP)", [.say("* 5 EXI")]),
    ]

    @Test(arguments: faults)
    func `R11 nothing a server does holds the session up`(_ expected: String, _ script: [ScriptedServer.Step]) throws {
        let server = ScriptedServer(Dialogue.examined() + [.expect("F0003 NOOP")] + script)
        let session = try Dialogue.inbox(server, patience: .milliseconds(400))
        let fault = #expect(throws: IMAPFault.self) { _ = try session.poll() }
        #expect(fault?.description == expected)
    }

    @Test func `a raised stop ends a waiting session at once`() throws {
        let server = ScriptedServer(Dialogue.examined() + [.silence])
        let stop = WakeUp()
        let session = try IMAPSession(to: Dialogue.endpoint(server), stop: stop)
        _ = try session.examine(.inbox)
        Thread.start { stop.raise() }
        let fault = #expect(throws: IMAPFault.self) { _ = try session.poll() }
        guard case .wire(.cancelled) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a mailbox without UIDVALIDITY is no mailbox for a cursor`() throws {
        let server = ScriptedServer(
            Dialogue.opening() + [.expect("F0002 EXAMINE"), .say("* 3 EXISTS\r\nF0002 OK [READ-ONLY] done\r\n")])
        let session = try Dialogue.session(server)
        let fault = #expect(throws: IMAPFault.self) { _ = try session.examine(.inbox) }
        #expect(fault?.description == "the server sent no UIDVALIDITY")
    }

    @Test func `nothing that a command cannot carry reaches the wire`() throws {
        let server = ScriptedServer(Dialogue.examined() + [.expect("F0003 NOOP"), .say("F0003 OK done\r\n")])
        let session = try Dialogue.inbox(server)
        #expect(throws: IMAPFault.self) { try session.findMessageID("<a@b>\r\nF0009 DELETE INBOX") }
        #expect(throws: IMAPFault.self) { try session.findMessageID("<\u{E9}@b>") }
        #expect(throws: IMAPFault.self) { try session.status(of: MailboxName(wire: Array("a\nb".utf8))) }
        _ = try session.poll()
        #expect(server.mismatches.isEmpty)
    }

    @Test func `who wants to know who we are is told`() throws {
        let server = ScriptedServer(
            Dialogue.opening("IMAP4rev1 ID") + [
                .expect(#"F0002 ID ("name" "fundgate")"#), .say("* ID NIL\r\nF0002 OK done\r\n"),
            ])
        _ = try Dialogue.session(server)
        #expect(server.mismatches.isEmpty)
    }
}
