import Correspondence
import Kernel
import People
import Storage
import Synchronization
import Testing

@testable import Server

@Suite struct AlertTests {
    private func office(receiving: Bool = true) async throws -> (TemporaryOffice, TenantID) {
        let temporary = try await TemporaryOffice()
        let office = temporary.office
        try LocalFile.makeFolder(office.configuration.mailboxesFolder)
        try LocalFile.write(
            Array("{ address: 'desk@test.example', receive: { source: 'maildir', folder: '../in' } }".utf8),
            to: "\(office.configuration.mailboxesFolder)/desk.json5")
        let now = temporary.clock.now()
        let tenant = try await office.database.write { try Tenant.add(name: "Test", by: .system("test"), at: now, $0) }
        _ = try await office.enroll()
        return (temporary, tenant)
    }

    private func watch(_ temporary: TemporaryOffice, log: Log? = nil) -> AlertWatch {
        AlertWatch(database: temporary.office.database, clock: temporary.clock, log: log ?? temporary.office.log)
    }

    private func standing(_ temporary: TemporaryOffice, _ tenant: TenantID) async throws -> [Alert.Kind] {
        try await temporary.office.database.read { try Alert.standing(tenant: tenant, $0).map(\.kind) }
    }

    @Test func `K12 a silent mailbox gives one alert after ten minutes and one all-clear`() async throws {
        let (temporary, tenant) = try await office()
        let lines = Mutex<[String]>([])
        let log = Log(level: .info, clock: temporary.clock) { line in lines.withLock { $0.append(line) } }
        let watch = watch(temporary, log: log)
        for _ in 0..<10 {
            temporary.clock.advance(.minutes(1))
            try await watch.look()
        }
        #expect(try await standing(temporary, tenant) == [])
        for _ in 0..<5 {
            temporary.clock.advance(.minutes(1))
            try await watch.look()
        }
        #expect(try await standing(temporary, tenant) == [.pollSilent])
        let now = temporary.clock.now()
        try await temporary.office.database.write { db in
            for account in try MailAccount.all(tenant: tenant, db) {
                try MailAccount.notePoll(account.id, fault: nil, at: now, db)
            }
        }
        try await watch.look()
        try await watch.look()
        #expect(try await standing(temporary, tenant) == [])
        let all = try await temporary.office.database.read { try Alert.newest(10, tenant: tenant, $0) }
        #expect(all.count == 1 && all[0].clearedAt == now)
        #expect(lines.withLock { $0.filter { $0.contains("alert poll_silent") }.count } == 1)
        #expect(lines.withLock { $0.filter { $0.contains("all clear poll_silent") }.count } == 1)
    }

    @Test(arguments: [
        (DiskSpace(freeBytes: 4_000_000_000, wholeBytes: 100_000_000_000), true),
        (DiskSpace(freeBytes: 900_000_000, wholeBytes: 4_000_000_000), true),
        (DiskSpace(freeBytes: 6_000_000_000, wholeBytes: 100_000_000_000), false),
    ]) func `K19 a disk that is almost full gives an alert`(disk: DiskSpace, isLow: Bool) async throws {
        let (temporary, tenant) = try await office()
        let now = temporary.clock.now()
        let node = Node(id: Node.ID(at: now), name: "desk1:4711", version: "0", isServing: true, at: now)
        try await temporary.office.database.write { db in
            try Node.add(node, db)
            #expect(
                try Node.beat(node.id, freeBytes: disk.freeBytes, wholeBytes: disk.wholeBytes, at: now, db))
        }
        try await watch(temporary).look()
        #expect(try await standing(temporary, tenant) == (isLow ? [.diskLow] : []))
    }

    @Test func `an office that was switched off over night is not silent`() async throws {
        let (temporary, tenant) = try await office()
        temporary.clock.advance(.hours(12))
        try await watch(temporary).look()
        #expect(try await standing(temporary, tenant) == [])
    }

    @Test func `K12 a mail that waits longer than a quarter of an hour gives an alert until it is gone`() async throws {
        let demo = try await TemporaryDemo()
        _ = try await demo.send("marisol", to: ["Candlewick Advance"])
        let watch = AlertWatch(database: demo.demo.office.database, clock: demo.clock, log: demo.demo.office.log)
        let tenant = demo.demo.tenant
        let kinds = { @Sendable in
            try await demo.demo.office.database.read { try Alert.standing(tenant: tenant, $0).map(\.kind.rawValue) }
        }
        demo.clock.advance(.minutes(16))
        try await watch.look()
        #expect(try await kinds().contains("queue_silent"))
        try await demo.exchange()
        try await watch.look()
        #expect(try await !kinds().contains("queue_silent"))
    }
}
