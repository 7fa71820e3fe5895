import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// A quarter worked out by hand, to the cent; and laws that hold whatever happens.
@Suite struct WorkedQuarterTests {
    @Test
    func
        `G57 G58 G60 L01 L02 a quarter is equal to the cent to what it comes to by hand, and its months never change again`()
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
}
