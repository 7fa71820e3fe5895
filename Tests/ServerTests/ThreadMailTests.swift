import Applications
import Correspondence
import Funders
import Kernel
import Outbox
import Storage
import Submissions
import TestDatabases
import Testing

@testable import Server

/// Further mails in the thread of a submission, from the click to what became of the mail.
@Suite struct ThreadMailTests {
    private func told(_ live: LiveDesk, _ method: String, _ path: String, _ key: String, _ body: String? = nil)
        async throws -> (status: Int, value: Value)
    {
        let reply = try await live.ask(method, path, key: key, accept: "application/json", body: body)
        // What is no JSON is seen by its status.
        return (reply.status, (try? Value(parsing: Array(reply.body.utf8))) ?? .null)
    }

    private enum Fate: CaseIterable { case arrived, cancelled, lost, bounced }

    @Test(arguments: Fate.allCases)
    private func `N08 a nudge brings no documents, and one that never left does not use up the one nudge`(fate: Fate)
        async throws
    {
        let demo = try await TemporaryDemo()
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let live = try LiveDesk(office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: tenant)
        let now = demo.clock.now()
        try await office.database.write { db in
            try db.run(
                """
                INSERT INTO funder_clock (tenant_id, funder_id, answers, curve, silent_minutes, promised, kept, learned_at)
                SELECT \(tenant), id, 99, \(Value.list((1...99).map { Value($0) })), 98, 0, 0, \(now) FROM funder
                 WHERE name = 'Lanternfish Capital'
                """)
        }
        let id = try await demo.submit("marisol", to: ["Lanternfish Capital"])[0]
        let path = "/submissions/\(id)"
        func silentAt() async throws -> Moment? {
            try await demo.value(
                "SELECT silent_at FROM submission_result WHERE submission_id = \(id)", as: Moment?.self)
                ?? nil
        }
        let silent = try await silentAt()
        demo.clock.advance(.hours(30))
        let (status, sent) = try await told(live, "POST", "\(path)/nudge", key, "text=Any+news%3F")
        let item = try #require(sent["outbox"]?.text.flatMap { OutboxItem.ID($0) })
        let isStanding: Bool = try await silentAt() == nil
        #expect(status < 300 && silent != nil && isStanding)
        let at = demo.clock.now()
        switch fate {
        case .arrived: try await demo.sendOut()
        case .cancelled:
            try await office.database.write {
                try OutboxItem.cancel(
                    item, tenant: tenant, by: .system("test"), at: at, effects: SendEffectsTable.apply, $0)
            }
        case .lost:
            try await office.database.write { db in
                try db.run("UPDATE outbox SET state = 'uncertain' WHERE id = \(item)")
                try OutboxItem.settle(
                    item, arrived: false, evidence: "person:x", tenant: tenant, by: .system("test"), at: at,
                    effects: SendEffectsTable.apply, db)
            }
        case .bounced:
            try await demo.sendOut()
            let message = try #require(sent["message"]?.text.flatMap { Message.ID($0) })
            let key = try await office.database.read { try Message.find(message, tenant: tenant, $0).key }
            let report = NoticeTests.report(
                on: key, "newdeals@lanternfish.example", status: "5.1.1", action: "failed")
            try await demo.receive(NoticeTests.report, report)
            #expect(try await silentAt() != nil, "the silence counts again")
        }
        let documents: Int? = try await demo.value(
            "SELECT count(*) FROM submission_event WHERE submission_id = \(id) AND type = 'docs_sent'")
        #expect(documents == 0)
        let again = try await told(live, "POST", "\(path)/nudge", key, "text=Any+news+now%3F")
        guard fate != .arrived else {
            #expect(again.status == 409 && again.value["code"] == "already_nudged")
            #expect(try await silentAt() == nil)
            return
        }
        #expect(again.status < 300, "\(again.value)")
        #expect(try await told(live, "GET", path, key).value["silence"]?["nudge"]?["message"] == again.value["message"])
        // The first one does not go out beside it.
        guard fate == .lost else { return }
        await #expect(throws: NudgeRefusal.self) {
            try await office.database.write {
                try OutboxItem.retry(
                    item, tenant: tenant, by: .system("test"), at: at, effects: SendEffectsTable.apply, $0)
            }
        }
    }

    @Test func `N08 the hour of a silence is set anew when its nudge is taken back`() async throws {
        let demo = try await TemporaryDemo()
        let (office, tenant, now) = (demo.demo.office, demo.demo.tenant, demo.clock.now())
        try await office.database.write { db in
            try db.run(
                """
                INSERT INTO funder_clock (tenant_id, funder_id, answers, curve, silent_minutes, promised, kept, learned_at)
                SELECT \(tenant), id, 99, \(Value.list((1...99).map { Value($0) })), 98, 0, 0, \(now) FROM funder
                 WHERE name = 'Lanternfish Capital'
                """)
        }
        let id = try await demo.submit("marisol", to: ["Lanternfish Capital"])[0]
        let before: Moment? = try await demo.value(
            "SELECT silent_at FROM submission_result WHERE submission_id = \(id)")
        demo.clock.advance(.hours(30))
        let answers = try await AtOnce.all(12) { _ in
            try await office.sendingDesk.nudge(
                id, text: "Any news?", key: IdempotencyKey("one", command: "POST /nudge", body: [:]), tenant: tenant,
                by: .system("test")
            ).answer
        }
        #expect(answers.allSatisfy { $0 == answers[0] }, "one key is one nudge, however often it is asked at once")
        let item = try #require(answers[0]["outbox"]?.text.flatMap { OutboxItem.ID($0) })
        let at = demo.clock.now()
        try await office.database.write {
            try OutboxItem.cancel(
                item, tenant: tenant, by: .system("test"), at: at, effects: SendEffectsTable.apply, $0)
        }
        let after: Moment? = try await demo.value("SELECT silent_at FROM submission_result WHERE submission_id = \(id)")
        #expect(before != nil && after == before)
    }

    @Test func `A56 a funder that cannot be written to is left with its reason, and the others are withdrawn`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let (office, tenant, now) = (demo.demo.office, demo.demo.tenant, demo.clock.now())
        let live = try LiveDesk(office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: tenant)
        let names = ["Granite Step Funding", "Pelican Row Finance"]
        let sent = try await demo.submit("marisol", to: names)
        let retired = MailAccount.ID(bits: 99)
        // One was sent from an account whose file is gone since, one before the program was used.
        let (application, past) = try await office.database.write { db -> (Application.ID, Submission.ID) in
            try db.run(
                """
                INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state,
                                          created_at)
                VALUES (\(retired), \(tenant), 'old', 'old@desk.example', 'Old', 1, 1, 'retired', \(now))
                """)
            try db.run("UPDATE submission SET account_id = \(retired) WHERE id = \(sent[0])")
            let application = try Submission.find(sent[0], tenant: tenant, db).application
            let funder: Funder.ID? = try db.value("SELECT id FROM funder WHERE name = 'Lanternfish Capital'")
            let past = try PastSubmission(application, to: try #require(funder), sentAt: now - .days(3))
                .add(account: retired, tenant: tenant, by: .system("test"), db)
            return (application, past)
        }
        let order = "application=\(application)&reason=closed"
        let asked = try await live.ask(
            "POST", "/submissions/withdrawal", key: key, accept: "application/json", body: order, once: "w")
        let first = try Value(parsing: Array(asked.body.utf8))
        let lines = (first["lines"]?.list ?? []).map { line in
            [line["submission"], line["state"], line["code"]].map { $0?.text ?? "-" }.joined(separator: " ")
        }
        #expect(
            Set(lines) == ["\(sent[0]) left account_cannot_send", "\(sent[1]) told -", "\(past) left nothing_sent"])
        let states: [String] = try await office.database.read { db in
            try [sent[0], sent[1], past].map { try Submission.find($0, tenant: tenant, db).status.rawValue }
        }
        #expect(states == ["sent", "merchant_withdrawn", "sent"])
        // The page that follows says who was left and why, and the same request once more withdraws nothing anew.
        let page = try await live.ask("POST", "/submissions/withdrawal", key: key, body: order, once: "w")
        #expect(page.status == 200 && page.body.split(separator: "Not withdrawn").count == 3, "\(page.body)")
        for name in ["Granite Step Funding", "Pelican Row Finance", "Lanternfish Capital"] {
            #expect(page.body.contains("<b>\(name)</b>"))
        }
        #expect(page.body.contains(#"href="/submissions?application=\#(application)""#))
        // Where nobody can be written to it is refused; without a mail each can be withdrawn.
        let second = try await told(live, "POST", "/submissions/withdrawal", key, order)
        #expect(second.status == 409)
        for id in [sent[0], past] {
            #expect(try await told(live, "POST", "/submissions/\(id)/withdrawal", key, "reason=closed").status < 300)
        }
    }
}
