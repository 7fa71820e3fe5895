import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Payouts: batches that people approve line by line, and money that is held before it goes out.
@Suite struct PayoutTests {
    @Test func `G33 a batch of a partner and period is made once; G78 what a dry run shows is what is made`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        office.clock.advance(.days(1))
        let day = office.clock.now().day
        let body: Value = [
            "partner": Value(id), "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1)),
        ]
        let plan = try await office.act("/referral/payouts/generate", body.adding("dry_run", true))
        #expect(plan["total"] == "75.00" && plan["line_count"] == 3)
        #expect(try await office.count("SELECT count(*) FROM referral_payout") == 0)
        let made = try await office.act("/referral/payouts/generate", body)
        #expect(made.status == 201 && made["generated_amount"] == plan["total"] && made["state"] == "pending")
        let payout = try found(made["id"]?.text.flatMap { ReferralPayout.ID($0) })
        let planned = (plan["lines"]?.list ?? []).compactMap { $0["credit"]?.text }
        #expect(try await office.lines(payout).map(\.credit.description).sorted() == planned.sorted())
        let again = try await office.act("/referral/payouts/generate", body)
        #expect(again.status == 200 && again["id"] == made["id"])
        #expect(try await office.count("SELECT count(*) FROM referral_payout") == 1)
        #expect(
            try await office.code(.post, "/referral/payouts/generate", body.adding("to", Value(day)))
                == "period_not_over")
        #expect(
            try await office.code(.post, "/referral/payouts/generate", body.adding("to", "2020-01-01")) == "bad_period")
    }

    @Test func `G78 below the minimum no batch is made, and what there is goes into a later one`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.act("/referral/settings", ["minimum": "50", "limit": "10000"])
        _ = try await office.earned("One", by: user)
        await #expect(throws: PayoutRefusal.belowMinimum(Cents(2500), least: Cents(5000), .usd)) {
            try await office.batch(id)
        }
        _ = try await office.earned("Two", by: user)
        #expect(try await office.lines(try await office.batch(id)).count == 2)
    }

    @Test func `G34 the table of states: seven moves are possible, all others are refused and move nothing`()
        async throws
    {
        // swift-format-ignore
        let allowed: Set<String> = [
            "pending approve", "pending approve-partial", "pending reject", "approved paid", "approved failure",
            "partially_approved paid", "partially_approved failure", "rejected resubmission",
        ]
        let ways: [String: [String]] = [
            "pending": [], "approved": ["approve"], "partially_approved": ["approve-partial"], "rejected": ["reject"],
            "paid": ["approve", "paid"],
        ]
        for (from, way) in ways.sorted(by: { $0.key < $1.key }) {
            for event in ["approve", "approve-partial", "reject", "paid", "failure", "resubmission"] {
                let office = try await Referring()
                let id = try await office.active()
                let user = try await office.user(.leadManager, of: id)
                for number in 0..<2 { _ = try await office.earned("M \(number)", by: user) }
                let payout = try await office.batch(id)
                func body(_ event: String) -> Value {
                    switch event {
                    case "paid": ["paid_on": Value(office.clock.now().day), "reference": "R"]
                    case "reject", "failure": ["notes": "x"]
                    default: [:]
                    }
                }
                if way == ["approve-partial"] || way.isEmpty && event == "approve-partial" {
                    let line = try await office.lines(payout)[0].id
                    _ = try await office.act("/referral/payout-lines/\(line)/approve", as: office.checker)
                }
                for step in way {
                    _ = try await office.act("/referral/payouts/\(payout)/\(step)", body(step), as: office.checker)
                }
                #expect(try await office.state(payout) == from)
                let rows = try await office.count("SELECT count(*) FROM ledger_row")
                let status = try await office.status(
                    .post, "/referral/payouts/\(payout)/\(event)", body(event), as: office.checker)
                let isAllowed = allowed.contains("\(from) \(event)")
                #expect(isAllowed ? [200, 201].contains(status) : status == 409, "\(from) \(event): \(status)")
                if !isAllowed {
                    #expect(try await office.state(payout) == from)
                    #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows)
                }
                #expect(try await office.flaws() == [], "\(from) \(event)")
            }
        }
    }

    @Test
    func `G41 a part is approved line by line; the rest is free in the same transaction and goes into another batch`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        let payout = try await office.batch(id)
        let lines = try await office.lines(payout)
        #expect(try await office.code(.post, "/referral/payout-lines/\(lines[0].id)/approve") == "own_work")
        _ = try await office.act("/referral/payout-lines/\(lines[0].id)/approve", as: office.checker)
        #expect(
            try await office.status(.post, "/referral/payout-lines/\(lines[1].id)/reject", [:], as: office.checker)
                == 422)
        _ = try await office.act("/referral/payout-lines/\(lines[1].id)/reject", ["notes": "asked"], as: office.checker)
        #expect(
            try await office.code(.post, "/referral/payouts/\(payout)/approve", as: office.checker) == "some_rejected")
        #expect(
            try await office.code(
                .post, "/referral/payouts/\(payout)/approve-partial", ["amount": "50"], as: office.checker)
                == "other_amount")
        let done = try await office.act(
            "/referral/payouts/\(payout)/approve-partial", ["amount": "25", "notes": "rest later"], as: office.checker)
        #expect(done["state"] == "partially_approved" && done["approved_amount"] == "25.00")
        #expect(done["generated_amount"] == "75.00")
        #expect(try await office.balance(id) == ["75.00", "25.00", "0.00", "50.00"])
        #expect(try await office.lines(payout).map(\.state) == [.approved, .rejected, .rejected])
        #expect(
            try await office.code(
                .post, "/referral/payout-lines/\(lines[0].id)/reject", ["notes": "x"], as: office.checker)
                == "payout_not_open")
        let next = try await office.batch(id)
        #expect(Set(try await office.lines(next).map(\.credit)) == Set(lines[1...].map(\.credit)))
        #expect(try await office.flaws() == [])
    }

    @Test
    func `G23 G42 G43 approval holds the money, payment books it with a reference of its own, failure lets it go`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        let day = Value(office.clock.now().day)
        let path = "/referral/payouts/\(payout)"
        #expect(
            try await office.status(.post, "\(path)/paid", ["paid_on": day, "reference": "X1"], as: office.admin) == 409
        )
        #expect(try await office.code(.post, "\(path)/approve") == "own_work")
        #expect(
            try await office.code(.post, "\(path)/approve", ["amount": "24"], as: office.checker) == "other_amount")
        _ = try await office.act("\(path)/approve", ["amount": "25"], as: office.checker)
        #expect(try await office.balance(id) == ["25.00", "25.00", "0.00", "0.00"])
        // G23 The lead's credit is paid through its line alone.
        let lead = try await office.get("/referral/leads")["items"]?.list?.first
        #expect(lead?["credit_status"] == "approved")
        #expect(
            try await office.code(
                .post, "\(path)/paid", ["paid_on": day, "reference": "X1", "method": "paypal"], as: office.admin)
                == "other_method")
        #expect(
            try await office.code(.post, "\(path)/paid", ["paid_on": "2030-01-01", "reference": "X1"])
                == "in_the_future")
        #expect(try await office.status(.post, "\(path)/paid", ["paid_on": day], as: office.admin) == 422)
        try await office.pay(payout, "wire 17")
        let paid = try await office.get(path, as: user)
        #expect(paid["state"] == "paid" && paid["reference"] == "wire 17" && paid["method"] == "bank_transfer")
        #expect(try await office.balance(id) == ["25.00", "0.00", "25.00", "0.00"])
        #expect(try await office.get("/referral/leads")["items"]?.list?.first?["credit_status"] == "paid")
        // The same reference pays nothing else; what fails is free again.
        _ = try await office.earned("Two", by: user)
        let second = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(second)/approve", as: office.checker)
        #expect(
            try await office.code(
                .post, "/referral/payouts/\(second)/paid",
                ["paid_on": Value(office.clock.now().day), "reference": "WIRE17"]) == "reference_taken")
        _ = try await office.act("/referral/payouts/\(second)/failure", ["notes": "the bank sent it back"])
        #expect(try await office.balance(id) == ["50.00", "0.00", "25.00", "25.00"])
        #expect(try await office.state(second) == "rejected")
        let again = try await office.act("/referral/payouts/\(second)/resubmission")
        #expect(again["resubmits"] == Value(second) && again["generated_amount"] == "25.00")
        #expect(try await office.code(.post, "/referral/payouts/\(second)/resubmission") == "payout_resubmitted")
        #expect(try await office.flaws() == [])
    }

    @Test func `G44 a rejected batch moves no money; it is sent in again as another one that names it`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        let rows = try await office.count("SELECT count(*) FROM ledger_row")
        _ = try await office.act("/referral/payouts/\(payout)/reject", ["notes": "which merchant?"], as: office.checker)
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows)
        #expect(try await office.get("/referral/payouts/\(payout)", as: user)["notes"] == "which merchant?")
        let again = try await office.act("/referral/payouts/\(payout)/resubmission")
        #expect(again.status == 201 && again["resubmits"] == Value(payout) && again["kind"] == "resubmitted")
        #expect(try await office.get("/referral/payouts/\(again["id"]?.text ?? "")/lines")["items"]?.list?.count == 1)
    }

    @Test func `G38 a credit stands in one batch at a time, whoever asks, and the database knows it too`() async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let credit = try await office.earned("One", by: user)
        let other = try await office.earned("Two", by: user)
        let day = office.clock.now().day
        let body: Value = [
            "partner": Value(id), "from": Value(day), "to": Value(day), "credits": [Value(credit)],
        ]
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { try await office.status(.post, "/referral/payouts", body, as: office.admin) }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 201 } == 1 && statuses.allSatisfy { $0 == 201 || $0 == 409 })
        let payout = try await office.batch(id)
        #expect(try await office.lines(payout).map(\.credit) == [other])
        #expect(
            try await office.code(.post, "/referral/payouts/\(payout)/lines", ["credit": Value(credit)]) == "line_taken"
        )
        let line = try await office.lines(payout)[0]
        let (tenant, fresh) = (office.tenants[0], PayoutLine.ID(bits: 9))
        await #expect(throws: StorageFault.self) {
            try await office.database.write { db in
                try db.run(
                    """
                    INSERT INTO referral_payout_line (id, tenant_id, payout_id, credit_id, kind, amount_cents, state,
                                                      created_by, created_at)
                    VALUES (\(fresh), \(tenant), \(payout), \(line.credit), 'credit', 2500, 'pending', 'x', 1)
                    """)
            }
        }
    }
}
