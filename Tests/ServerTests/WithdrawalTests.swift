import Correspondence
import Funders
import Kernel
import Outbox
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
                "SELECT kind, state FROM outbox JOIN message ON message.id = outbox.message_id ORDER BY outbox.id"
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
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        demo.clock.advance(.seconds(10))
        let now = demo.clock.now()
        let leased = try await office.database.write { db -> LeasedMail? in
            let account = try MailAccount.find(OutboxItem.find(item, tenant: tenant, db).account, tenant: tenant, db)
            let limits = SendingLimits(perMinute: 100, recipientsPerDay: 100)
            return try OutboxItem.lease(account: account, limits: limits, most: 1, owner: "gone/1", at: now, db).first
        }
        let mail = try #require(leased)
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
        let (office, tenant, now) = (demo.demo.office, demo.demo.tenant, demo.clock.now())
        try await office.database.write { db in
            try db.run("UPDATE outbox SET state = 'uncertain' WHERE id = \(item)")
            try OutboxItem.settle(
                item, arrived: false, evidence: "person:x", tenant: tenant, by: .system("test"), at: now,
                effects: SendEffectsTable.apply, db)
        }
        _ = try await withdraw(id, notice: false)
        await #expect(throws: SubmissionRefusal.over(id, .merchantWithdrawn)) {
            try await office.database.write {
                try OutboxItem.retry(
                    item, tenant: tenant, by: .system("test"), at: now, effects: SendEffectsTable.apply, $0)
            }
        }
        try await demo.sendOut()
        #expect(try await states() == ["submission failed"])
    }
}
