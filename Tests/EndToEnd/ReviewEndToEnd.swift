import Classification
import Correspondence
import Kernel
import Replies
import Storage
import Submissions
import Testing

/// What people decide in the review queue, by the routes that the pages use, and how it is undone.
@Suite struct ReviewEndToEnd {
    private static let approval = "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you."
    private static let unclear = "See below and let me know what you think, thanks!"

    private func post(_ desk: AnsweredOffice, _ target: String, _ body: Value = [:]) async throws {
        desk.clock.advance(.minutes(1))
        _ = try await desk.test.caller.call(.post, target, body, as: desk.test.broker)
    }

    @Test func `N01 D11 a correction takes effect, is kept as a case, and undo gives the former state`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let mail = try #require(try await desk.answer(made, Self.unclear))
        let item = try #require(mail.review?.id)
        let before = try await desk.test.picture(of: made.submission)
        try await post(
            desk, "/review/\(item)/settlement",
            [
                "submission": Value(made.submission), "outcome": "declined", "decline_reasons": ["low_credit_score"],
            ])
        let after = try await desk.test.picture(of: made.submission)
        #expect(after.status == "declined")
        #expect(after.declineCode == "low_credit_score")
        let truth: String? = try await desk.test.database.read { db in
            try db.value("SELECT truth FROM reading_case WHERE message_id = \(mail.message)")
        }
        #expect(truth.flatMap { try? Value(parsing: Array($0.utf8)) }?["outcome"]?.text == "declined")
        try await post(desk, "/review/\(item)/reopening")
        var undone = try await desk.test.picture(of: made.submission)
        #expect(undone.status == before.status)
        #expect(undone.declineCode == nil)
        #expect(undone.events == [], "what the mail set off is taken back")
        try await post(desk, "/review/\(item)/settlement", ["submission": Value(made.submission)])
        undone = try await desk.test.picture(of: made.submission)
        #expect(undone.events.contains("replied"))
        #expect(try await desk.test.isWhole())
    }

    @Test func `C27 a mail is given to another submission and back, with all that it set off`() async throws {
        let desk = try await AnsweredOffice()
        let funder = try await desk.addFunder()
        let (first, second) = (try await desk.send(to: funder), try await desk.send(to: funder))
        let mail = try #require(try await desk.answer(first, Self.approval))
        let before = try await desk.test.picture(of: first.submission)
        #expect(before.offers == ["40000 pending"])
        try await post(desk, "/messages/\(mail.message)/correction", ["submission": Value(second.submission)])
        #expect(try await links(desk, mail.message) == [second.submission])
        #expect(try await desk.test.picture(of: first.submission).status == "sent")
        #expect(try await desk.test.picture(of: first.submission).offers == ["40000 withdrawn"])
        #expect(try await desk.test.picture(of: second.submission).status == "offered")
        #expect(try await desk.test.picture(of: second.submission).offers == ["40000 pending"])
        try await post(desk, "/messages/\(mail.message)/correction", ["submission": Value(first.submission)])
        #expect(try await links(desk, mail.message) == [first.submission])
        #expect(try await desk.test.picture(of: first.submission).status == before.status)
        #expect(try await desk.test.picture(of: second.submission).status == "sent")
        // Both trails stand: the mail came to the first twice, and went from each once.
        #expect(try await desk.test.count("submission_message WHERE message_id = \(mail.message)") == 5)
        #expect(try await desk.test.isWhole())
    }

    @Test func `C27 a mail that concerns nothing is put away and brought back`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let mail = try #require(try await desk.answer(made, Self.unclear))
        let item = try #require(mail.review?.id)
        try await post(desk, "/review/\(item)/dismissal")
        #expect(try await links(desk, mail.message) == [])
        #expect(try await desk.test.picture(of: made.submission).events == [])
        try await post(desk, "/review/\(item)/reopening")
        try await post(desk, "/review/\(item)/settlement", ["submission": Value(made.submission)])
        #expect(try await links(desk, mail.message) == [made.submission])
    }

    private func links(_ desk: AnsweredOffice, _ message: Message.ID) async throws -> [Submission.ID] {
        let tenant = desk.test.tenant
        return try await desk.test.database.read { try MessageLink.submissions(of: message, tenant: tenant, $0) }
    }
}
