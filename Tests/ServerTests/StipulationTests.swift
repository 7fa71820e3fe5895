import Applications
import Classification
import Deals
import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

extension OfferDesk {
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

    /// An office with one conditional approval.
    fileprivate static func approved() async throws -> OfferDesk {
        let desk = try await OfferDesk()
        try await desk.demo.answer(desk.submissions[0], conditional)
        return desk
    }

    private func list() async throws -> [Stipulation] {
        let tenant = tenant
        let offer = try #require(try await offers().first).id
        return try await database.read { try Stipulation.of(offer, tenant: tenant, $0) }
    }

    /// `code state` of each line of the newest offer's list, in order of the codes.
    fileprivate func wanted() async throws -> [String] {
        try await list().map { "\($0.code.rawValue) \($0.state.rawValue)" }.sorted()
    }

    fileprivate func line(_ code: DocumentCode) async throws -> Stipulation.ID {
        try #require(try await list().first { $0.code == code }).id
    }

    /// Nil where the offer may be funded.
    fileprivate func refusal() async throws -> StipulationRefusal? {
        let tenant = tenant
        let offer = try #require(try await offers().first).id
        do {
            try await database.read { try Stipulation.requireNoneOpen(offer: offer, tenant: tenant, $0) }
            return nil
        } catch let refusal as StipulationRefusal { return refusal }
    }
}

@Suite struct StipulationTests {
    @Test func `D12 E27 a conditional approval makes the offer and its checklist, and each open line blocks funding`()
        async throws
    {
        let desk = try await OfferDesk.approved()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        #expect(try await desk.wanted() == ["mtd_transactions open", "void_check open"])
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 2))
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/waiver") == 422, "a reason is needed")
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/waiver", "reason=on+file+already") == 200)
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 1))
        #expect(try await desk.post("/stipulations/\(desk.line(.monthToDateTransactions))/receipt") == 200)
        #expect(try await desk.refusal() == nil)
        #expect(try await desk.wanted() == ["mtd_transactions received", "void_check waived"])
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/reopening") == 200)
        #expect(try await desk.refusal() == .stillOpen(offer.id, count: 1))
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/reopening") == 409)
    }

    @Test func `E27 lines are added by hand with their last day, once each, and a file at hand is linked`() async throws
    {
        let desk = try await OfferDesk.approved()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        let (tenant, clock, database) = (desk.tenant, desk.demo.clock, desk.database)
        #expect(
            try await desk.post("/offers/\(offer.id)/stipulations", "code=bank_statements&due_on=2026-11-30") == 200)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=bank_statements") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=passport") == 422)
        #expect(
            try await desk.post("/offers/\(offer.id)/stipulations", "code=other&label=Photo+of+the+storefront") == 200)
        #expect(
            try await desk.wanted() == [
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
        let foreign: ApplicationFile.ID = try await database.read { db in
            try db.value("SELECT id FROM application_file WHERE application_id <> \(offer.application) LIMIT 1")
                ?? ApplicationFile.ID(at: clock.now())
        }
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt", "file=\(foreign)") == 404)
        let other = try await database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: clock.now(), $0)
        }
        let stranger = try await desk.live.key("s", [.broker], tenant: other)
        let line = try await desk.line(.voidCheck)
        let reply = try await desk.live.ask(
            "POST", "/stipulations/\(line)/waiver", key: stranger, accept: "application/json", body: "reason=x")
        #expect(reply.status == 404 && tenant != other)
    }

    @Test func `E27 what is past its last day is counted on the page of today and listed`() async throws {
        let desk = try await OfferDesk.approved()
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
        let desk = try await OfferDesk.approved()
        defer { desk.live.stop() }
        let offer = try #require(try await desk.offers().first)
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt") == 200)
        #expect(try await desk.post("/offers/\(offer.id)/rejection", "reason=too+dear") == 200)
        #expect(try await desk.wanted() == ["mtd_transactions expired", "void_check received"])
        #expect(try await desk.post("/stipulations/\(desk.line(.monthToDateTransactions))/reopening") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/stipulations", "code=tax_returns") == 409)
        #expect(try await desk.post("/offers/\(offer.id)/restoration") == 200)
        #expect(try await desk.wanted() == ["mtd_transactions open", "void_check received"])
    }

    @Test func `E27 a later mail asks for more on the standing offer, and its undoing takes that away again`()
        async throws
    {
        let desk = try await OfferDesk.approved()
        defer { desk.live.stop() }
        #expect(try await desk.post("/stipulations/\(desk.line(.voidCheck))/receipt") == 200)
        let mail = try await desk.demo.answer(
            desk.submissions[0], "Please send the last three months of bank statements and a voided check.")
        #expect(
            try await desk.wanted() == ["bank_statements open", "mtd_transactions open", "void_check open"],
            "what was received is asked for again")
        try await desk.takeBack(mail)
        #expect(try await desk.wanted() == ["mtd_transactions open", "void_check open"])
        #expect(try await desk.isSound())
    }
}
