import Deals
import Funders
import Kernel
import Storage
import Testing

@testable import Commissions

@Suite struct BonusTests {
    /// Deals funded in a month, and the bonus of the month: 300.00 for two, 1,000.00 for four.
    @Test func `A27 the bonus of a month follows its count of deals, up and down`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 0), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(30_000)), Incentive(count: 4, bonus: Cents(100_000))]
        try await desk.terms(terms, of: funder)
        var deals: [FundedDeal.ID] = []
        for (number, bonus) in [Int64(0), 30_000, 30_000, 100_000, 100_000].enumerated() {
            deals.append(try await fund(desk, funder, "Merchant \(number)", "2026-11-02"))
            #expect(try await self.bonus(desk) == bonus, "\(number + 1) deals")
        }
        // Another month begins with nothing.
        try desk.go(to: "2026-12-01")
        _ = try await fund(desk, funder, "Merchant 9", "2026-12-01")
        #expect(try await bonus(desk) == 100_000)
        // The fourth carried the step to 1,000.00, which the fifth carries now; then it is gone.
        for (place, bonus) in [(3, Int64(100_000)), (0, 30_000), (1, 30_000), (2, 0), (4, 0)] {
            let id = deals[place]
            try await desk.write { try $0.cancel(id, reason: "a mistake", $1) }
            #expect(try await self.bonus(desk) == bonus, "deal \(place + 1) cancelled")
        }
        try await desk.expectWhole()
    }

    @Test func `A27 a bonus that is earned keeps its month's deals from being cancelled`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 0), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(30_000))]
        try await desk.terms(terms, of: funder)
        let first = try await fund(desk, funder, "One", "2026-11-02")
        let second = try await fund(desk, funder, "Two", "2026-11-02")
        let day = try desk.day("2026-11-02")
        try await desk.write { _ = try $0.earn(second, on: day, $1) }
        #expect(try await code { try await desk.write { try $0.cancel(first, reason: "x", $1) } } == "bonus_paid")
        #expect(try await bonus(desk) == 30_000)
        try await desk.expectWhole()
    }

    /// The bonus is the house's, and what a funder paid so far was split over it: no share is left with less than it got.
    @Test func `A27 E14 a bonus of which a payment's split has taken a part stays, and the deal is paid on`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 8_000), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(100_000))]
        try await desk.terms(terms, of: funder)
        let first = try await fund(desk, funder, "One", "2026-11-02")
        let olga = try await desk.payee("Olga")
        let offer = try await desk.accepted("Two", by: funder, "10000")
        let day = try desk.day("2026-11-02")
        let second = try await desk.write {
            try $0.fund(
                FundedDeal.New(offer: offer, fundedOn: day),
                shares: [Share(.opener, olga, Percent(thousandths: 100_000))], $1
            ).id
        }
        #expect(try await desk.standing(second).expected == Cents(180_000))
        func pay(_ cents: Int64, _ trace: String) async throws {
            let new = CommissionPayment.New(
                funder: funder, .usd, by: .ach, trace: trace, on: day, [.init(second, Cents(cents))])
            try await desk.write { _ = try $0.pay(new, $1) }
        }
        try await pay(40_000, "a")
        // 222.22 of the 400.00 went to the house's bonus.
        #expect(try await code { try await desk.write { try $0.cancel(first, reason: "x", $1) } } == "bonus_paid")
        #expect(try await bonus(desk) == 100_000)
        try await pay(10_000, "b")
        try await desk.write { _ = try $0.adjust(second, by: Cents(-1_000), reason: "less", on: day, $1) }
        try await pay(129_000, "c")
        #expect(try await desk.standing(second).open == .zero)
        try await desk.expectWhole()
    }

    private func fund(_ desk: Desk, _ funder: Funder.ID, _ merchant: String, _ day: String) async throws
        -> FundedDeal.ID
    {
        let offer = try await desk.accepted(merchant, by: funder, "10000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day(day))
        return try await desk.write { try $0.fund(new, $1).id }
    }

    private func bonus(_ desk: Desk) async throws -> Int64 {
        try await desk.value(
            "SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commission_entry WHERE kind = 'bonus'") ?? -1
    }
}
