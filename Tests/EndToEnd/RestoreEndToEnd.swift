import Correspondence
import Kernel
import Outbox
import Storage
import TestDatabases
import Testing

@testable import Server
@testable import SupportWallet

/// What happens to mail when a backup is restored, on either engine.
@Suite struct RestoreEndToEnd {
    /// The office of a backup, in a data folder and a database of its own; the mailboxes are those that go on.
    private struct Restored {
        let office: Office
        let workers: Workers
        let accounts: [EnrolledAccount]
        let held: Backup.Held

        init(_ file: String, of desk: AnsweredOffice) async throws {
            let settings: Value = [
                "data": "restored", "templates": .string("\(Repository.folder)/templates"), "mailboxes": "mailboxes",
                "log_level": "quiet",
            ]
            let configuration = try Configuration(
                settings, environment: TestDatabases.environment("\(desk.test.folder.path)/restored"),
                base: desk.test.folder.path)
            held = try await Backup.restore(file, into: configuration, at: desk.clock.now())
            office = try await Office.open(configuration, clock: desk.clock, log: Log(level: .quiet))
            accounts = try await office.enroll()
            workers = Workers(office, accounts: accounts)
        }

        /// How many mails were tried.
        func drainOutbox() async throws -> Int {
            var count = 0
            for enrolled in accounts {
                guard let sending = enrolled.file.send else { continue }
                count += try await Sender(account: enrolled.account, sending: sending, parts: workers.senderParts)
                    .drain()
            }
            return count
        }

        /// Fetches and files what lies in the mailboxes.
        func fetch() async throws {
            for enrolled in accounts { _ = try await workers.poller(enrolled)?.once() }
            _ = try await workers.filer.drain()
        }

        func count(_ table: SQL) async throws -> Int {
            try await office.database.read { try $0.value("SELECT count(*) FROM \(part: table)") ?? -1 }
        }
    }

    private func backup(_ desk: AnsweredOffice) async throws -> String {
        let file = "\(desk.test.folder.path)/backup.tar"
        _ = try await Backup.make(
            desk.test.office.configuration, database: desk.test.database, blobs: desk.test.office.blobs, to: file,
            withKey: true)
        return file
    }

    @Test func `K17 nothing that a backup had queued goes out after the restore before a person looked`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.queue()
        let file = try await backup(desk)
        // After the backup was made the mail goes out.
        #expect(try await desk.test.drainOutbox() == 1)
        let restored = try await Restored(file, of: desk)
        #expect(restored.held == Backup.Held(mails: 1))
        #expect(try await restored.drainOutbox() == 0)
        let tenant = desk.test.tenant
        let held = try await restored.office.database.read { db in
            try db.rows("SELECT \(part: OutboxItem.columns) FROM outbox WHERE tenant_id = \(tenant)").map(
                OutboxItem.init)
        }
        #expect(held.map(\.state) == [.held])
        #expect(held.first?.why.contains("restored from a backup") == true)
        #expect(desk.mailbox(of: made.funderAddress).count == 1)
        #expect(try await Verification.run(restored.office.database, restored.office.blobs).isWhole)
    }

    @Test func `I28 support that a backup had approved is held after the restore, and nothing of it leaves by itself`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let id = try await desk.test.approvedCash()
        let restored = try await Restored(try await backup(desk), of: desk)
        #expect(restored.held == Backup.Held(supports: 1))
        #expect(restored.held.sentences.map { $0.contains("/admin/support/disbursements") } == [true])
        let tenant = desk.test.tenant
        let found = try await restored.office.database.read { try Disbursement.of(id, tenant: tenant, $0) }
        #expect(found?.state == .waiting && found?.heldAt == desk.clock.now())
    }

    @Test
    func `K17 the first poll after a restore makes no doubles, takes in what came since, and sends nothing again`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        try await desk.answer(made, "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
        let file = try await backup(desk)
        // The office goes on; the backup does not know of this mail.
        try await desk.answer(made, "Please send the last three months of bank statements.")
        let received: SQL = "message WHERE direction = 'in'"
        #expect(try await desk.test.count(received) == 2)

        let restored = try await Restored(file, of: desk)
        #expect(restored.held == Backup.Held())
        #expect(try await restored.count(received) == 1)
        for _ in 1...2 {
            try await restored.fetch()
            #expect(try await restored.count(received) == 2)
            #expect(try await restored.count("offer") == 1)
            #expect(try await restored.drainOutbox() == 0)
        }
        #expect(desk.mailbox(of: made.funderAddress).count == 1)
        #expect(try await Verification.run(restored.office.database, restored.office.blobs).isWhole)
    }
}
