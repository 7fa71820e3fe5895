import Deals
import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// Credits: what a lead earned, asked for by the partner and approved by management.
@Suite struct CreditTests {
    @Test func `G28 fifteen percent of 1,000.00 is 150.00, and halves of a cent go to the even one`() async throws {
        let office = try await Referring()
        let id = try await office.active(["model": "percentage", "percent": "15"])
        let user = try await office.user(.leadManager, of: id)
        let (lead, deal) = try await office.converted("One", by: user, "1000")
        let credit = try await office.get("/referral/credits/\(try await office.ask(for: lead, by: user))")
        #expect(credit["amount"] == "150.00" && credit["base"] == "1000.00" && credit["percent"] == "15")
        #expect(credit["calculation"] == "percentage" && credit["deal"] == Value(deal))
        for (amount, expected) in [(1_000_30, 150_04), (1_000_10, 150_02), (1_000_03, 150_00), (1_000_90, 150_14)]
            as [(Int64, Int64)]
        {
            #expect(Percent(thousandths: 15_000).of(Cents(amount)) == Cents(expected))
        }
        #expect(
            try await office.code(.post, "/referral/credits", ["lead": Value(lead), "kind": "approval"], as: user)
                == "not_of_terms")
    }

    @Test func `G29 a fixed price is given for the approved lead, and asks for no deal`() async throws {
        let office = try await Referring()
        let id = try await office.active(["model": "fixed_price", "price": "50"])
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("One", by: user)
        let body: Value = ["lead": Value(lead)]
        #expect(try await office.code(.post, "/referral/credits", body, as: user) == "lead_not_approved")
        try await office.approve(lead)
        #expect(
            try await office.code(.post, "/referral/credits", body.adding("amount", "60"), as: user) == "other_amount")
        let made = try await office.act("/referral/credits", body.adding("amount", "50"), as: user)
        #expect(made["amount"] == "50.00" && made["state"] == "pending_approval")
        #expect(try await office.code(.post, "/referral/credits", body, as: user) == "nothing_left")
    }

    @Test func `G30 hybrid is two credits: a base for the lead, a share once the deal is funded`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("One", by: user)
        let application = try await office.approve(lead)
        let first = try await office.ask(for: lead, by: user)
        #expect(try await office.get("/referral/credits/\(first)")["amount"] == "25.00")
        #expect(
            try await office.code(.post, "/referral/credits", ["lead": Value(lead)], as: user) == "lead_not_converted")
        let deal = try await office.deal(of: application, "40000")
        _ = try await office.act("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(deal)])
        let second = try await office.ask(for: lead, by: user)
        #expect(try await office.get("/referral/credits/\(second)")["amount"] == "6000.00")
        // Each once, while it is not rejected.
        #expect(
            try await office.code(.post, "/referral/credits", ["lead": Value(lead), "kind": "conversion"], as: user)
                == "credit_asked")
        _ = try await office.act("/referral/credits/\(second)/reject", ["reason": "the deal is looked at"])
        #expect(try await office.ask(for: lead, by: user) != second)
    }

    @Test func `G08 a credit is by the terms that were in force when the lead was sent`() async throws {
        let office = try await Referring()
        let id = try await office.active(["model": "fixed_price", "price": "50"])
        let user = try await office.user(.leadManager, of: id)
        let old = try await office.lead("Old", by: user)
        _ = try await office.act("/referral/partners/\(id)/terms", ["model": "fixed_price", "price": "70"])
        let new = try await office.lead("New", by: user)
        for (lead, amount, version) in [(old, "50.00", 1), (new, "70.00", 2)] as [(ReferredLead.ID, String, Int64)] {
            try await office.approve(lead)
            let credit = try await office.get("/referral/credits/\(try await office.ask(for: lead, by: user))")
            #expect(credit["amount"]?.text == amount && credit["terms_version"]?.integer == version)
        }
        let bare = try await office.active(nil)
        let other = try await office.user(.leadManager, of: bare)
        let lead = try await office.lead("Bare", by: other)
        try await office.approve(lead)
        #expect(try await office.code(.post, "/referral/credits", ["lead": Value(lead)], as: other) == "no_terms")
    }

    @Test
    func
        `G27 who asked for a credit does not approve it, nor does a key; G31 approval is a posting, G32 rejection none`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("One", by: user)
        try await office.approve(lead)
        let credit = try await office.ask(for: lead, by: user)
        let rows = try await office.count("SELECT count(*) FROM ledger_row")
        // Whoever asked, even with the office's role.
        let twoHats = Referring.principal(office.tenants[0], user.person, [.admin])
        #expect(try await office.code(.post, "/referral/credits/\(credit)/approve", as: twoHats) == "own_work")
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "robot", roles: [.admin], credential: .key(name: "robot"))
        #expect(try await office.code(.post, "/referral/credits/\(credit)/approve", as: key) == "not_a_person")
        #expect(try await office.status(.post, "/referral/credits/\(credit)/approve", as: user) == 403)
        _ = try await office.act("/referral/credits/\(credit)/reject", ["reason": "no"])
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows)
        #expect(try await office.balance(id) == ["0.00", "0.00", "0.00", "0.00"])
        let again = try await office.ask(for: lead, by: user)
        _ = try await office.act("/referral/credits/\(again)/approve")
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows + 1)
        #expect(try await office.balance(id) == ["25.00", "0.00", "0.00", "25.00"])
        for event in ["approve", "reject"] {
            #expect(
                try await office.status(
                    .post, "/referral/credits/\(again)/\(event)", event == "reject" ? ["reason": "x"] : [:],
                    as: office.admin) == 409)
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `M10 of 200 parallel approvals of a credit one books`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("One", by: user)
        try await office.approve(lead)
        let credit = try await office.ask(for: lead, by: user)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await office.status(.post, "/referral/credits/\(credit)/approve", as: office.admin)
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 1 && statuses.allSatisfy { $0 == 200 || $0 == 409 })
        #expect(try await office.balance(id)[0] == "25.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `G77 with a deal that is taken back its credits are: free ones vanish, paid ones are set off`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active(["model": "percentage", "percent": "10"])
        let user = try await office.user(.leadManager, of: id)
        let tenant = office.tenants[0]
        func cancel(_ deal: FundedDeal.ID) async throws {
            let now = office.clock.now()
            try await office.database.write { db in
                _ = try FundedDeal.cancel(deal, reason: "x", tenant: tenant, by: .system("test"), at: now, db)
                try ReferralCredit.end(with: deal, tenant: tenant, by: office.admin.who, at: now, db)
            }
        }
        // One that nobody approved yet, one that waits to be paid, one that is paid.
        let (asked, first) = try await office.converted("Asked", by: user, "1000")
        let (free, second) = try await office.converted("Free", by: user, "2000")
        let pending = try await office.ask(for: asked, by: user)
        let waiting = try await office.ask(for: free, by: user)
        _ = try await office.act("/referral/credits/\(waiting)/approve")
        try await cancel(first)
        try await cancel(second)
        #expect(try await office.get("/referral/credits/\(pending)")["state"] == "rejected")
        #expect(try await office.get("/referral/credits/\(waiting)")["is_clawed_back"] == true)
        #expect(try await office.balance(id) == ["0.00", "0.00", "0.00", "0.00"])
        let (paid, third) = try await office.converted("Paid", by: user, "3000")
        let credit = try await office.ask(for: paid, by: user)
        _ = try await office.act("/referral/credits/\(credit)/approve")
        let batch = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(batch)/approve", as: office.checker)
        try await office.pay(batch, "A1")
        try await cancel(third)
        #expect(try await office.balance(id) == ["0.00", "0.00", "300.00", "-300.00"])
        #expect(try await office.flaws() == [])
        // What comes later is set off against it: nothing is paid before it is made up for.
        let (later, _) = try await office.converted("Later", by: user, "2500")
        _ = try await office.act("/referral/credits/\(try await office.ask(for: later, by: user))/approve")
        office.clock.advance(.days(1))
        let day = office.clock.now().day
        let period: Value = [
            "partner": Value(id), "from": Value(day.adding(days: -20)), "to": Value(day.adding(days: -1)),
        ]
        #expect(try await office.code(.post, "/referral/payouts/generate", period) == "below_minimum")
        let (more, _) = try await office.converted("More", by: user, "1500")
        _ = try await office.act("/referral/credits/\(try await office.ask(for: more, by: user))/approve")
        let next = try await office.batch(id)
        #expect(try await office.lines(next).map(\.amount.count).sorted() == [-30_000, 15_000, 25_000])
        _ = try await office.act("/referral/payouts/\(next)/approve", ["amount": "100"], as: office.checker)
        try await office.pay(next, "A2")
        #expect(try await office.balance(id) == ["400.00", "0.00", "400.00", "0.00"])
        #expect(try await office.flaws() == [])
        #expect(
            try await office.code(.post, "/referral/credits/\(credit)/clawback", ["reason": "x"])
                == "credit_clawed_back")
    }
}
