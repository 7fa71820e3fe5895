import Classification
import Correspondence
import Kernel
import People
import Storage
import Submissions
import Testing
import Web

@testable import Analysis
@testable import Server

@Suite struct AnalysisPagesTests {
    private static let who = Who.system("reviewer")

    /// Two merchants declined by two funders in two months.
    private func declined() async throws -> TemporaryDemo {
        let demo = try await TemporaryDemo()
        let first = try await demo.submit("marisol", to: ["Granite Step Funding", "Pelican Row Finance"])
        try await demo.answer(first[0], "Hi,\nDeclined. Too many NSFs, and the time in business is too short.\nBest")
        try await demo.answer(first[1], "Declined. Too many NSFs.")
        demo.clock.advance(.seconds(40 * 86_400))
        let second = try await demo.submit("fennimore", to: ["Granite Step Funding"])
        try await demo.answer(second[0], "Declined. Open bankruptcy.")
        return demo
    }

    private func told(_ live: LiveDesk, _ path: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", path, key: key, accept: "application/json")
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    /// `Label 2, Label 1` of a property's rows.
    private func sums(_ value: Value, _ property: String) -> String {
        let part = value["sums"]?.list?.first { $0["property"]?.text == property }
        return (part?["rows"]?.list ?? []).map { "\($0["key"]?.text ?? "") \($0["declines"]?.integer ?? 0)" }
            .joined(separator: ", ")
    }

    @Test func `D07 L04 declines are added up by reason, funder, industry, state and month, down to the sentence`()
        async throws
    {
        let demo = try await declined()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let all = try await told(live, "/declines", key)
        #expect(sums(all, "reason") == "negative_days 2, bankruptcy 1, time_in_business 1")
        #expect(sums(all, "category") == "cash_flow 2, business 1, credit 1")
        #expect(sums(all, "month") == "2026-12 1, 2026-11 2")
        #expect(all["total"]?["declines"] == 3 && all["total"]?["reasons"] == 4)
        let funders = all["sums"]?.list?.first { $0["property"] == "funder" }?["rows"]?.list ?? []
        #expect(funders.map { $0["label"]?.text } == ["Granite Step Funding", "Pelican Row Finance"])
        #expect(funders.compactMap { $0["declines"]?.integer } == [2, 1])

        // Each name's link narrows the page to what was counted.
        for property in ["reason", "category", "funder", "industry", "state", "month"] {
            for row in all["sums"]?.list?.first(where: { $0["property"]?.text == property })?["rows"]?.list ?? [] {
                let narrowed = try await told(live, row["link"]?.text ?? "", key)
                #expect(narrowed["total"]?["declines"] == row["declines"], "\(property) \(row["key"] ?? .null)")
            }
        }
        let nsf = try await told(live, "/declines?reason=negative_days&to=2026-11&limit=1", key)
        let item = nsf["items"]?.list?.first
        #expect(item?["sentence"]?["words"]?.text?.contains("NSFs") == true)
        let next = try await told(live, "/declines?reason=negative_days&limit=1&after=\(nsf["next"]?.text ?? "")", key)
        let sentence = next["items"]?.list?.first?["sentence"]
        #expect(
            sentence?["after"] == ", and the time in business is too short.", "the older of the two, in its sentence")
        #expect(next["next"] == .null)
        let page = try await live.ask("GET", "/messages/\(item?["message"]?.text ?? "")", key: key)
        #expect(page.body.contains("id=\"\(item?["place"]?.text ?? "?")\""), "the link leads to the mark in the mail")

        let csv = try await live.ask("GET", "/declines/export?category=credit", key: key)
        let lines = csv.body.split(separator: "\r\n")
        #expect(csv.headers.contains("text/csv") && csv.headers.contains("declines.csv"))
        #expect(lines.count == 2 && lines[1].contains("bankruptcy") && lines[1].contains("2026-12"))
        #expect(try await live.ask("GET", "/declines?from=2026-13", key: key).status == 422)
        let turned = try await live.ask(
            "GET", "/declines?from=2026-12&to=2026-11", key: key, accept: "application/json")
        #expect(turned.status == 422 && turned.body.contains("must not be after the last month"))
    }

    private static func query(_ text: String) -> Query {
        Query(
            text.split(separator: "&").map { field in
                let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
                return (parts[0], parts[1])
            })
    }

    @Test func `L04 the counts that are kept say what the declines say, whatever one thing narrows them`() async throws
    {
        let demo = try await declined()
        let tenant = demo.demo.tenant
        let funder = try await demo.value("SELECT id FROM funder WHERE name = 'Granite Step Funding'", as: String.self)
        let queries = [
            "", "funder=\(funder ?? "")", "reason=negative_days", "reason=bankruptcy", "category=cash_flow",
            "category=process", "industry=-", "state=TX", "state=-", "from=2026-12", "to=2026-11",
            "from=2026-11&to=2026-12", "from=2027-01",
        ]
        for query in queries {
            let filter = try DeclineFilter(Self.query(query))
            try await demo.demo.office.database.read { db in
                let kept = try #require(try DeclineSums.kept(filter, tenant: tenant, db), "\(query)")
                let counted = try DeclineSums.counted(filter, tenant: tenant, db)
                #expect(kept.submissions == counted.submissions && kept.reasons == counted.reasons, "\(query)")
                for property in DeclineSums.Property.allCases {
                    let (one, other) = (kept.numbers[property] ?? [:], counted.numbers[property] ?? [:])
                    #expect(one.filter { $0.value > 0 } == other, "\(query): \(property)")
                }
            }
        }
        let two = try DeclineFilter(Self.query("reason=negative_days&from=2026-11"))
        #expect(try await demo.demo.office.database.read { try DeclineSums.kept(two, tenant: tenant, $0) } == nil)
    }

    @Test func `L14 agreement with people is told by week, version and outcome, and the newest verdict counts`()
        async throws
    {
        let demo = try await declined()
        let (tenant, desk, office) = (demo.demo.tenant, demo.reviewDesk, demo.demo.office)
        let replies: [(Message.ID, Submission.ID)] = try await office.database.read { db in
            try db.rows(
                "SELECT DISTINCT message_id, submission_id FROM submission_decline ORDER BY message_id"
            ).map { (try $0["message_id"], try $0["submission_id"]) }
        }
        func judge(_ place: Int, _ reasons: [DeclineReason]) async throws {
            demo.clock.advance(.seconds(1))
            let now = demo.clock.now()
            try await office.database.write { db in
                var truth = Reading(outcome: .declined)
                truth.declineReasons = reasons
                try desk.correct(
                    replies[place].0, submission: replies[place].1, correction: truth, tenant: tenant,
                    by: Self.who, at: now, db)
            }
        }
        try await judge(0, [.other])
        try await judge(0, [.negativeDays, .timeInBusiness])
        try await judge(1, [.negativeDays])
        demo.clock.advance(.seconds(7 * 86_400))
        try await judge(2, [.priorDefault])
        let live = try LiveDesk(office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: tenant)
        let all = try await told(live, "/quality", key)
        let weeks = (all["weeks"]?.list ?? []).map {
            "\($0["week_on"]?.text ?? "") \($0["reader"]?.text ?? "") \($0["verdicts"]?.integer ?? 0) \($0["confirmed"]?.integer ?? 0)"
        }
        let version = "rules:\(ReplyReader.version)"
        #expect(weeks == ["2027-01-04 \(version) 1 0", "2026-12-28 \(version) 2 2"])
        #expect(all["total"]?["percent"] == "66.7" && all["total"]?["sure"]?["verdicts"] == 3)
        #expect(all["parts"] == [["label": "Decline reasons", "count": 1]])
        let narrowed = try await told(live, "/quality?to=2027-01-03&reader=\(version)&outcome=declined", key)
        #expect(narrowed["total"]?["percent"] == "100.0" && narrowed["total"]?["verdicts"] == 2)
        #expect(try await told(live, "/quality?outcome=funded", key)["total"]?["verdicts"] == 0)
        let page = try await live.ask("GET", "/quality", key: key)
        #expect(page.body.contains("role=\"img\"") && page.body.contains("<polyline") && page.body.contains("66.7 %"))
        let csv = try await live.ask("GET", "/quality/export", key: key)
        #expect(
            csv.body
                == "week,reader,verdicts,confirmed,corrected,percent\r\n2026-12-28,\(version),2,2,0,100.0\r\n2027-01-04,\(version),1,0,1,0.0\r\n"
        )
    }

    @Test func `L04 another office's declines and verdicts are not counted`() async throws {
        let demo = try await declined()
        let now = demo.clock.now()
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: other)
        #expect(try await told(live, "/declines", key)["total"]?["declines"] == 0)
        #expect(try await told(live, "/quality", key)["total"]?["verdicts"] == 0)
    }
}
