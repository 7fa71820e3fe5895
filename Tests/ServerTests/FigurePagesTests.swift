import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct FigurePagesTests {
    /// Three submissions in two months: one declined after a minute, one offered, one still waiting.
    private func office() async throws -> TemporaryDemo {
        let demo = try await TemporaryDemo()
        let first = try await demo.submit("marisol", to: ["Granite Step Funding", "Pelican Row Finance"])
        try await demo.answer(first[0], "Hi,\nDeclined. Too many NSFs.\nBest")
        demo.clock.advance(.hours(5))
        try await demo.answer(first[1], "Approved! $40,000 at a 1.32 factor, 9 months, daily payments.")
        demo.clock.advance(.days(40))
        _ = try await demo.submit("fennimore", to: ["Granite Step Funding"])
        demo.clock.advance(.days(5))
        return demo
    }

    private func told(_ live: LiveDesk, _ path: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", path, key: key, accept: "application/json")
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    private func lines(_ value: Value, _ list: String, _ members: [String]) -> [String] {
        (value[list]?.list ?? []).map { row in
            members.map { row[$0]?.text ?? row[$0]?.integer.map { "\($0)" } ?? "-" }.joined(separator: " ")
        }
    }

    @Test func `L07 L05 pipeline, stages and response times are what the office's submissions are`() async throws {
        let demo = try await office()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)

        let pipeline = try await told(live, "/figures", key)
        #expect(lines(pipeline, "states", ["status", "number"]) == ["sent 1", "offered 1", "declined 1"])
        #expect(pipeline["total"] == ["number": 3, "open": 2])
        #expect(
            lines(pipeline, "funders", ["funder_name", "number"]).sorted() == [
                "Granite Step Funding 1", "Pelican Row Finance 1",
            ])
        #expect(lines(pipeline, "brokers", ["broker_name", "number"]) == ["test 2"])
        let ages = pipeline["ages"]?.list?.map { row in (row["bands"]?.list ?? []).compactMap { $0["number"]?.integer }
        }
        #expect(ages == [[0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 1]])
        let sent = pipeline["states"]?.list?.first
        #expect(sent?["mean_age_hours"]?.integer.map { (120...121).contains($0) } == true)
        #expect(try await told(live, "/submissions/\(sent?["oldest"]?.text ?? "")", key)["status"] == "sent")
        let found = try await told(live, sent?["link"]?.text ?? "", key)
        #expect(found["items"]?.list?.count == 1, "the link leads to what was counted")

        let funders = try await told(live, "/figures/funders", key)
        #expect(
            lines(funders, "funders", ["funder_name", "submitted", "replied", "offered", "funded", "median"])
                == ["Granite Step Funding 2 1 0 0 15 min", "Pelican Row Finance 1 1 1 0 6 h"])
        #expect(funders["total"]?["replied_percent"] == "66.7")
        #expect(lines(funders, "months", ["month", "submitted"]).prefix(3) == ["2027-01 0", "2026-12 1", "2026-11 2"])
        let narrowed = try await told(live, "/figures/funders?to=2026-11&broker=system%3Atest", key)
        #expect(narrowed["total"]?["submitted"] == 2 && narrowed["total"]?["offered_percent"] == "50.0")
        #expect(try await told(live, "/figures/funders?broker=key%3Anobody", key)["total"]?["submitted"] == 0)

        let answers = try await told(live, "/figures/answers", key)
        #expect(answers["total"]?["median"] == "15 min" && answers["total"]?["ninetieth"] == "6 h")
        #expect(try await live.ask("GET", "/figures/funders?from=2027-01&to=2026-01", key: key).status == 422)
    }

    @Test func `L13 an account's mail is counted in and out, by sign, and by what came late`() async throws {
        let demo = try await office()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let from = (demo.clock.now() - .days(60)).day
        let mail = try await told(live, "/figures/mail?from=\(from)", key)
        let line = mail["accounts"]?.list?.first { $0["received"]?.integer ?? 0 > 0 }
        #expect(line?["received"] == 2 && line?["sent"] == 3 && line?["matched"] == 2)
        #expect(line?["matched_percent"] == "100.0" && line?["bounced"] == 0 && line?["lag_p95"] == "0 s")
        #expect(line?["grades"]?.list?.map { $0["number"] ?? .null } == [2])
        #expect(try await told(live, "/figures/mail", key)["accounts"]?.list?.first?["received"] == 0, "30 days")
        #expect(try await live.ask("GET", "/figures/mail?from=2020-01-01", key: key).status == 422)
    }

    @Test func `J31 every queue is told with its count and since when its oldest waits`() async throws {
        let demo = try await office()
        let since = demo.clock.now()
        _ = try await demo.send("marisol", to: ["Granite Step Funding"])
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let queues = try await told(live, "/figures/queues", key)["queues"]?.list ?? []
        #expect(queues.compactMap { $0["name"]?.text }.count == QueueCard.all.count)
        let queued = queues.first { $0["name"] == "queued" }
        #expect(queued?["count"] == 1 && queued?["oldest_at"] == Value(since))
        let csv = try await live.ask("GET", "/figures/queues/export", key: key)
        #expect(csv.body.contains("On their way,1,false,\(since)\r\n"))
    }

    @Test(arguments: ["/figures", "/figures/funders", "/figures/answers", "/figures/scores", "/figures/mail"])
    func `L07 every page of figures has a picture with words beside it, and its numbers as text`(path: String)
        async throws
    {
        let demo = try await office()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let from = path == "/figures/mail" ? "?from=\((demo.clock.now() - .days(60)).day)" : ""
        let page = try await live.ask("GET", path + from, key: key)
        #expect(page.body.contains("role=\"img\"") && page.body.contains("<desc") && page.body.contains("<table"))
        let text = try await live.ask("GET", path + "/export" + from, key: key)
        #expect(text.headers.contains("text/csv") && text.body.split(separator: "\r\n").count > 1)
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: Moment(seconds: 1), $0)
        }
        let stranger = try await live.key("s", [.readOnly], tenant: other)
        let nothing = try await live.ask("GET", path + "/export" + from, key: stranger)
        #expect(!nothing.body.contains("Granite") && !nothing.body.contains("desk"))
    }

    @Test(
        arguments: [
            [
                "UPDATE submission_sum SET number = number + 1 WHERE status = 'sent'",
                "DELETE FROM submission_wait WHERE minutes > 15",
            ], ["UPDATE submission_wait_pack SET steps = '15:7' WHERE funder_id = ''"],
            ["INSERT INTO decline_sum SELECT id, 'all', '', 'state', 'ZZ', 7 FROM tenant"],
        ] as [[SQL]]) func `L07 counts that were spoiled are found by verify and made anew by replay`(spoiling: [SQL])
        async throws
    {
        let demo = try await office()
        let office = demo.demo.office
        #expect(try await office.verification().isWhole)
        try await office.database.write { db in
            for statement in spoiling { try db.run(statement) }
        }
        let lines = try await office.verification().lines.filter { !$0.isWhole }
        #expect(lines.map(\.check) == ["figures"])
        let found = try await Rebuilding.compare(office.database)
        #expect(found.differences.map(\.parts) == [["counts"]])
        try await found.store(office.database, at: demo.clock.now())
        #expect(try await office.verification().isWhole)
        #expect(try await Rebuilding.compare(office.database).differences.isEmpty)
    }
}
