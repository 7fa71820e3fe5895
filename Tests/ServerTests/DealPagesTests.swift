import Deals
import Kernel
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Server

/// Deals and commissions over HTTP, from an offer that a funder mailed.
@Suite struct DealPagesTests {
    private struct Desk {
        let demo: TemporaryDemo
        let live: LiveDesk
        let admin: String
        let offer: String
        let funder: String

        init() async throws {
            demo = try await TemporaryDemo()
            _ = try await demo.send("marisol", to: ["Dunlin Business Credit"])
            try await demo.exchange()
            live = try LiveDesk(demo.demo.office)
            admin = try await live.key("admin", [.admin], tenant: demo.demo.tenant)
            offer = try await demo.value("SELECT id FROM offer") ?? ""
            funder = try await demo.value("SELECT funder_id FROM offer") ?? ""
        }

        /// The answer's status and refusal, and what it says.
        func post(_ path: String, _ body: String, key: String? = nil) async throws -> (told: String, value: Value) {
            let reply = try await live.ask("POST", path, key: key ?? admin, accept: "application/json", body: body)
            let value = try Value(parsing: Array(reply.body.utf8))
            return ([String(reply.status), value["code"]?.text].compactMap { $0 }.joined(separator: " "), value)
        }

        func page(_ path: String, _ words: [String]) async throws {
            let reply = try await live.ask("GET", path, key: admin)
            #expect(reply.status == 200, "\(path): \(reply.status)")
            for word in words { #expect(reply.body.contains(word), "\(path) does not say \(word)") }
        }

        var today: String { demo.clock.now().day.description }

        /// The offer accepted and the funder's terms known: a payee's id.
        func prepared() async throws -> String {
            let terms =
                "version=0&valid_from=2026-01-01&rate=8&takes_offer_points=true&plan=two_days_out&clawback_days=30&clawback_mode=pro_rata&reserve=10&bonus_tiers=%5B%7B%22count%22%3A1%2C%22bonus%22%3A%22250%22%7D%5D"
            #expect(try await post("/funders/\(funder)/commission-terms", terms).told == "200")
            #expect(try await post("/funders/\(funder)/commission-terms", terms).told == "409 changed_meanwhile")
            #expect(try await post("/offers/\(offer)/acceptance", "").told == "200")
            return try await post("/payees", "name=Olga+Opener").value["id"]?.text ?? ""
        }
    }

    @Test func `E11 E12 E22 an accepted offer becomes a deal with its split, or a refusal says why not`() async throws {
        let desk = try await Desk()
        #expect(
            try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(desk.today)").told
                == "422 offer_not_accepted")
        let payee = try await desk.prepared()
        let (other, today) = (String(repeating: "0", count: 26), desk.today)
        let booked = try await desk.demo.value("SELECT count(*) FROM ledger_row", as: Int.self)
        // swift-format-ignore
        let refused: [(body: String, told: String)] = [
            ("funded_on=\(today)",                                                                   "422 required"),
            ("offer=\(desk.offer)&funded_on=yesterday",                                              "422 not_a_day"),
            ("offer=\(desk.offer)&funded_on=2026-01-01",                                             "422 before_offer"),
            ("offer=\(desk.offer)&funded_on=2030-01-01",                                             "422 in_the_future"),
            ("offer=\(desk.offer)&funded_on=\(today)&currency=CAD",                                  "422 other_currency"),
            ("offer=\(desk.offer)&funded_on=\(today)&application=\(other)",                          "422 offer_of_other_application"),
            ("offer=\(desk.offer)&funded_on=\(today)&funder=\(other)",                               "422 offer_of_other_funder"),
            ("offer=\(desk.offer)&funded_on=\(today)&kind=renewal",                                  "422 earlier_deal_missing"),
            ("offer=\(desk.offer)&funded_on=\(today)&amount=0",                                      "422 out_of_range"),
            ("offer=\(desk.offer)&funded_on=\(today)&opener_payee=\(payee)&opener_share=24.99&house_share=75", "422 shares_not_whole"),
            ("offer=\(desk.offer)&funded_on=\(today)&opener_share=25&house_share=75",                "422 payee_of_role"),
            ("offer=\(desk.offer)&funded_on=\(today)&opener_payee=\(other)&opener_share=25&house_share=75",    "404 unknown_payee"),
            ("offer=\(other)&funded_on=\(today)",                                                    "404 unknown_offer"),
        ]
        for (body, told) in refused { #expect(try await desk.post("/deals", body).told == told, "\(body)") }
        #expect(try await desk.demo.value("SELECT count(*) FROM funded_deal") == 0)
        #expect(try await desk.demo.value("SELECT count(*) FROM ledger_row") == booked)
        let split = "opener_payee=\(payee)&opener_share=25&house_share=75"
        let made = try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(today)&\(split)")
        #expect(made.told == "201" && made.value["state"] == "funded", "\(made.told)")
        #expect(try await desk.demo.value("SELECT status FROM submission") == "funded")
        let again = try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(today)")
        #expect(again.told == "409 already_funded")
        #expect(try await desk.post("/offers/\(desk.offer)/restoration", "").told == "409 offer_funded")
    }

    @Test func `E14 E16 E18 E21 E23 a deal's commission is paid, taken back and paid out on its pages`() async throws {
        let desk = try await Desk()
        let payee = try await desk.prepared()
        try await desk.page("/deals/new?offer=\(desk.offer)", ["Split of the commission", "Olga Opener"])
        let split = "opener_payee=\(payee)&opener_share=25&house_share=75"
        let made = try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(desk.today)&\(split)").value
        let deal = "/deals/\(made["id"]?.text ?? "")"
        let expected = Cents(decimal: made["commission"]?["expected"]?.text ?? "")
        let total = try #require(expected)
        try await desk.page("/deals", ["Dunlin Business Credit", "Expected"])
        let undoable = ["id=\"split-anew\"", "id=\"cancel\""]
        try await desk.page(
            deal, ["Olga Opener", "Held back of each share until then", "The funder paid", "Bonus"] + undoable)
        let pay = "method=ach&paid_on=\(desk.today)&trace=T1"
        let half = Cents(total.count / 2)
        #expect(try await desk.post("\(deal)/payments", "amount=\(half)&\(pay)").told == "200")
        #expect(try await desk.post("\(deal)/payments", "amount=1&\(pay)").told == "409 trace_known")
        let paid = try await desk.live.ask("GET", deal, key: desk.admin).body
        #expect(!undoable.contains { paid.contains($0) }, "what would be refused is not offered")
        #expect(try await desk.post("\(deal)/cancellation", "reason=x").told.hasPrefix("409"))
        #expect(try await desk.post("\(deal)/split", "reason=x&\(split)").told.hasPrefix("409"))
        #expect(
            try await desk.post("\(deal)/payments", "amount=\(total)&method=ach&paid_on=\(desk.today)&trace=T2").told
                == "422 more_than_open")
        #expect(
            try await desk.post("\(deal)/payments", "amount=1&method=ach&paid_on=2026-01-01&trace=T2").told
                == "422 before_funding")
        #expect(
            try await desk.post("\(deal)/adjustments", "amount=-10.50&reason=their+fee&on=\(desk.today)").told == "200")
        #expect(try await desk.post("\(deal)/clawbacks", "method=netted&paid_on=\(desk.today)").told == "200")
        try await desk.page(deal, ["Clawed back", "their fee", "T1"])
        try await desk.page("/commissions", ["Dunlin Business Credit", "clawback", "T1"])
        let payment: String = try await desk.demo.value("SELECT id FROM commission_payment WHERE trace = 'T1'") ?? ""
        try await desk.page("/commissions/\(payment)", ["It was booked by mistake"])
        try await desk.page("/payees", ["Olga Opener", "Scheduled"])
        try await desk.page("/payees/\(payee)", ["Olga Opener", "Dunlin Business Credit"])
        try await desk.page("/funders/\(desk.funder)/commission-terms", ["$250 for 1 deal in a month", "Version 1"])
        let robot = try await desk.post(
            "/payees/\(payee)/payouts", "amount=1&currency=USD&method=ach&reference=P&paid_on=\(desk.today)")
        #expect(robot.told == "403 not_a_person")
        #expect(try await Verification.run(desk.demo.demo.office.database, desk.demo.demo.office.blobs).isWhole)
    }

    @Test func `E14 another office's deals, payments and payees are not there`() async throws {
        let desk = try await Desk()
        let payee = try await desk.prepared()
        let made = try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(desk.today)").value
        let deal = "/deals/\(made["id"]?.text ?? "")"
        _ = try await desk.post("\(deal)/payments", "amount=1&method=ach&paid_on=\(desk.today)&trace=T1")
        let payment: String = try await desk.demo.value("SELECT id FROM commission_payment") ?? ""
        let now = desk.demo.clock.now()
        let other = try await desk.demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let stranger = try await desk.live.key("s", [.admin], tenant: other)
        for path in [deal, "/commissions/\(payment)", "/payees/\(payee)", "/funders/\(desk.funder)/commission-terms"] {
            #expect(try await desk.live.ask("GET", path, key: stranger).status == 404, "\(path)")
        }
        let today = desk.today
        // swift-format-ignore
        let posts: [(String, String)] = [
            ("/deals",                               "offer=\(desk.offer)&funded_on=\(today)"),
            ("\(deal)/payments",                     "amount=1&method=ach&paid_on=\(today)&trace=T9"),
            ("\(deal)/earnings",                     "on=\(today)"),
            ("\(deal)/adjustments",                  "amount=1&reason=x&on=\(today)"),
            ("\(deal)/cancellation",                 "reason=x"),
            ("\(deal)/renewal-date",                 ""),
            ("/commissions/\(payment)/reversal",     "reason=x"),
            ("/payees/\(payee)/retirement",          ""),
        ]
        for (path, body) in posts {
            #expect(try await desk.post(path, body, key: stranger).told.hasPrefix("404"), "\(path)")
        }
        let list = try await desk.live.ask("GET", "/deals", key: stranger, accept: "application/json")
        #expect(try Value(parsing: Array(list.body.utf8))["items"]?.list == [])
    }

    @Test func `E21 a payee who signs in sees the own shares and their statement, and nobody else's`() async throws {
        let desk = try await Desk()
        _ = try await desk.prepared()
        let people = try await desk.demo.demo.office.database.read {
            try $0.rows("SELECT id FROM person ORDER BY id").map { try $0.first() as PersonID }
        }
        let (owner, stranger) = try (#require(people.first), #require(people.last))
        let made = try await desk.post("/payees", "name=Signs+In&person=\(owner)")
        let payee = try #require(made.value["id"]?.text)
        let split = "opener_payee=\(payee)&opener_share=25&house_share=75"
        #expect(try await desk.post("/deals", "offer=\(desk.offer)&funded_on=\(desk.today)&\(split)").told == "201")
        let caller = RouteCaller(JoinedRoutes.table(desk.demo.demo.office))
        func ask(_ path: String, _ person: PersonID?) async throws -> RouteCaller.Outcome {
            try await caller.call(
                .get, path,
                as: Principal(
                    tenant: desk.demo.demo.tenant, person: person, name: "p", roles: [.readOnly],
                    credential: .key(name: "p")))
        }
        // On the deal itself too.
        let deal = try #require(try await desk.demo.value("SELECT id FROM funded_deal", as: String.self))
        let shown = try await ask("/deals/\(deal)", owner)
        #expect(shown["shares"]?.list?.map { $0["payee"]?.text } == [payee] && shown["payees"]?.list == [])
        #expect(try await ask("/deals/\(deal)", stranger)["shares"]?.list == [])
        let whole = try await desk.live.ask("GET", "/deals/\(deal)", key: desk.admin, accept: "application/json")
        #expect(try Value(parsing: Array(whole.body.utf8))["shares"]?.list?.count == 2)
        // Once an admin split it, a broker who would be the first to say so does not begin anew.
        let broker = try await desk.live.key("broker", [.broker], tenant: desk.demo.demo.tenant)
        let again = "reason=agreed&opener_payee=\(payee)&opener_share=50&house_share=50"
        #expect(try await desk.post("/deals/\(deal)/split", again).told == "200")
        #expect(
            try await desk.post("/deals/\(deal)/cancellation", "reason=x", key: broker).told == "403 split_by_admin")
        let history = try await ask("/deals/\(deal)", stranger)["history"]?.list ?? []
        #expect(history.contains { $0["event"] == "split" } && history.allSatisfy { $0["detail"] == .null })
        let own = try await ask("/own-shares", owner)
        #expect(own["id"]?.text == payee && own["deals"]?.list?.count == 1)
        let statement = try await ask("/own-shares/statement", owner)
        #expect(statement["name"] == "Signs In" && statement["place"] == "/own-shares")
        #expect(try await ask("/own-shares/statement/pdf", owner).status == 200)
        await #expect(throws: PlainRefusal.forbidden) { try await ask("/payees/\(payee)", owner) }
        for other in [stranger, nil] {
            #expect(try await ask("/own-shares", other)["id"] == nil, "who has no shares sees none")
            await #expect(throws: PlainRefusal.self) { try await ask("/own-shares/statement", other) }
        }
        let page = try await desk.live.ask("GET", "/own-shares", key: desk.admin)
        #expect(page.status == 200 && page.body.contains("No shares yet"))
        #expect(!page.body.contains("Retire"), "nothing is booked on one's own page")
    }
}
