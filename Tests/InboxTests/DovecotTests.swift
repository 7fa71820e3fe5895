import Correspondence
import Crypto
import Glibc
import Kernel
import Storage
import TestServers
import Testing

@testable import Inbox

@Suite(.enabled(if: MailLab.isAvailable)) struct DovecotTests {
    let lab: MailLab

    init() throws { lab = try #require(MailLab.shared) }

    private func room(_ user: String, _ more: String = "") async throws -> Mailroom {
        setenv("FUNDGATE_TEST_PASSWORD_\(user)", lab.password(of: user), 1)
        return try await Mailroom(
            """
            source: 'imap', host: 'localhost', port: \(lab.imapsPort), security: 'tls', user: '\(user)',
            password_variable: 'FUNDGATE_TEST_PASSWORD_\(user)', authority_file: '\(lab.authorityFile)'\(more)
            """)
    }

    private func flags(_ user: String) -> [String] {
        (Files.names(in: "\(lab.maildir(of: user))/new") + Files.names(in: "\(lab.maildir(of: user))/cur"))
            .map { String($0.drop { $0 != ":" }) }.sorted()
    }

    @Test func `C05 C06 C11 C26 R07 R19 two pollers take 10,000 mails once each, and no flag changes`() async throws {
        let user = "funder16"
        let count = 10_000
        for number in 0..<count { lab.deliver(Array(mail("s\(number)", id: "<\(number)@x>").utf8), to: user) }
        let room = try await room(user)
        let pollers = [try room.poller("node1"), try room.poller("node2")]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for poller in pollers { group.addTask { for _ in 0..<2 { _ = try await poller.once() } } }
            try await group.waitForAll()
        }
        #expect(try await room.states() == ["stored": count])
        #expect(flags(user).allSatisfy { $0.isEmpty || $0 == ":2," })
        // A person reads everything: nothing comes again.
        let folder = lab.maildir(of: user)
        for name in Files.names(in: "\(folder)/new") { rename("\(folder)/new/\(name)", "\(folder)/cur/\(name):2,S") }
        #expect(try await pollers[0].once() == 0)
        #expect(try await room.filer.drain() == count)
    }

    @Test func `C10 R03 R04 a large mail comes after the others, whole`() async throws {
        let user = "funder17"
        let large = Array(mail("large", id: "<l@x>", body: String(repeating: "0123456789\r\n", count: 1 << 20)).utf8)
        lab.deliver(large, to: user)
        lab.deliver(Array(mail("small", id: "<s@x>").utf8), to: user)
        let room = try await room(user)
        #expect(try await room.poller().once() == 3)
        #expect(try await room.filer.drain() == 2)
        let sizes = try await room.arrivals(.filed).map(\.rawSize)
        #expect(sizes.contains(Int64(large.count)) && room.blobs.contains(Digest(of: large)))
        let limited = try await self.room(user, ", largest_mb: 10")
        _ = try await limited.poller().once()
        #expect(try await limited.states() == ["stored": 1, "quarantined": 1])
    }

    @Test func `R17 a folder that is not there stands in nobody's way and is told`() async throws {
        let user = "funder18"
        lab.deliver(Array(mail("one", id: "<1@x>").utf8), to: user)
        let room = try await room(user, ", folders: ['INBOX', 'Nowhere']")
        #expect(try await room.poller().once() == 1)
        let (tenant, id) = (room.tenant, room.account.id)
        let account = try await room.database.read { try MailAccount.find(id, tenant: tenant, $0) }
        #expect(account.lastPolledAt != nil && account.pollFault?.contains("Nowhere") == true)
    }

    @Test func `C12 R22 the same mail in two folders is one message with two sightings and one effect`() async throws {
        let user = "funder15"
        let folder = "\(lab.maildir(of: user))/.All"
        for part in ["", "/tmp", "/new", "/cur"] {
            mkdir(folder + part, 0o700)
            chown(folder + part, 5000, 5000)
        }
        let bytes = Array(mail("one", id: "<1@x>").utf8)
        lab.deliver(bytes, to: user)
        #expect(Files.write(bytes, to: "\(folder)/new/1.copy"))
        chown("\(folder)/new/1.copy", 5000, 5000)
        let room = try await room(user, ", folders: ['INBOX', 'All']")
        #expect(try await room.poller().once() == 2)
        #expect(try await room.filer.drain() == 2)
        #expect(try await room.number("SELECT count(*) FROM message") == 1)
        #expect(try await room.number("SELECT count(*) FROM message_sighting") == 2)
        #expect(room.subjects == ["one"])
    }

    @Test func `C01 R12 news come by IDLE, and what the daily count misses is fetched`() async throws {
        let user = "funder19"
        for number in 0..<3 { lab.deliver(Array(mail("s\(number)", id: "<\(number)@x>").utf8), to: user) }
        let room = try await room(user, ", poll_seconds: 3600")
        #expect(try await room.poller().once() == 3)
        try await room.database.write { try $0.run("DELETE FROM arrival WHERE uid = 2") }
        let poller = try room.poller()
        let (running, filing) = (Task { await poller.run() }, Task { await room.filer.run() })
        #expect(try await wait { try await room.states() == ["filed": 3] })
        let counts = try await room.number("SELECT server_count * 10 + stored_count FROM mail_folder")
        #expect(counts == 32)
        lab.deliver(Array(mail("news", id: "<news@x>").utf8), to: user)
        #expect(try await wait { room.subjects.contains("news") })
        for task in [running, filing] { task.cancel() }
        await running.value
        await filing.value
    }

    @Test func `R11 a login that is refused is told without the password`() async throws {
        let user = "funder20"
        let room = try await room(user)
        setenv("FUNDGATE_TEST_PASSWORD_\(user)", "wrong-hunter2", 1)
        let poller = try room.poller()
        let running = Task { await poller.run() }
        #expect(try await wait { room.logged.withLock { !$0.isEmpty } })
        running.cancel()
        await running.value
        let text = room.logged.withLock { $0.joined() }
        #expect(text.contains("refused") && !text.contains("hunter2"))
    }
}
