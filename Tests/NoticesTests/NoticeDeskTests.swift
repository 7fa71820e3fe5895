import Correspondence
import Crypto
import Kernel
import MIME
import Outbox
import People
import Storage
import Templates
import TestDatabases
import TestServers
import Testing

@testable import Notices

/// Notices to partners of any kind, beside the slices that have such partners.
@Suite struct NoticeDeskTests {
    /// An office with an account and two templates of its own.
    private final class Office: Sendable {
        let folder: TemporaryFolder
        let desk: NoticeDesk
        let clock = ManualClock(Moment(seconds: 1_800_000_000))
        let tenant = TenantID(bits: 7)
        let other = TenantID(bits: 8)

        init() async throws {
            folder = try TemporaryFolder()
            let path = folder.path
            let database = try await TestDatabases.open(
                "\(path)/test.db",
                StorageSchema.migrations + PeopleSchema.migrations + CorrespondenceSchema.migrations
                    + OutboxSchema.migrations + NoticesSchema.migrations, at: clock.now())
            _ = Files.write(
                Array("Subject: For {{partner.name}}\n\nYou have {{sum}}. {{broker.company}}\n".utf8),
                to: "\(path)/sum.mail")
            let file = try MailAccountFile(
                name: "desk",
                bytes: Array(
                    "{ address: 'desk@broker.example', display_name: 'Desk', send: { transport: 'maildir', folder: 'm' } }"
                        .utf8), base: path)
            let (tenants, now) = ([tenant, other], clock.now())
            try await database.write { db in
                for tenant in tenants { _ = try MailAccount.enroll(file, tenant: tenant, at: now, db) }
            }
            desk = NoticeDesk(
                database: database, blobs: try BlobStore(folder: "\(path)/blobs"), signer: TokenSigner { $0 },
                templates: try TemplateLibrary(folder: path), clock: clock)
        }

        func letter(_ sum: String, to party: Notice.Party, key: String = "June") -> NoticeLetter {
            NoticeLetter(
                Notice.Matter("sum", key, content: Array(sum.utf8)), to: party, name: "Partner",
                address: "partner@p.example", template: "sum", context: ["sum": .string(sum)],
                anew: { [self] _ in letter(sum, to: party, key: key) })
        }

        /// `times`, or the code of the refusal.
        func send(_ letter: NoticeLetter, again: Bool = false, tenant: TenantID? = nil) async throws -> String {
            clock.advance(.seconds(1))
            do {
                let (value, _) = try await desk.send(
                    letter, again: again, tenant: tenant ?? self.tenant, by: .system("test"))
                return value["times"]?.integer.map { "\($0)" } ?? "?"
            } catch let refusal as any Refusal { return refusal.code }
        }
    }

    @Test func `B06 a notice asked for many times at once with one key goes out once, and all are told the same`()
        async throws
    {
        let office = try await Office()
        let letter = office.letter("$1", to: Notice.Party("payee", Identifier<Office>(bits: 1)))
        let key = IdempotencyKey("one", command: "POST /notices", body: [:])
        let answers = try await AtOnce.all(12) { _ in
            try await office.desk.send(letter, key: key, tenant: office.tenant, by: .system("test")).answer
        }
        #expect(answers.allSatisfy { $0 == answers[0] })
        let sent: Int? = try await office.desk.database.read { try $0.value("SELECT count(*) FROM outbox") }
        #expect(sent == 1)
    }

    @Test func `B06 another kind of partner, matter, office or sum is another notice, and the same is sent once`()
        async throws
    {
        let office = try await Office()
        let id = Identifier<Office>(bits: 1)
        let (payee, sponsor) = (Notice.Party("payee", id), Notice.Party("sponsor", id))
        #expect(try await office.send(office.letter("$1", to: payee)) == "1")
        #expect(try await office.send(office.letter("$1", to: payee)) == "already_sent")
        #expect(try await office.send(office.letter("$1", to: payee), again: true) == "2")
        #expect(try await office.send(office.letter("$2", to: payee)) == "1")
        #expect(try await office.send(office.letter("$1", to: payee, key: "July")) == "1")
        #expect(try await office.send(office.letter("$1", to: sponsor)) == "1", "the same id is another's")
        #expect(try await office.send(office.letter("$1", to: payee), tenant: office.other) == "1")
        let (tenant, other) = (office.tenant, office.other)
        let counts = try await office.desk.database.read { db in
            try [(payee, tenant), (sponsor, tenant), (payee, other), (sponsor, other)].map {
                try Notice.of($0.0, tenant: $0.1, db).count
            }
        }
        #expect(counts == [4, 1, 1, 0])
    }

    @Test func `B06 a notice that cannot be written leaves nothing behind`() async throws {
        let office = try await Office()
        let party = Notice.Party("payee", Identifier<Office>(bits: 1))
        var letter = office.letter("$1", to: party)
        letter.address = nil
        #expect(try await office.send(letter) == "no_address")
        letter.address = "nobody"
        #expect(try await office.send(letter) == "bad_address")
        letter.address = "partner@p.example"
        letter.context = [:]
        #expect(try await office.send(letter) == "hole_without_value")
        let rows: Int? = try await office.desk.database.read {
            try $0.value("SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM outbox)")
        }
        #expect(rows == 0)
    }

    @Test func `B06 a notice's row is never changed`() async throws {
        let office = try await Office()
        _ = try await office.send(office.letter("$1", to: Notice.Party("payee", Identifier<Office>(bits: 1))))
        for change in ["UPDATE notice SET address = 'x@y.example'", "DELETE FROM notice"] as [SQL] {
            await #expect(throws: StorageFault.self) { try await office.desk.database.write { try $0.run(change) } }
        }
    }
}
