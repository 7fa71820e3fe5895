import Analysis
import Applications
import Correspondence
import Funders
import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

/// The pages of what was learned from the past.
@Suite struct LearnedPagesTests {
    private func told(_ live: LiveDesk, _ path: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", path, key: key, accept: "application/json")
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    /// Submissions of before to one funder: answered after so many hours, declined for low revenue below 60,000 a month.
    private func filled() async throws -> (demo: TemporaryDemo, funder: Funder.ID) {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (tenant, keys, now) = (demo.demo.tenant, office.keys.personal, demo.clock.now())
        let funder = try #require(
            try await demo.value("SELECT id FROM funder WHERE name = 'Granite Step Funding'", as: Funder.ID.self))
        try await office.database.write { db in
            let account = try MailAccount.sender(tenant: tenant, db).id
            for number in 0..<30 {
                let fields: Value = [
                    "legal_name": .string("Past Merchant \(number) LLC"), "fico": 700, "open_positions": 0,
                    "monthly_revenue": .string("\(40_000 + number * 1_500)"), "requested_amount": "30000",
                ]
                let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
                let application = try Application.create(
                    input, keys: keys, tenant: tenant, by: .system("test"), at: now - .days(60), db)
                let sent = now - .days(Int64(40 + number))
                let at = sent + .hours(Int64(number + 1))
                let answer: PastSubmission.Answer =
                    number * 1_500 < 20_000
                    ? .init(.declined, at: at, declineCode: "low_revenue") : .init(.offered, at: at)
                try PastSubmission(application.id, to: funder, sentAt: sent, [.init(.replied, at: at), answer])
                    .add(account: account, tenant: tenant, by: .system("test"), db)
            }
        }
        try await FunderLearning(database: office.database, clock: demo.clock, log: office.log).look()
        return (demo, funder)
    }

    @Test func `L03 submissions stand by the score that their funder had before, with offers by band and month`()
        async throws
    {
        let (demo, funder) = try await filled()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let all = try await told(live, "/figures/scores", key)
        let sums = try await demo.demo.office.database.read { [tenant = demo.demo.tenant] db in
            try FunderTally.byMonth(from: 200_001, through: 209_912, tenant: tenant, db)
        }
        let first = try #require(sums.map(\.month).min())
        let scored = sums.filter { $0.month > first }.reduce(0) { $0 + $1.cases.sent }
        func sent(_ list: Value?) -> Int64 { (list?.list ?? []).reduce(0) { $0 + ($1["sent"]?.integer ?? 0) } }
        #expect(scored > 0 && sent(all["bands"]) == Int64(scored) && sent(all["months"]) == Int64(scored))
        #expect(all["total"]?["sent"] == Value(scored))
        let own = try await told(live, "/figures/scores?funder=\(funder)", key)
        #expect(sent(own["bands"]) == Int64(scored), "the others were sent nothing")
        #expect(try await told(live, "/figures/scores?from=2020-01&to=2020-12", key)["total"] == .null)
        let page = try await live.ask("GET", "/figures/scores", key: key)
        #expect(page.body.contains("Offers by score") && page.body.contains("role=\"img\""))
        let csv = try await live.ask("GET", "/figures/scores/export", key: key).body.split(separator: "\r\n")
        #expect(csv.first == "month,score_from,score_to,submissions,offers,funded" && csv.count > 1)
    }

    @Test func `L05 median, p90 and the share within the promise follow from events alone`() async throws {
        let (demo, funder) = try await filled()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let all = try await told(live, "/responses", key)
        let own = try #require(all["items"]?.list?.first)
        // It promised four hours; answers came after 1, 2 … 30 hours.
        #expect(own["funder"] == Value(funder) && own["answers"] == 30)
        #expect(own["median_minutes"] == 900 && own["p90_minutes"] == 1620)
        #expect(own["kept"] == 4 && own["promised"] == 30 && own["kept_percent"] == 13)
        let csv = try await live.ask("GET", "/responses/export", key: key)
        #expect(csv.body.contains("\r\nGranite Step Funding,30,900,1620,4,4,30,13,"))
        let page = try await live.ask("GET", "/responses", key: key)
        #expect(page.body.contains("4 of 30 (13 %)") && page.body.contains("15 h"))
        let detail = try await told(live, "/funders/\(funder)", key)
        #expect(detail["clock"]?["answers"] == 30 && detail["figures"]?["cases"] == 30)
    }

    @Test func `L12 N04 the month's list shows rule, counts and interval, and leads to the declines`() async throws {
        let (demo, funder) = try await filled()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let all = try await told(live, "/drift", key)
        let items = all["items"]?.list ?? []
        #expect(items.count == 1)
        let own = try #require(items.first)
        #expect(own["funder"] == Value(funder) && own["rule"] == "min_monthly_revenue")
        #expect(own["said"] == "at least $40,000" && own["observed"] == "$40,000 to $59,500")
        #expect(own["declined"] == 14 && own["cases"] == 14 && own["low_percent"] == 78 && own["high_percent"] == 100)
        #expect(try await told(live, own["declines"]?.text ?? "", key)["total"]?["declines"] == 14)
        let csv = try await live.ask("GET", "/drift/export", key: key)
        #expect(csv.body.split(separator: "\r\n").count == 2 && csv.body.contains("\"at least $40,000\""))
        #expect(try await told(live, "/drift?month=2020-01", key)["items"] == [])
        #expect(try await live.ask("GET", "/drift?month=x", key: key).status == 422)
        let page = try await live.ask("GET", "/drift", key: key)
        #expect(page.body.contains("14 of 14") && page.body.contains("78 to 100 %"))
        // Once a day; a month's list is made anew, not doubled.
        let office = demo.demo.office
        demo.clock.advance(.hours(25))
        try await FunderLearning(database: office.database, clock: demo.clock, log: office.log).look()
        #expect(try await demo.value("SELECT count(*) FROM guideline_drift") == 1)
    }

    @Test func `L12 positions are counted from the advances that an application lists, where it states no number`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (tenant, keys, now) = (demo.demo.tenant, office.keys.personal, demo.clock.now())
        let funder = try #require(
            try await demo.value("SELECT id FROM funder WHERE name = 'Granite Step Funding'", as: Funder.ID.self))
        try await office.database.write { db in
            let account = try MailAccount.sender(tenant: tenant, db).id
            let version = try Guideline.of(funder, tenant: tenant, db)?.version
            _ = try Guideline.save(
                try Criteria.read(["max_advances": 4]), version: version, of: funder, tenant: tenant,
                by: .system("test"), at: now, db)
            for number in 0..<40 {
                let advances = (0..<number % 4).map { place -> Value in
                    ["funder": .string("Advance \(place)"), "payment": "100", "frequency": "daily"]
                }
                let fields: Value = [
                    "legal_name": .string("Past Merchant \(number) LLC"), "fico": 700, "monthly_revenue": "50000",
                    "requested_amount": "30000", "advances": .list(advances),
                ]
                let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
                let application = try Application.create(
                    input, keys: keys, tenant: tenant, by: .system("test"), at: now - .days(60), db)
                let at = now - .days(Int64(40 - number / 2))
                let answer: PastSubmission.Answer =
                    number % 4 >= 2
                    ? .init(.declined, at: at, declineCode: "existing_positions") : .init(.offered, at: at)
                try PastSubmission(
                    application.id, to: funder, sentAt: at - .hours(2), [.init(.replied, at: at), answer]
                )
                .add(account: account, tenant: tenant, by: .system("test"), db)
            }
        }
        try await FunderLearning(database: office.database, clock: demo.clock, log: office.log).look()
        let rules: [String] = try await office.database.read { db in
            try db.rows("SELECT rule FROM guideline_drift WHERE funder_id = \(funder)").map { try $0["rule"] }
        }
        #expect(rules == ["open_positions"])
    }

    @Test func `L05 L12 another office's answers and drift are not shown`() async throws {
        let (demo, _) = try await filled()
        let now = demo.clock.now()
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: other)
        #expect(try await told(live, "/drift", key)["items"] == [])
        #expect(try await told(live, "/responses", key)["items"] == [])
        #expect(try await told(live, "/shortlists", key)["items"] == [])
    }

    @Test func `N05 a declined submission's page leads to other funders, with what they need`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        let id = try await demo.submit("redgable", to: ["Silver Heron Funding"])[0]
        try await demo.answer(id, "Declined. Credit score is too low for us.")
        let page = try await live.ask("GET", "/submissions/\(id)", key: key)
        #expect(page.body.contains("/submissions/\(id)/next-funders"))
        let next = try await told(live, "/submissions/\(id)/next-funders", key)
        #expect(next["reasons"] == ["low_credit_score"])
        let names = (next["funders"]?.list ?? []).compactMap { $0["name"]?.text }
        #expect(names.contains("Lanternfish Capital"), "it asks for 550, the merchant has 612")
        #expect(!names.contains("Silver Heron Funding") && !names.contains("Sugar Maple Credit"))
        let html = try await live.ask("GET", "/submissions/\(id)/next-funders", key: key)
        #expect(html.body.contains("the funder asks for at least 550, the merchant has 612"))
    }

    @Test func `A51 a choice is saved by the page, narrows the shortlist, and is removed`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        let made = try await live.ask(
            "POST", "/shortlists", key: key, accept: "application/json", body: "name=Fits&fits_only=true")
        let id = try #require(try Value(parsing: Array(made.body.utf8))["id"]?.text)
        let marisol: String = try await demo.value("SELECT id FROM application WHERE external_id = 'marisol'") ?? ""
        let all = try await told(live, "/submit-to-funders?application=\(marisol)", key)["shortlist"]?["funders"]
        let some = try await told(live, "/submit-to-funders?application=\(marisol)&saved=\(id)", key)["shortlist"]
        let verdicts = Set((some?["funders"]?.list ?? []).compactMap { $0["verdict"]?.text })
        #expect(verdicts == ["green"] && (some?["funders"]?.list?.count ?? 0) < (all?.list?.count ?? 0))
        let page = try await live.ask("GET", "/shortlists", key: key)
        #expect(page.body.contains("Fits every rule."))
        #expect(try await live.ask("POST", "/shortlists", key: key, body: "name=Fits").status == 409)
        #expect(try await live.ask("POST", "/shortlists/\(id)/removal", key: key).status < 400)
        #expect(try await told(live, "/shortlists", key)["items"] == [])
    }
}
