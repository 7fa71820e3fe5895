import Applications
import Classification
import Deals
import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct StipulationTests {
    private static let conditional = """
        Approved, subject to the stips below. Our offer:

        Amount: $40,000
        Factor rate: 1.35
        Payback: $54,000
        Term: 120 business days
        Daily payment: $450

        Stips to close:
        - month to date transactions
        - voided check
        """

    /// An office with one conditional approval, its pages, and a broker's key.
    private struct Desk {
        let demo: TemporaryDemo
        let live: LiveDesk
        let key: String
        let submission: Submission.ID

        init() async throws {
            demo = try await TemporaryDemo()
            submission = try await demo.submit("marisol", to: ["Ironbark Advance"])[0]
            try await demo.answer(submission, StipulationTests.conditional)
            live = try LiveDesk(demo.demo.office)
            key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        }

        func post(_ path: String, _ body: String = "") async throws -> Int {
            demo.clock.advance(.seconds(1))
            return try await live.ask("POST", path, key: key, accept: "application/json", body: body).status
        }

        func get(_ path: String) async throws -> Value {
            try Value(
                parsing: Array(try await live.ask("GET", path, key: key, accept: "application/json").body.utf8))
        }

        func offers() async throws -> [Offer] {
            let tenant = demo.demo.tenant
            return try await demo.demo.office.database.read { try Offer.of(submission, tenant: tenant, $0) }
        }

        /// `code state` of each line of the newest offer's list, in order of the codes.
        func lines() async throws -> [String] {
            let tenant = demo.demo.tenant
            guard let offer = try await offers().first else { return [] }
            return try await demo.demo.office.database.read { db in
                try Stipulation.of(offer.id, tenant: tenant, db).map { "\($0.code.rawValue) \($0.state.rawValue)" }
                    .sorted()
            }
        }

        func line(_ code: DocumentCode) async throws -> Stipulation.ID {
            let tenant = demo.demo.tenant
            let offer = try #require(try await offers().first)
            let all = try await demo.demo.office.database.read { try Stipulation.of(offer.id, tenant: tenant, $0) }
            return try #require(all.first { $0.code == code }).id
        }

        /// Nil where the offer may be funded.
        func refusal() async throws -> StipulationRefusal? {
            let tenant = demo.demo.tenant
            let offer = try #require(try await offers().first).id
            do {
                try await demo.demo.office.database.read { db in
                    try Stipulation.requireNoneOpen(offer: offer, tenant: tenant, db)
                }
                return nil
            } catch let refusal as StipulationRefusal { return refusal }
        }
    }

    @Test func `D12 E27 a conditional approval makes the offer and its checklist, and each open line blocks funding`()
        async throws
    {
        let desk = try await Desk()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        #expect(try await desk.lines() == ["mtd_transactions open", "void_check open"])
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 2))
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/waiver") == 422, "a reason is needed")
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/waiver", "reason=on+file+already") == 200)
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 1))
        #expect(try await desk.post("/stipulations/\(desk.line(.monthToDateTransactions))/receipt") == 200)
        #expect(try await desk.refusal() == nil)
        #expect(try await desk.lines() == ["mtd_transactions received", "void_check waived"])
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/reopening") == 200)
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 1))
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/reopening") == 409)
    }

    @Test func `E27 lines are added by hand with their last day, once each, and a file at hand is linked`() async throws
    {
        let desk = try await Desk()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        let (tenant, clock, office) = (desk.demo.demo.tenant, desk.demo.clock, desk.demo.demo.office)
        #expect(
            try await desk.post("/offers/\(offer.id)/stipulations", "code=bank_statements&due_on=2026-11-30") == 200)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=bank_statements") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=passport") == 422)
        #expect(
            try await desk.post("/offers/\(offer.id)/stipulations", "code=other&label=Photo+of+the+storefront") == 200)
        #expect(
            try await desk.lines() == [
                "bank_statements open", "mtd_transactions open", "other open", "void_check open",
            ])
        let page = try await desk.get("/offers/\(offer.id)")
        let statements = try #require(page["stipulations"]?.list?.first { $0["code"] == "bank_statements" })
        #expect(statements["due_on"] == "2026-11-30")
        let file = try #require(statements["at_hand"]?.list?.first?["id"]?.text, "the application brought statements")
        #expect(try await desk.post("/stipulations/\(desk.line(.bankStatements))/receipt", "file=\(file)") == 200)
        let came = try await desk.get("/offers/\(offer.id)")["stipulations"]?.list?
            .first { $0["code"] == "bank_statements" }?["came"]
        #expect(came?["id"]?.text == file)
        // A file of another application is none of this one's.
        let foreign: ApplicationFile.ID = try await office.database.read { db in
            try db.value("SELECT id FROM application_file WHERE application_id <> \(offer.application) LIMIT 1")
                ?? ApplicationFile.ID(at: clock.now())
        }
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt", "file=\(foreign)") == 404)
        let other = try await office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: clock.now(), $0)
        }
        let stranger = try await desk.live.key("s", [.broker], tenant: other)
        let line = try await desk.line(.voidCheck)
        let reply = try await desk.live.ask(
            "POST", "/stipulations/\(line)/waiver", key: stranger, accept: "application/json", body: "reason=x")
        #expect(reply.status == 404 && tenant != other)
    }

    @Test func `E27 what is past its last day is counted on the page of today and listed`() async throws {
        let desk = try await Desk()
        defer { desk.live.stop() }
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/due-day", "due_on=2026-11-20") == 200)
        let due = try #require(Day("2026-11-20"))
        desk.demo.clock.set(due.start + .hours(23))
        #expect(try await desk.get("/")["waiting"]?["stipulations"]?["count"] == 0, "the last day is a day to bring it")
        desk.demo.clock.set(due.adding(days: 1).start)
        #expect(try await desk.get("/")["waiting"]?["stipulations"]?["count"] == 1)
        let page = try await desk.live.ask("GET", "/", key: desk.key)
        #expect(page.body.contains("/stipulations?overdue=true"))
        let overdue = try await desk.get("/stipulations?overdue=true")["items"]?.list ?? []
        #expect(overdue.map { $0["label"]?.text } == ["Voided check"])
        let all = try await desk.get("/stipulations?limit=1")
        #expect(all["items"]?.list?.count == 1)
        let rest = try await desk.get("/stipulations?limit=1&after=\(all["next"]?.text ?? "")")
        #expect(rest["items"]?.list?.map { $0["label"]?.text } == ["Month-to-date transactions"])
        #expect(rest["next"] == .null)
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/waiver", "reason=known") == 200)
        #expect(try await desk.get("/")["waiting"]?["stipulations"]?["count"] == 0)
        #expect(try await desk.live.ask("GET", "/stipulations", key: desk.key).body.contains("Month-to-date"))
    }

    @Test func `E27 what an ended offer wanted is wanted no more, and comes back with it`() async throws {
        let desk = try await Desk()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt") == 200)
        #expect(try await desk.post("/offers/\(offer.id)/rejection", "reason=too+dear") == 200)
        #expect(try await desk.lines() == ["mtd_transactions expired", "void_check received"])
        #expect(try await desk.post("/stipulations/\(desk.line(.monthToDateTransactions))/reopening") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=tax_returns") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/restoration") == 200)
        #expect(try await desk.lines() == ["mtd_transactions open", "void_check received"])
    }

    @Test func `E27 a later mail asks for more on the standing offer, and its undoing takes that away again`()
        async throws
    {
        let desk = try await Desk()
        defer { desk.live.stop() }
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt") == 200)
        let mail = try await desk.demo.answer(
            desk.submission,
            "Before we can fund we still need from you:\n\n- the last 3 months of business bank statements\n- a voided check"
        )
        #expect(
            try await desk.lines() == ["bank_statements open", "mtd_transactions open", "void_check open"],
            "what was received is asked for again")
        let (tenant, review, submission) = (desk.demo.demo.tenant, desk.demo.reviewDesk, desk.submission)
        let now = desk.demo.clock.now()
        try await desk.demo.demo.office.database.write { db in
            try review.remove(mail, from: submission, tenant: tenant, by: .system("test"), at: now, db)
        }
        #expect(try await desk.lines() == ["mtd_transactions open", "void_check open"])
        #expect(try await Rebuilding.compare(desk.demo.demo.office.database).differences.map(\.value) == [])
    }
}
