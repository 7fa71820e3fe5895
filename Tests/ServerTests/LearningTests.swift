import Classification
import Correspondence
import Kernel
import People
import Replies
import Storage
import Submissions
import Synchronization
import Testing

@testable import Server

@Suite struct LearningTests {
    private static let who = Who.system("reviewer")

    private func reclassify(_ demo: TemporaryDemo, stores: Bool) async throws -> (Reclassification, [Reread]) {
        let told = Mutex<[Reread]>([])
        let found = try await Reclassification.run(
            demo.demo.office, tenant: demo.demo.tenant, after: nil, stores: stores,
            tell: { reread in told.withLock { $0.append(reread) } }, note: { _ in })
        return (found, told.withLock { $0 })
    }

    private func teach(_ demo: TemporaryDemo, _ phrase: String, _ means: String) async throws -> Phrase.ID {
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let meaning = try #require(PhraseMeaning(code: means))
        return try await demo.demo.office.database.write {
            try Phrase.add(phrase, means: meaning, funder: nil, tenant: tenant, by: Self.who, at: now, $0)
        }
    }

    @Test func `N01 each verdict is a case: the mail, the reading and its version, the truth, who and when`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let message = try await demo.answer(submission, "Declined. Too many NSFs.")
        let (tenant, desk) = (demo.demo.tenant, demo.reviewDesk)
        func correct(_ reasons: [DeclineReason]) async throws {
            var truth = Reading(outcome: .declined)
            truth.declineReasons = reasons
            demo.clock.advance(.seconds(1))
            let (reading, now) = (truth, demo.clock.now())
            try await demo.demo.office.database.write {
                try desk.correct(
                    message, submission: submission, correction: reading, tenant: tenant, by: Self.who, at: now, $0)
            }
        }
        try await correct([.negativeDays])
        try await correct([.lowBalances])
        let cases = try await demo.demo.office.database.read {
            try ReadingCase.list(after: nil, limit: 10, tenant: tenant, $0)
        }
        #expect(cases.map(\.changed) == [[], ["decline_reasons"]])
        #expect(cases.allSatisfy { $0.message == message && $0.who == Self.who })
        #expect(cases.last?.at == demo.clock.now())
        #expect(cases.allSatisfy { $0.reader == "rules:\(ReplyReader.version)" && $0.wordsVersion == 0 })
        #expect(cases.last?.truth["decline_reasons"] == ["low_balances"])
        #expect(cases.last?.machine["decline_reasons"] == ["negative_days"])
        #expect(cases.last?.value(hasText: true)["text"]?.text?.contains("Too many NSFs") == true)
        #expect(cases.last?.value(hasText: false)["text"] == nil)
    }

    @Test func `D11 an offer without its amount is not confirmed, and nothing is half done`() async throws {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let message = try await demo.answer(submission, "Declined. Too many NSFs.")
        let (tenant, desk, now) = (demo.demo.tenant, demo.reviewDesk, demo.clock.now())
        let before: Int? = try await demo.value("SELECT count(*) FROM submission_event")
        var second = OfferTerms()
        second.factorRate = ExactNumber(135, decimals: 2)
        for offers in [[], [second]] {
            var truth = Reading(outcome: .offered)
            truth.offers = offers
            let reading = truth
            await #expect(throws: ReviewRefusal.noAmount) {
                try await demo.demo.office.database.write {
                    try desk.correct(
                        message, submission: submission, correction: reading, tenant: tenant, by: Self.who, at: now, $0)
                }
            }
        }
        #expect(try await demo.value("SELECT count(*) FROM submission_event") == before)
        #expect(ReviewRefusal.noAmount.field == "offer_amount" && ReviewRefusal.noAmount.code == "offer_amount_missing")
    }

    @Test func `D17 reclassify tells what new words change, stores it beside the old, and touches no effect`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let names = ["Granite Step Funding", "Pelican Row Finance", "Lanternfish Capital"]
        let submissions = try await demo.submit("marisol", to: names)
        // One took effect, one was decided by a person, one waits.
        let applied = try await demo.answer(submissions[0], "Declined. See the vega file, too many NSFs.")
        let decided = try await demo.answer(submissions[1], "Declined. See the vega file, too many NSFs.")
        let waiting = try await demo.answer(submissions[2], "Marbled shelf.")
        let (tenant, desk, office) = (demo.demo.tenant, demo.reviewDesk, demo.demo.office)
        let now = demo.clock.now()
        try await office.database.write {
            try desk.correct(
                decided, submission: submissions[1], correction: try Reading(value: ["outcome": "declined"]),
                tenant: tenant, by: Self.who, at: now, $0)
        }
        #expect(try await demo.value("SELECT count(*) FROM review_item WHERE message_id = \(waiting)") == 1)
        _ = try await teach(demo, "vega file", "reason:low_balances")
        let meaning = try await teach(demo, "marbled shelf", "outcome:declined")

        let readings = try await demo.value("SELECT count(*) FROM reading", as: Int.self)
        let (dry, told) = try await reclassify(demo, stores: false)
        try #require(dry.changed == 3 && told.map(\.message) == [applied, decided, waiting])
        #expect(told.map(\.fate) == [.proposed, .decided, .waiting])
        #expect(dry.parts == ["decline_reasons": 3, "outcome": 1])
        #expect(told[2].reading.evidence.map(\.rule).contains("words:\(meaning)"))
        #expect(try await demo.value("SELECT count(*) FROM reading") == readings, "a dry run stores nothing")
        #expect(try await demo.value("SELECT count(*) FROM review_item WHERE cause = 'changed_reading'") == 0)

        let events = try await demo.value("SELECT count(*) FROM submission_event", as: Int.self)
        let (stored, _) = try await reclassify(demo, stores: true)
        #expect(stored.value == dry.value)
        #expect(try await demo.value("SELECT count(*) FROM reading", as: Int.self) == (readings ?? 0) + 3)
        #expect(
            try await demo.value("SELECT count(*) FROM submission_event") == events, "nothing takes effect by itself")
        let reviews: [String] = try await office.database.read { db in
            try db.rows("SELECT message_id FROM review_item WHERE cause = 'changed_reading' AND state = 'open'").map {
                try $0["message_id"]
            }
        }
        #expect(reviews == [applied.description], "what took effect goes to review, what a person decided stays")
        #expect(
            try await demo.value("SELECT decline_code FROM submission WHERE id = \(submissions[0])") == "negative_days")
        let (again, _) = try await reclassify(demo, stores: true)
        #expect(again.changed == 0, "a second run finds nothing new")
    }

    @Test func `D17 a person keeps what took effect, or takes what is read now`() async throws {
        let demo = try await TemporaryDemo()
        let submissions = try await demo.submit("marisol", to: ["Granite Step Funding", "Pelican Row Finance"])
        for submission in submissions {
            try await demo.answer(submission, "Declined. See the vega file, too many NSFs.")
        }
        _ = try await teach(demo, "vega file", "reason:low_balances")
        _ = try await reclassify(demo, stores: true)
        let (tenant, desk, office) = (demo.demo.tenant, demo.reviewDesk, demo.demo.office)
        let items = try await office.database.read {
            try ReviewItem.open(tenant: tenant, after: nil, limit: 9, $0).filter { $0.cause == .changedReading }
        }.sorted { $0.candidates[0] == submissions[0] && $1.candidates[0] == submissions[1] }
        try #require(items.map(\.candidates) == submissions.map { [$0] })
        demo.clock.advance(.seconds(5))
        let now = demo.clock.now()
        try await office.database.write { db in
            try desk.keep(items[0].id, tenant: tenant, by: Self.who, at: now, db)
            try desk.settle(
                items[1].id, submission: submissions[1], correction: nil, tenant: tenant, by: Self.who, at: now, db)
        }
        let codes: [String?] = try await office.database.read { db in
            try submissions.map { try Submission.find($0, tenant: tenant, db).declineCode }
        }
        #expect(codes == ["negative_days", "low_balances"])
        let changed = try await office.database.read {
            try ReadingCase.list(after: nil, limit: 9, tenant: tenant, $0).map(\.changed)
        }
        #expect(Set(changed) == [["decline_reasons"], []], "both are verdicts on what is read now")
        try await office.database.write { db in
            try desk.reopen(items[0].id, tenant: tenant, by: Self.who, at: now, db)
        }
        #expect(
            try await demo.value("SELECT status FROM submission WHERE id = \(submissions[0])") == "declined",
            "to reopen what was kept takes nothing back")
    }

    @Test func `N06 a run that was broken off goes on behind the mail that it named`() async throws {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let first = try await demo.answer(submission, "The vega file is declined.")
        try await demo.answer(submission, "The vega file is declined, again.")
        _ = try await teach(demo, "vega file", "reason:low_balances")
        let rest = try await Reclassification.run(
            demo.demo.office, tenant: demo.demo.tenant, after: first, stores: false, tell: { _ in }, note: { _ in })
        #expect(rest.count == 1)
    }
}
