import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// A quarter worked out by hand, to the cent; and laws that hold whatever happens.
@Suite struct WorkedQuarterTests {
    @Test
    func `G57 G58 G60 a quarter is equal to the cent to what it comes to by hand, and its months never change again`()
        async throws
    {
        let office = try await Referring()
        office.clock.set(try found(Day("2026-09-30")).start + .hours(9))
        let id = try await office.active(["model": "hybrid", "percent": "1.5", "price": "25"], quota: 10)
        let user = try await office.user(.leadManager, of: id)
        func go(_ day: String) throws { office.clock.set(try found(Day(day)).start + .hours(9)) }
        func approve(_ lead: ReferredLead.ID, _ kind: String) async throws {
            let credit = try await office.ask(for: lead, by: user, kind)
            _ = try await office.act("/referral/credits/\(credit)/approve")
        }
        func generate(_ from: String, _ to: String) async throws -> ReferralPayout.ID {
            let made = try await office.act(
                "/referral/payouts/generate", ["partner": Value(id), "from": .string(from), "to": .string(to)])
            return try found(made["id"]?.text.flatMap { ReferralPayout.ID($0) })
        }
        // October: four leads of score 85; one rejected; two deals of 33,333.33 and 10,000.01; 25 for each of three.
        try go("2026-10-05")
        let (one, _) = try await office.converted("One", by: user, "33333.33")
        let (two, _) = try await office.converted("Two", by: user, "10000.01")
        let three = try await office.lead("Three", by: user)
        try await office.approve(three)
        let four = try await office.lead("Four", by: user)
        _ = try await office.act("/referral/leads/\(four)/reject", ["reason": "closed"])
        for lead in [one, two, three] { try await approve(lead, "approval") }
        // 1.5 % of 33,333.33 is 499.99995: 500.00; of 10,000.01 it is 150.00015: 150.00.
        for lead in [one, two] { try await approve(lead, "conversion") }
        try go("2026-11-02")
        let october = try await generate("2026-10-01", "2026-10-31")
        try go("2026-11-04")
        _ = try await office.act("/referral/payouts/\(october)/approve", ["amount": "725"], as: office.checker)
        try await office.pay(october, "OCT")
        // November: one lead, approved; its batch is approved in part, without the credit that is asked about.
        try go("2026-11-10")
        let five = try await office.lead("Five", by: user)
        try await office.approve(five)
        try await approve(five, "approval")
        let (six, _) = try await office.converted("Six", by: user, "2000")
        try await approve(six, "conversion")
        try go("2026-12-01")
        let november = try await generate("2026-11-01", "2026-11-30")
        try go("2026-12-04")
        let share = try found(try await office.lines(november).first { $0.amount == Cents(3000) })
        _ = try await office.act("/referral/payout-lines/\(share.id)/approve", as: office.checker)
        _ = try await office.act("/referral/payouts/\(november)/approve-partial", as: office.checker)
        let months = ["2026-10", "2026-11"]
        var before: [Value] = []
        for month in months { before.append(try await office.month(id, month)) }
        // December: November's part is paid, the credit for the lead is taken back.
        try go("2026-12-07")
        try await office.pay(november, "NOV")
        let left = try found(try await office.lines(november).first { $0.state == .rejected })
        _ = try await office.act("/referral/credits/\(left.credit)/clawback", ["reason": "no such merchant"])
        var after: [Value] = []
        for month in months { after.append(try await office.month(id, month)) }
        #expect(before == after)
        // swift-format-ignore
        let rows: [(month: String, submitted: Int64, approved: Int64, rejected: Int64, converted: Int64, earned: String, paid: String, back: String)] = [
            ("2026-10", 4, 3, 1, 2, "725.00", "0.00",   "0.00"),
            ("2026-11", 2, 2, 0, 1, "55.00",  "725.00", "0.00"),
            ("2026-12", 0, 0, 0, 0, "0.00",   "30.00",  "25.00"),
        ]
        for row in rows {
            let month = try await office.month(id, row.month)
            #expect(
                month["submitted"]?.integer == row.submitted && month["approved"]?.integer == row.approved
                    && month["rejected"]?.integer == row.rejected && month["converted"]?.integer == row.converted,
                "\(row.month)")
            #expect(
                month["earned"]?.text == row.earned && month["paid"]?.text == row.paid
                    && month["clawed_back"]?.text == row.back, "\(row.month)")
        }
        // The twelve figures.
        let stats = try await office.get("/referral/partners/\(id)/stats", as: user).value
        let twelve: Value = [
            "total_leads_submitted": 6, "approved_leads": 5, "rejected_leads": 1, "converted_leads": 3,
            "approval_rate": "83.3", "conversion_rate": "60", "total_earnings": "755.00", "available_balance": "0.00",
            "pending_payout": "0.00", "current_month_leads": 0, "monthly_quota": 10, "average_lead_quality": "85.00",
        ]
        for (name, value) in twelve.fields?.members ?? [] { #expect(stats[name] == value, "\(name)") }
        // The nine.
        let payouts = try await office.get("/referral/partners/\(id)/payout-stats", as: user).value
        let nine: Value = [
            "total_payouts_generated": 2, "approved_payouts": 2, "rejected_payouts": 0,
            "total_amount_generated": "780.00", "total_amount_approved": "755.00", "total_amount_paid": "755.00",
            "average_approval_rate": "100", "pending_approval_amount": "0.00", "average_days_to_approval": "2.5",
        ]
        for (name, value) in nine.fields?.members ?? [] { #expect(payouts[name] == value, "\(name)") }
        #expect(try await office.balance(id) == ["755.00", "0.00", "755.00", "0.00"])
        #expect(try await office.flaws() == [])
    }

    @Test func `G57 of nothing rates and averages are null`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let stats = try await office.get("/referral/partners/\(id)/stats").value
        for name in ["approval_rate", "conversion_rate", "average_lead_quality"] { #expect(stats[name] == .null) }
        let payouts = try await office.get("/referral/partners/\(id)/payout-stats").value
        for name in ["average_approval_rate", "average_days_to_approval"] { #expect(payouts[name] == .null) }
    }

    @Test func `G39 no command of the program or of a key approves or pays anything, whatever it is`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        // Something to be decided in each state.
        let lead = try await office.lead("Open", by: user)
        let other = try await office.lead("Done", by: user)
        let application = try await office.approve(other)
        let asked = try await office.ask(for: other, by: user)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        let pending = try await office.batch(id)
        let line = try await office.lines(pending)[0].id
        _ = try await office.earned("Later", by: user)
        let approved = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(approved)/approve", as: office.checker)
        let waiting = try await office.registered()
        try await office.addDocument(to: waiting)
        _ = try await office.act("/referral/partners/\(waiting)/verifications", ["flag": "documents"])
        let change = try await office.act(
            "/referral/partners/\(waiting)/bank-changes", ["method": "paypal", "paypal_email": "a@b.example"])
        let fresh = try await office.application("Fresh")
        let records = [
            lead.description, other.description, asked.description, pending.description, line.description,
            approved.description, waiting.description, id.description, change["id"]?.text ?? "",
        ]
        let day = Value(office.clock.now().day)
        let bodies: [Value] = [
            [:], ["reason": "x"], ["notes": "x"], ["status": "active"],
            ["status": "approved", "application": Value(fresh)],
            ["actual_lead_id": Value(fresh)], ["status": "converted", "deal": Value(application)],
            ["paid_on": day, "reference": "R"], ["flag": "documents"],
        ]
        func decided() async throws -> [String] {
            try await office.database.read { db in
                try db.rows(
                    """
                    SELECT id, status AS state FROM referral_partner UNION ALL SELECT id, state FROM referral_lead
                    UNION ALL SELECT id, state FROM referral_credit UNION ALL SELECT id, state FROM referral_payout
                    UNION ALL SELECT id, state FROM referral_payout_line
                    UNION ALL SELECT id, state FROM referral_bank_change ORDER BY id
                    """
                ).map { try "\($0.get("id", as: String.self)) \($0.get("state", as: String.self))" }
            }
        }
        let before = try await decided()
        let machines = [
            Principal(
                tenant: office.tenants[0], person: nil, name: "robot", roles: [.admin], credential: .key(name: "robot")),
            Referring.principal(office.tenants[0], nil, [.admin]),
        ]
        var tried = 0
        for route in office.caller.routes
        where !route.method.isSafe && route.pattern.hasPrefix("/referral") && route.pattern.contains("{id}") {
            for record in records {
                for body in bodies {
                    for machine in machines {
                        let path = route.pattern.replacing("{id}", with: record)
                        let status = try await office.status(route.method, path, body, as: machine)
                        #expect(status < 500, "\(path)")
                        tried += 1
                    }
                }
            }
        }
        #expect(tried > 3000)
        // What a key may do (changing a partner, adding people) decides nothing.
        let words = ["approved", "paid", "converted", "partially_approved", "active"]
        for row in try await decided() where !before.contains(row) {
            #expect(!words.contains { row.hasSuffix(" \($0)") }, "\(row)")
        }
        let deciders = try await office.database.read { db in
            try db.rows(
                """
                SELECT who FROM referral_activity WHERE action IN ('lead_approved', 'credit_approved', 'payout_approved',
                       'payout_partially_approved', 'payout_paid', 'payout_line_approved', 'partner_activated',
                       'bank_change_approved', 'lead_converted')
                """
            ).map { try $0.get("who", as: String.self) }
        }
        #expect(deciders.count > 8 && deciders.allSatisfy { $0.hasPrefix("person:") })
    }
}
