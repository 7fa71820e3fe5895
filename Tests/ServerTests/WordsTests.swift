import Classification
import Correspondence
import Kernel
import People
import Replies
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct WordsTests {
    /// A phrase, a funder beside it or not, what it means, and the answer.
    // swift-format-ignore
    private static let asked: [(phrase: String, hasFunder: Bool, means: String, answer: String)] = [
        ("",                     false, "declined",           "422 required"),
        ("--",                   false, "declined",           "422 phrase_missing"),
        ("ok",                   false, "declined",           "422 phrase_too_short"),
        ("the",                  false, "declined",           "422 phrase_too_general"),
        ("thank you",            false, "declined",           "422 phrase_too_general"),
        ("104",                  false, "negative_days",      "422 phrase_bare_number"),
        ("104",                  true,  "negative_days",      "200"),
        ("a b c d e f g h i j k l m", false, "declined",      "422 phrase_too_long"),
        ("put on the shelf",     false, "outcome:declined",   "200"),
        ("Put  on THE shelf",    false, "declined",           "409 phrase_known"),
        ("put on the shelf",     true,  "declined",           "200"),
        ("filed in blue",        false, "nothing of ours",    "422 unknown_meaning"),
        ("filed in blue",        false, "outcome:offered",    "422 unknown_meaning"),
        ("prev dec",             false, "Previous decline",   "422 several_meanings"),
        ("vol dep",              false, "Volatile deposits",  "200"),
        ("nsf desk",             false, "nsfs, overdrafts or negative days", "200"),
    ]

    @Test func `L14 a phrase that says nothing of its own is refused in words`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        let funder: String = try await demo.value("SELECT id FROM funder ORDER BY id LIMIT 1") ?? ""
        for (phrase, hasFunder, means, answer) in Self.asked {
            let form = "phrase=\(phrase)&means=\(means)\(hasFunder ? "&funder=\(funder)" : "")"
            let reply = try await live.ask(
                "POST", "/words", key: key, accept: "application/json",
                body: form.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "+"))
            let code = try Value(parsing: Array(reply.body.utf8))["code"]?.text
            let told = [String(reply.status), code].compactMap { $0 }.joined(separator: " ")
            #expect(told == answer, "\(phrase): \(reply.body)")
        }
    }

    @Test func `L14 a phrase is previewed over the archive, taught, used, retired, and told in the history`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let submissions = try await demo.submit("marisol", to: ["Granite Step Funding", "Pelican Row Finance"])
        let message = try await demo.answer(
            submissions[0], "Received with thanks, blue ticket, we will review it today.")
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        let query = "phrase=blue+ticket&means=outcome:declined"
        let preview = try await live.ask("GET", "/words/preview?\(query)", key: key, accept: "application/json")
        let told = try Value(parsing: Array(preview.body.utf8))
        #expect(told["looked"] == 1 && told["standing"] == 1 && told["changed"] == 1, "\(preview.body)")
        #expect(told["rows"]?.list?.first?["examples"]?.list?.first?["id"] == Value(message))
        #expect(try await demo.value("SELECT count(*) FROM phrase") == 0, "a preview stores nothing")

        let added = try await live.ask("POST", "/words", key: key, accept: "application/json", body: query)
        #expect(added.status == 200, "\(added.body)")
        let id = try Value(parsing: Array(added.body.utf8))["id"]?.text ?? ""
        let twice = try await live.ask("POST", "/words", key: key, accept: "application/json", body: query)
        #expect(twice.status == 409)

        let next = try await demo.answer(submissions[1], "Received with thanks, blue ticket, we will review it today.")
        #expect(try await demo.value("SELECT outcome FROM reading WHERE message_id = \(next)") == "declined")
        #expect(try await demo.value("SELECT words_version FROM reading WHERE message_id = \(next)") == 1)
        #expect(try await demo.value("SELECT words_version FROM reading WHERE message_id = \(message)") == 0)
        let page = try await live.ask("GET", "/messages/\(next)", key: key)
        #expect(page.body.contains("words:\(id)"), "the mark names the phrase")

        let gone = try await live.ask("POST", "/words/\(id)/retirement", key: key, accept: "application/json", body: "")
        #expect(gone.status == 200)
        let again = try await live.ask(
            "POST", "/words/\(id)/retirement", key: key, accept: "application/json", body: "")
        #expect(again.status == 409)
        let last = try await demo.answer(submissions[1], "Received with thanks, blue ticket, we will review it today.")
        #expect(try await demo.value("SELECT words_version FROM reading WHERE message_id = \(last)") == 2)
        #expect(try await demo.value("SELECT outcome FROM reading WHERE message_id = \(last)") != "declined")
        #expect(try await demo.value("SELECT count(*) FROM phrase WHERE state = 'retired'") == 1, "never deleted")
        #expect(try await demo.value("SELECT count(*) FROM history WHERE record_kind = 'phrase'") == 2)
    }

    @Test func `L14 a phrase that stands in most mails is refused with its share`() async throws {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        for number in 0..<20 { try await demo.answer(submission, "Desk note \(number): still looking at the file.") }
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        let reply = try await live.ask(
            "GET", "/words/preview?phrase=desk+note&means=acknowledged", key: key, accept: "application/json")
        #expect(reply.status == 422 && reply.body.contains("100 of 100"), "\(reply.body)")
    }

    @Test func `D01 other systems' names of reasons are taken over line by line, all or none`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        let wrong = try await live.ask(
            "POST", "/words/import", key: key, accept: "application/json",
            body: "lines=D7+%3D+Volatile+deposits%0AD9x+%3D+Previous+decline")
        #expect(wrong.status == 422 && wrong.body.contains("line 1"), "\(wrong.body)")
        let mixed = try await live.ask(
            "POST", "/words/import", key: key, accept: "application/json",
            body: "lines=code+D7+%3D+Volatile+deposits%0A%0Acode+D9+%3D+Previous+decline")
        #expect(mixed.status == 422 && mixed.body.contains("line 3"), "\(mixed.body)")
        #expect(try await demo.value("SELECT count(*) FROM phrase") == 0)
        let right = try await live.ask(
            "POST", "/words/import", key: key, accept: "application/json",
            body: "lines=code+D7+%3D+Volatile+deposits%0D%0Acode+D9+%3D+too_many_nsfs")
        #expect(right.status == 200, "\(right.body)")
        let means: [String] = try await demo.demo.office.database.read { db in
            try db.rows("SELECT means FROM phrase ORDER BY phrase").map { try $0["means"] }
        }
        #expect(means == ["reason:insufficient_deposits", "reason:negative_days"])
    }

    @Test func `L14 another office's words change nothing here and are not seen`() async throws {
        let demo = try await TemporaryDemo()
        let now = demo.clock.now()
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: other)
        let added = try await live.ask(
            "POST", "/words", key: key, accept: "application/json", body: "phrase=blue+ticket&means=declined")
        #expect(added.status == 200)
        let id = try Value(parsing: Array(added.body.utf8))["id"]?.text ?? ""
        let own = try await live.key("o", [.admin], tenant: demo.demo.tenant)
        let list = try await live.ask("GET", "/words", key: own, accept: "application/json")
        #expect(!list.body.contains("blue ticket"))
        #expect(try await live.ask("POST", "/words/\(id)/retirement", key: own, body: "").status == 404)
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let message = try await demo.answer(submission, "Received with thanks, blue ticket, we will review it today.")
        #expect(try await demo.value("SELECT outcome FROM reading WHERE message_id = \(message)") != "declined")
    }
}
