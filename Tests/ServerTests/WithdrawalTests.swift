import Correspondence
import Funders
import Kernel
import Outbox
import SMTP
import Storage
import Submissions
import TestServers
import Testing

@testable import Server

/// The merchant goes elsewhere while its application is on its way out.
@Suite struct WithdrawalTests {
    private let demo: TemporaryDemo
    private let funder = "Lanternfish Capital"

    init() async throws { demo = try await TemporaryDemo() }

    /// A submission whose mail is queued, and the mail.
    private func queued() async throws -> (id: Submission.ID, item: OutboxItem.ID) {
        _ = try await demo.send("marisol", to: [funder])
        let id = try await demo.value("SELECT id FROM submission ORDER BY id DESC LIMIT 1", as: Submission.ID.self)
        let item = try await demo.value("SELECT id FROM outbox ORDER BY id DESC LIMIT 1", as: OutboxItem.ID.self)
        return (try #require(id), try #require(item))
    }

    private func withdraw(_ id: Submission.ID, notice: Bool) async throws -> Value {
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k\(id)", [.broker], tenant: demo.demo.tenant)
        let reply = try await live.ask(
            "POST", "/submissions/\(id)/withdrawal", key: key, accept: "application/json",
            body: "reason=closed\(notice ? "&notice=true" : "")")
        #expect(reply.status < 300, "\(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    private func status(_ id: Submission.ID) async throws -> Status {
        try await demo.demo.office.database.read { [tenant = demo.demo.tenant] in
            try Submission.find(id, tenant: tenant, $0).status
        }
    }

    private func states() async throws -> [String] {
        try await demo.demo.office.database.read { db in
            try db.rows(
                "SELECT kind, state FROM outbox JOIN message ON message.id = outbox.message_id ORDER BY kind"
            )
            .map { "\(try $0.get("kind", as: String.self)) \(try $0.get("state", as: String.self))" }
        }
    }

    @Test(arguments: [false, true])
    func `A56 what has not left never leaves, whether the funder is to be told or not`(notice: Bool) async throws {
        let (id, _) = try await queued()
        _ = try await withdraw(id, notice: notice)
        demo.clock.advance(.hours(30))
        try await demo.sendOut()
        #expect(try await status(id) == .cancelled)
        #expect(try await states() == ["submission cancelled"])
    }

    @Test(arguments: [false, true])
    func `A56 what is being sent does not leave later, and then nobody is told that it is withdrawn`(isLate: Bool)
        async throws
    {
        let (id, item) = try await queued()
        let office = demo.demo.office
        let mail = try await lease(item)
        let now = demo.clock.now()
        if isLate { try await office.database.write { try OutboxItem.note(.finalDot, of: mail, at: now, $0) } }
        let answer = try await withdraw(id, notice: true)
        #expect(answer["lines"]?.list?.map { $0["state"]?.text } == ["told"])
        // Its node is gone.
        demo.clock.advance(.minutes(11))
        try await demo.sendOut()
        demo.clock.advance(.hours(30))
        try await demo.sendOut()
        #expect(try await status(id) == .merchantWithdrawn)
        let expected =
            isLate ? ["submission uncertain", "withdrawal sent"] : ["submission cancelled", "withdrawal cancelled"]
        #expect(try await states() == expected)
        #expect(try await demo.value("SELECT recalled_by FROM outbox WHERE id = \(item)", as: String?.self) != nil)
    }

    @Test func `A56 a mail that failed is not tried again once its submission is withdrawn`() async throws {
        let (id, item) = try await queued()
        try await lose(item)
        _ = try await withdraw(id, notice: false)
        #expect(try await status(id) == .cancelled)
        await #expect(throws: IllegalMove.self) { try await retry(item) }
        let reasons = try await demo.demo.office.database.read { [tenant = demo.demo.tenant] in
            try SubmissionEvent.of(id, tenant: tenant, $0).compactMap { $0.detail["reason"]?.text }
        }
        #expect(reasons == ["closed"])
        try await demo.sendOut()
        #expect(try await states() == ["submission cancelled"])
    }

    @Test func `A56 D10 a mail that failed is not tried again once its funder answered all the same`() async throws {
        let (id, item) = try await queued()
        try await lose(item)
        try await record(.declined, on: id)
        await #expect(throws: SubmissionRefusal.over(id, .declined)) { try await retry(item) }
        #expect(try await states() == ["submission failed"])
    }

    @Test(arguments: [false, true])
    func `A56 documents that wait to follow are not sent after the withdrawal`(hasFailed: Bool) async throws {
        let (id, _) = try await queued()
        try await demo.sendOut()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("f", [.broker], tenant: demo.demo.tenant)
        let file = try await demo.value(
            """
            SELECT application_file.id FROM application_file
              JOIN submission ON submission.application_id = application_file.application_id
             WHERE submission.id = \(id) ORDER BY application_file.id LIMIT 1
            """, as: String.self)
        let sent = try await live.ask(
            "POST", "/submissions/\(id)/follow-up", key: key, accept: "application/json",
            body: "files=\(try #require(file))")
        #expect(sent.status < 300, "\(sent.body)")
        let last = try await demo.value("SELECT id FROM outbox ORDER BY id DESC LIMIT 1", as: OutboxItem.ID.self)
        let item = try #require(last)
        if hasFailed { try await lose(item) }
        _ = try await withdraw(id, notice: true)
        demo.clock.advance(.hours(30))
        try await demo.sendOut()
        #expect(try await states() == ["follow_up cancelled", "submission sent", "withdrawal sent"])
        await #expect(throws: IllegalMove.self) { try await retry(item) }
    }

    @Test func `A56 a mail that is refused for good while it is asked back leaves no letter about it`() async throws {
        let (id, item) = try await queued()
        let mail = try await lease(item)
        _ = try await withdraw(id, notice: true)
        let now = demo.clock.now()
        try await demo.demo.office.database.write { db in
            let refused = DeliveryResult(
                recipients: [], finalReply: nil, phase: .connected,
                outcome: .refused(SMTPReply(code: 554, lines: ["5.7.1 no"])))
            try OutboxItem.conclude(mail, refused, at: now, effects: SendEffectsTable.apply, db)
        }
        demo.clock.advance(.hours(30))
        try await demo.sendOut()
        #expect(try await states() == ["submission failed", "withdrawal cancelled"])
    }

    private func lease(_ item: OutboxItem.ID) async throws -> LeasedMail {
        demo.clock.advance(.seconds(10))
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let leased = try await demo.demo.office.database.write { db -> LeasedMail? in
            let account = try MailAccount.find(OutboxItem.find(item, tenant: tenant, db).account, tenant: tenant, db)
            let limits = SendingLimits(perMinute: 100, recipientsPerDay: 100)
            return try OutboxItem.lease(account: account, limits: limits, most: 1, owner: "gone/1", at: now, db).first
        }
        return try #require(leased)
    }

    /// Nobody knows what became of it, and then a person says that it never arrived.
    private func lose(_ item: OutboxItem.ID) async throws {
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        try await demo.demo.office.database.write { db in
            try db.run("UPDATE outbox SET state = 'uncertain' WHERE id = \(item)")
            try OutboxItem.settle(
                item, arrived: false, evidence: "person:x", tenant: tenant, by: .system("test"), at: now,
                effects: SendEffectsTable.apply, db)
        }
    }

    private func retry(_ item: OutboxItem.ID) async throws {
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        try await demo.demo.office.database.write {
            try OutboxItem.retry(
                item, tenant: tenant, by: .system("test"), at: now, effects: SendEffectsTable.apply, $0)
        }
    }

    private func record(_ type: EventType, on id: Submission.ID) async throws {
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        _ = try await demo.demo.office.database.write {
            try Submission.record(
                SubmissionEvent.New(type, at: now, by: .system("test")), on: id, tenant: tenant, at: now, $0)
        }
    }
}
