import Kernel
import Storage
import Submissions
import TestDatabases
import Testing

@testable import Server

@Suite struct RebuildTests {
    private static let tables: [SQL] = [
        """
        SELECT id, status, decline_code, decline_text, submitted_at FROM submission ORDER BY id
        """,
        "SELECT submission_id, ordinal, code, month, occurred_at, start_byte, quote FROM submission_decline ORDER BY 1, 2",
        "SELECT submission_id, code, label, state, message_id, reason, updated_at FROM submission_document ORDER BY 1, 2",
        "SELECT * FROM offer ORDER BY id", "SELECT * FROM stipulation ORDER BY id",
        """
        SELECT submission_id, month, submitted_at, answered_at, wait_minutes, offered_at, is_declined, is_funded, is_waiting
          FROM submission_result ORDER BY 1
        """,
        "SELECT * FROM funder_tally WHERE sent <> 0 ORDER BY funder_id, month, size_band",
    ]

    private func rows(_ database: Database) async throws -> [String] {
        try await database.read { db in
            try Self.tables.flatMap { try db.rows($0).map { "\($0)" } }
        }
    }

    /// An office in which funders have answered, a person has accepted an offer, corrected a reading and waived a paper.
    private func filled() async throws -> TemporaryDemo {
        let demo = try await TemporaryDemo()
        try await demo.demo.sendFirst()
        try await demo.exchange()
        _ = try await demo.send("marisol", to: DemoFunder.all.map(\.name))
        try await demo.exchange()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        let offer: String = try await demo.value("SELECT min(id) FROM offer WHERE state = 'pending'") ?? ""
        let paper: String =
            try await demo.value(
                "SELECT '/submissions/' || submission_id || '/documents/' || code FROM submission_document ORDER BY 1")
            ?? ""
        let declined: String =
            try await demo.value(
                "SELECT '/messages/' || message_id || '/correction' FROM submission_decline ORDER BY 1") ?? ""
        let submission: String = try await demo.value("SELECT submission_id FROM submission_decline ORDER BY 1") ?? ""
        let wanted: [String] = try await demo.demo.office.database.read { db in
            try db.rows("SELECT id FROM stipulation WHERE state = 'open' ORDER BY id").map { try $0["id"] }
        }
        try #require(wanted.count >= 4)
        for (path, body) in [
            ("/stipulations/\(wanted[0])/waiver", "reason=known+merchant"),
            ("/stipulations/\(wanted[1])/due-day", "due_on=2027-02-01"), ("/stipulations/\(wanted[2])/receipt", ""),
            ("/offers/\(offer)/acceptance", ""), ("\(paper)/waiver", "reason=not+theirs"),
            (
                declined,
                "submission=\(submission)&outcome=declined&decline_reasons=bankruptcy&decline_reasons=ownership"
            ),
        ] {
            demo.clock.advance(.seconds(3))
            let reply = try await live.ask("POST", path, key: key, accept: "application/json", body: body)
            #expect(reply.status < 300, "\(path): \(reply.body)")
        }
        return demo
    }

    private func spoil(_ database: Database) async throws {
        try await database.write { db in
            try db.run(
                "UPDATE submission SET status = 'queued', decline_code = NULL, decline_text = NULL, submitted_at = 5")
            try db.run("DELETE FROM submission_document WHERE state = 'open'")
            try db.run("UPDATE submission_document SET state = 'open', reason = NULL")
            try db.run("UPDATE submission_decline SET quote = 'spoilt', month = 190001")
            try db.run("UPDATE submission_result SET answered_at = NULL, wait_minutes = NULL, elapsed_minutes = NULL")
            try db.run("UPDATE submission_result SET is_declined = 1, is_prompt = 0")
            try db.run("UPDATE offer SET amount_cents = 100, factor_rate = 20000, state = 'expired', decided_at = 9")
            try db.run(
                "UPDATE stipulation SET state = 'waived', reason = 'spoilt', due_on = '2001-01-01', file_id = NULL")
            try db.run("DELETE FROM stipulation WHERE id = (SELECT max(id) FROM stipulation)")
            try db.run(
                "DELETE FROM stipulation WHERE offer_id = (SELECT max(id) FROM offer WHERE superseded_by IS NULL)")
            try db.run(
                "DELETE FROM offer WHERE message_id IS NOT NULL AND id = (SELECT max(id) FROM offer WHERE superseded_by IS NULL)"
            )
        }
    }

    @Test func `N06 spoilt records are made anew from mails, readings, history and what people decided`() async throws {
        let demo = try await filled()
        let database = demo.demo.office.database
        let before = try await rows(database)
        let sound = try await Rebuilding.compare(database)
        #expect(sound.differences.map(\.value) == [])
        #expect(
            sound.submissions > 20 && sound.offers > 5 && sound.stipulations >= 4
                && before.contains { $0.contains("accepted") })
        let sent: Int = try await demo.value("SELECT count(*) FROM outbox") ?? 0

        try await spoil(database)
        let spoilt = try await rows(database)
        let wrong = try await Rebuilding.compare(database)
        #expect(
            wrong.differences.count == sound.submissions + sound.offers + sound.stipulations + 2,
            "every record was spoilt, the funders' sums, and the counts of declines")
        #expect(try await rows(database) == spoilt, "to compare changes nothing")
        try await wrong.store(database, at: demo.clock.now())
        #expect(try await rows(database) == before)
        #expect(try await Rebuilding.compare(database).differences.isEmpty)
        #expect(try await demo.value("SELECT count(*) FROM outbox") == sent, "nothing is sent")
        let told: Int = try await demo.value("SELECT count(*) FROM history WHERE event = 'rebuild'") ?? 0
        #expect(told == wrong.differences.count - 2, "sums and counts have no history")
        #expect(try await Verification.run(database, demo.demo.office.blobs).isWhole)
    }

    @Test func `N06 a rebuilding that is broken off leaves everything as it was`() async throws {
        let demo = try await filled()
        let database = demo.demo.office.database
        let before = try await rows(database)
        try await spoil(database)
        let spoilt = try await rows(database)
        let wrong = try await Rebuilding.compare(database)
        // The last of its writes fails, as if the program ended there.
        try await database.write { try TestDatabases.refuseRows(of: "history", $0) }
        await #expect(throws: (any Error).self) { try await wrong.store(database, at: demo.clock.now()) }
        #expect(try await rows(database) == spoilt)
        try await database.write { try TestDatabases.acceptRows(of: "history", $0) }
        try await wrong.store(database, at: demo.clock.now())
        #expect(try await rows(database) == before)
    }

    @Test func `D02 each reason of a decline keeps the words that it was read from`() async throws {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let body = "Declined, low balances and NSFs."
        let message = try await demo.answer(submission, body)
        let found: [[String]] = try await demo.demo.office.database.read { db in
            try db.rows(
                """
                SELECT code, quote, start_byte, end_byte, message_id, month FROM submission_decline
                 WHERE submission_id = \(submission) ORDER BY ordinal
                """
            ).map { row in
                let (start, end): (Int, Int) = (try row["start_byte"], try row["end_byte"])
                #expect(try row.get("message_id") == message)
                #expect(try row.get("month") == 202611)
                let words = String(decoding: Array(body.utf8)[start..<end], as: UTF8.self)
                #expect(try row.get("quote") == words)
                return [try row["code"], words]
            }
        }
        #expect(found.map(\.[0]) == ["low_balances", "negative_days"])
        #expect(found.last?[1].contains("NSFs") == true)
    }
}
