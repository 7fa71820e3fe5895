import Glibc
import IMAP
import Kernel
import Storage
import TestServers
import Testing

@testable import Inbox

@Suite struct ScriptedPollTests {
    private typealias Step = ScriptedServer.Step

    private static let texts = (1...3).map { mail("s\($0)", id: $0 == 2 ? nil : "<\($0)@x>") }

    /// From the greeting to EXAMINE.
    private static func opening(uidValidity: Int = 7) -> [Step] {
        [
            .say("* OK ready\r\n"), .expect("A001 CAPABILITY"), .say("* CAPABILITY IMAP4rev1\r\nA001 OK done\r\n"),
            .expect("F0001 CAPABILITY"), .say("* CAPABILITY IMAP4rev1\r\nF0001 OK done\r\n"), .expect("F0002 EXAMINE"),
            .say("* 3 EXISTS\r\n* OK [UIDVALIDITY \(uidValidity)] x\r\n* OK [UIDNEXT 4] x\r\nF0002 OK done\r\n"),
        ]
    }

    private static func sizes(_ tag: String, _ set: String, _ uids: [Int]) -> [Step] {
        let lines = uids.map { "* \($0) FETCH (UID \($0) RFC822.SIZE \(texts[$0 - 1].utf8.count) FLAGS ())\r\n" }
        return [.expect("\(tag) UID FETCH \(set) (UID RFC822.SIZE"), .say(lines.joined() + "\(tag) OK done\r\n")]
    }

    private static func body(_ uid: Int, _ section: String = "[]") -> String {
        let text = texts[uid - 1]
        return "* \(uid) FETCH (UID \(uid) BODY\(section) {\(text.utf8.count)}\r\n\(text))\r\n"
    }

    private static func end(_ tag: String, _ next: String) -> [Step] {
        [
            .expect("\(tag) UID FETCH 4:*"), .say("\(tag) OK done\r\n"), .expect("\(next) LOGOUT"),
            .say("* BYE\r\n\(next) OK\r\n"),
        ]
    }

    private func room(_ server: ScriptedServer) async throws -> Mailroom {
        try await Mailroom("source: 'imap', host: '127.0.0.1', port: \(server.port), security: 'none'")
    }

    @Test func `C09 R02 R03 a mail in which the connection is cut each time goes to quarantine, the others come`()
        async throws
    {
        let cut = "* 2 FETCH (UID 2 BODY[] {5000}\r\nFrom: half"
        let part = "* 2 FETCH (UID 2 BODY[]<0> {5000}\r\nFrom: half"
        let again: [Step] =
            Self.opening() + Self.sizes("F0003", "2:3", [2, 3]) + [
                .expect("F0004 UID FETCH 3 (UID BODY.PEEK[])"), .say(Self.body(3) + "F0004 OK done\r\n"),
            ]
        let server = ScriptedServer(
            Self.opening() + Self.sizes("F0003", "1:3", [1, 2, 3]) + [
                .expect("F0004 UID FETCH 1:3"), .say(Self.body(1) + cut),
            ],
            again + [.expect("F0005 UID FETCH 2 (UID BODY.PEEK[]<0."), .say(part)],
            again + [.expect("F0005 UID FETCH 2 (UID BODY.PEEK[]<0."), .say(part)], again + Self.end("F0005", "F0006"))
        let room = try await room(server)
        let poller = try room.poller()
        for _ in 1...3 {
            await #expect(throws: IMAPFault.self) { try await poller.once() }
            // What came before the cut is kept.
            #expect(try await room.number("SELECT last_uid FROM mail_folder") == 1)
        }
        _ = try await poller.once()
        #expect(server.mismatches == [])
        #expect(try await room.states() == ["stored": 2, "quarantined": 1])
        #expect(try await room.arrivals(.quarantined).map(\.uid) == [2])
        #expect(try await room.number("SELECT last_uid FROM mail_folder") == 3)
        #expect(try await room.number("SELECT count(*) FROM mail_folder WHERE lease_owner IS NOT NULL") == 0)
    }

    @Test func `K13 mailboxes with a dead login and silent servers do not delay another's mail`()
        async throws
    {
        let refusing = ScriptedServer([
            .say("* OK ready\r\n"), .readLine, .say("* CAPABILITY IMAP4rev1\r\nA001 OK done\r\n"), .readLine,
            .say("A002 NO [AUTHENTICATIONFAILED] the token is dead\r\n"), .silence,
        ])
        let silent = ScriptedServer([.silence])
        let room = try await Mailroom(maildir: "")
        setenv("FUNDGATE_TEST_DEAD", "token", 1)
        // More of them than the machine has threads for tasks.
        var pollers = [try room.poller()]
        for number in 0..<8 {
            let port = number == 0 ? refusing.port : silent.port
            let server = "source: 'imap', host: '127.0.0.1', port: \(port), security: 'none'"
            let login = number == 0 ? ", user: 'broker', password_variable: 'FUNDGATE_TEST_DEAD'" : ""
            pollers.append(try await room.poller(enrolling: "dead\(number)", "\(server)\(login)"))
        }
        let running = pollers.map { poller in Task { await poller.run() } }
        #expect(try await wait { refusing.connectionCount > 0 && silent.connectionCount == 7 })
        room.put("1", mail("one", id: "<1@x>"))
        #expect(try await wait { try await room.states() == ["stored": 1] })
        let faults: SQL = "SELECT count(*) FROM mail_account WHERE poll_fault LIKE '%refused%'"
        #expect(try await wait { try await room.number(faults) == 1 })
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    @Test func `C09 R01 a mail whose body is NIL goes to quarantine and is fetched when a person asks`() async throws {
        let server = ScriptedServer(
            Self.opening() + Self.sizes("F0003", "1:3", [1, 2, 3]) + [
                .expect("F0004 UID FETCH 1:3"),
                .say(Self.body(1) + "* 2 FETCH (UID 2 BODY[] NIL)\r\n" + Self.body(3) + "F0004 OK done\r\n"),
                .expect("F0005 UID FETCH 2 (UID BODY.PEEK[]<0."), .say("F0005 NO [SERVERBUG] broken\r\n"),
            ] + Self.end("F0006", "F0007"),
            Self.opening() + [.expect("F0003 UID FETCH 4:*"), .say("F0003 OK done\r\n")]
                + Self.sizes("F0004", "2", [2]) + [
                    .expect("F0005 UID FETCH 2 (UID BODY.PEEK[]<0."), .say(Self.body(2, "[]<0>") + "F0005 OK done\r\n"),
                    .expect("F0006 LOGOUT"), .say("* BYE\r\nF0006 OK\r\n"),
                ])
        let room = try await room(server)
        _ = try await room.poller().once()
        let held = try #require(try await room.arrivals(.quarantined).first)
        #expect(held.uid == 2 && held.why == "the server did not give this mail: it refused (SERVERBUG)")
        let (tenant, now) = (room.tenant, room.clock.now())
        try await room.database.write { try Arrival.retry(held.id, tenant: tenant, by: .system("t"), at: now, $0) }
        #expect(try await room.poller().once() == 1)
        #expect(server.mismatches == [])
        #expect(try await room.states() == ["stored": 3])
    }

    @Test func `C05 R15 a folder made anew is read again, and nothing is filed or told twice`() async throws {
        func script(_ uidValidity: Int) -> [Step] {
            Self.opening(uidValidity: uidValidity) + Self.sizes("F0003", "1:3", [1, 2, 3]) + [
                .expect("F0004 UID FETCH 1:3"), .say((1...3).map { Self.body($0) }.joined() + "F0004 OK done\r\n"),
            ] + Self.end("F0005", "F0006")
        }
        let server = ScriptedServer(script(7), script(8))
        let room = try await room(server)
        for _ in 1...2 {
            #expect(try await room.poller().once() == 3)
            _ = try await room.filer.drain()
        }
        #expect(server.mismatches == [])
        // The second of the mails has no id: its bytes tell that it is the same.
        #expect(room.subjects == ["s1", "s2", "s3"])
        #expect(try await room.number("SELECT count(*) FROM message") == 3)
        #expect(try await room.number("SELECT count(*) FROM message_sighting") == 6)
    }
}
