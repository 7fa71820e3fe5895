import Correspondence
import Kernel
import SMTP
import Storage
import TestDatabases
import TestServers
import Testing

@testable import Outbox

@Suite struct SenderTests {
    private static let hello: [ScriptedServer.Step] = [
        .say("220 test ESMTP\r\n"), .expect("EHLO"), .say("250-test\r\n250 SIZE 1000\r\n"), .expect("EHLO"),
        .say("250-test\r\n250 SIZE 1000\r\n"),
    ]
    private static let toData: [ScriptedServer.Step] = [
        .expect("MAIL"), .say("250 ok\r\n"), .expect("RCPT"), .say("250 ok\r\n"), .expect("DATA"), .say("354 go\r\n"),
    ]

    private func office(_ server: ScriptedServer, _ more: String = "") async throws -> Office {
        try await Office(
            send: "transport: 'smtp', host: '127.0.0.1', port: \(server.port), security: 'none', connections: 1\(more)")
    }

    /// Waits until the condition holds; a test that never sees it fails at once with the others.
    private func wait(until condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<48_000 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    @Test func `B02 the recipients on the wire are the snapshot, To and Cc`() async throws {
        let server = ScriptedServer(
            Self.hello + [
                .expect("MAIL FROM:<desk@broker.example>"), .say("250 ok\r\n"), .expect("RCPT TO:<a@x.example>"),
                .say("250 ok\r\n"), .expect("RCPT TO:<b@y.example>"), .say("250 ok\r\n"), .expect("DATA"),
                .say("354 go\r\n"), .readUntil("\r\n.\r\n"), .say("250 2.0.0 taken\r\n"), .expect("QUIT"),
                .say("221 bye\r\n"),
            ])
        let office = try await office(server)
        let id = try await office.queue(to: ["a@x.example"], cc: ["b@y.example"])
        #expect(try await office.sender().drain() == 1)
        #expect(server.mismatches == [])
        let item = try await office.item(id)
        #expect(item.state == .sent && item.lastReply == "250 2.0.0 taken")
        let mail = try await office.database.read { [tenant = office.tenant] in
            try OutboxItem.recipients(of: id, tenant: tenant, $0)
        }
        #expect(mail.map(\.address) == ["a@x.example", "b@y.example"])
        #expect(mail.map(\.field) == [.to, .cc])
    }

    @Test
    func `B08 R23 a connection that ends behind the final dot leaves the mail uncertain, and it is not sent again`()
        async throws
    {
        let server = ScriptedServer(Self.hello + Self.toData + [.readUntil("\r\n.\r\n"), .reset])
        let office = try await office(server)
        let id = try await office.queue(to: ["a@x.example"])
        #expect(try await office.sender().drain() == 1)
        #expect(try await office.item(id).state == .uncertain)
        office.clock.advance(.days(3))
        #expect(try await office.sender().drain() == 0)
        #expect(server.connectionCount == 1)
    }

    @Test func `B08 B10 a connection that ends before the final dot is tried again, a mail too large is not`()
        async throws
    {
        let unlimited: [ScriptedServer.Step] = [
            .say("220 test ESMTP\r\n"), .expect("EHLO"), .say("250 test\r\n"), .expect("EHLO"), .say("250 test\r\n"),
        ]
        let server = ScriptedServer(
            Self.hello + [.expect("QUIT"), .say("221 bye\r\n")], unlimited + Self.toData + [.readBytes(40), .reset])
        let office = try await office(server)
        // More than any socket holds, so that the end of the connection is seen before the dot.
        let id = try await office.queue(to: ["a@x.example"], body: String(repeating: "0123456789\r\n", count: 1 << 20))
        _ = try await office.sender().drain()
        // SIZE 1000 forbids this mail: nothing of it is sent.
        #expect(try await office.item(id).state == .failed)
        let (tenant, now, effects) = (office.tenant, office.clock.now(), office.effects)
        try await office.database.write {
            try OutboxItem.retry(id, tenant: tenant, by: .system("t"), at: now, effects: effects, $0)
        }
        _ = try await office.sender().drain()
        let item = try await office.item(id)
        #expect(item.state == .queued && item.nextAttemptAt == now + .minutes(2))
    }

    @Test func `R25 R26 what cannot be sent at all fails by itself and stands in nobody's way`() async throws {
        let server = ScriptedServer(
            Self.hello + Self.toData + [
                .readUntil("\r\n.\r\n"), .say("250 ok\r\n"), .expect("QUIT"), .say("221 bye\r\n"),
            ])
        let office = try await office(server)
        let badAddress = try await office.queue(to: ["a@x.example"])
        let badSender = try await office.queue(to: ["a@x.example"])
        let noBytes = try await office.queue(to: ["a@x.example"])
        let wrongSize = try await office.queue(to: ["a@x.example"])
        let nobody = try await office.queue(to: ["a@x.example"])
        let good = try await office.queue(to: ["ok@x.example"])
        try await office.database.write { db in
            try db.run("UPDATE outbox_recipient SET address = 'no address' WHERE outbox_id = \(badAddress)")
            try db.run("UPDATE outbox SET envelope_from = '' WHERE id = \(badSender)")
            try db.run("UPDATE outbox SET size_bytes = 5 WHERE id = \(wrongSize)")
            try db.run("UPDATE outbox_recipient SET state = 'refused' WHERE outbox_id = \(nobody)")
            try TestDatabases.dropGuards(of: "message_segment", db)
            let gone = "\(String(repeating: "0", count: 64))"
            try db.run(
                """
                UPDATE message_segment SET blob = \(gone)
                 WHERE message_id = (SELECT message_id FROM outbox WHERE id = \(noBytes))
                """)
        }
        _ = try await office.sender().drain()
        for id in [badAddress, badSender, wrongSize, nobody, noBytes] {
            let item = try await office.item(id)
            #expect(item.state == .failed, "\(item.why)")
        }
        office.clock.advance(.minutes(3))
        _ = try await office.sender().drain()
        #expect(try await office.item(good).state == .sent)
    }

    @Test func `R25 a password that is not there pauses the account and names what is missing`() async throws {
        let server = ScriptedServer(Self.hello)
        let office = try await office(server, ", user: 'u', password_variable: 'FUNDGATE_NO_SUCH_VARIABLE'")
        let id = try await office.queue(to: ["a@x.example"])
        _ = try await office.sender().drain()
        let item = try await office.item(id)
        #expect(item.state == .queued && item.why.contains("FUNDGATE_NO_SUCH_VARIABLE"))
        let (tenant, account) = (office.tenant, office.account.id)
        #expect(try await office.database.read { try MailAccount.find(account, tenant: tenant, $0).state } == .paused)
        #expect(server.connectionCount == 0)
    }

    @Test func `B22 R28 the switch ends a connection that is sending a body, whatever its server does`() async throws {
        // The server takes a few bytes and no more.
        let server = ScriptedServer(
            [
                .say("220 test ESMTP\r\n"), .expect("EHLO"), .say("250 test\r\n"), .expect("EHLO"),
                .say("250 test\r\n"),
            ] + Self.toData + [.readBytes(100), .pause(milliseconds: 600_000)])
        let office = try await office(server)
        let id = try await office.queue(to: ["a@x.example"], body: String(repeating: "0123456789\r\n", count: 1 << 20))
        let sender = try office.sender()
        let running = Task { await sender.run() }
        #expect(try await wait { server.received.count == 1 })
        let (tenant, now) = (office.tenant, office.clock.now())
        try await office.database.write { try StopSwitch.set(true, tenant: tenant, by: .system("t"), at: now, $0) }
        #expect(try await wait { try await office.item(id).state == .queued })
        #expect(try await office.item(id).attempts == 0)
        running.cancel()
        await running.value
        #expect(server.connectionCount == 1)
    }

    @Test func `B22 a mail whose final dot is out gets a moment for its answer when the program ends`() async throws {
        let server = ScriptedServer(
            Self.hello + Self.toData + [
                .readUntil("\r\n.\r\n"), .pause(milliseconds: 300), .say("250 taken\r\n"), .silence,
            ])
        let office = try await office(server)
        let id = try await office.queue(to: ["a@x.example"])
        let sender = try office.sender()
        let running = Task { await sender.run() }
        #expect(try await wait { server.received.count == 1 })
        running.cancel()
        await running.value
        #expect(try await office.item(id).state == .sent)
    }

    @Test func `a connection that had its share of mails is replaced at once`() async throws {
        let mail = Self.toData + [.readUntil("\r\n.\r\n"), .say("250 ok\r\n")]
        let server = ScriptedServer(
            Self.hello + mail + [.expect("MAIL"), .say("421 4.7.0 enough for one connection\r\n")],
            Self.hello + mail + [.expect("QUIT"), .say("221 bye\r\n")])
        let office = try await office(server)
        let ids = [try await office.queue(to: ["a@x.example"]), try await office.queue(to: ["b@x.example"])]
        _ = try await office.sender().drain()
        for id in ids { #expect(try await office.item(id).state == .sent) }
        #expect(server.connectionCount == 2)
    }

    @Test func `B18 K13 one account's dead server does not hold up another's mail`() async throws {
        let dead = ScriptedServer([.silence])
        let office = try await office(dead)
        let live = try MailAccountFile(
            name: "live",
            bytes: Array("{ address: 'b@c.example', send: { transport: 'maildir', folder: 'out' } }".utf8),
            base: office.path)
        let (tenant, now) = (office.tenant, office.clock.now())
        let account = try await office.database.write { try MailAccount.enroll(live, tenant: tenant, at: now, $0) }
        try await office.queue(to: ["a@x.example"])
        let id = try await office.queue(to: ["a@x.example"], account: account)
        let senders = [
            try office.sender(), Sender(account: account, sending: try #require(live.send), parts: office.parts()),
        ]
        let running = senders.map { sender in Task { await sender.run() } }
        #expect(try await wait { try await office.item(id).state == .sent })
        for task in running { task.cancel() }
        for task in running { await task.value }
    }
}
