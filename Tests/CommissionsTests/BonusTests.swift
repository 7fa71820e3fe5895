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

    /// Three deals by terms that pay for two, one before by terms that pay for none: in whatever order they are written
    /// down, and with the first one cancelled, the month's bonus is what its last deal's terms give.
    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [1, 2, 3, 0], [2, 0, 3, 1]])
    func `A27 the bonus of a month follows the terms of its last deal, in whatever order deals come`(
        order: [Int]
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 1_000), plan: .sameDay)
        try await desk.terms(terms, of: funder)
        terms.validFrom = try desk.day("2026-11-21")
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(50_000))]
        try await desk.terms(terms, of: funder, after: 1)
        let days = ["2026-11-10", "2026-11-21", "2026-11-22", "2026-11-23"]
        var offers: [Offer.ID] = []
        for number in days.indices { offers.append(try await desk.accepted("M\(number)", by: funder, "10000")) }
        try desk.go(to: "2026-11-24")
        var deals: [Int: FundedDeal.ID] = [:]
        for place in order {
            let new = FundedDeal.New(offer: offers[place], fundedOn: try desk.day(days[place]))
            deals[place] = try await desk.write { try $0.fund(new, $1).id }
        }
        #expect(try await bonus(desk) == 50_000)
        for (place, bonus) in [(0, Int64(50_000)), (3, 50_000), (1, 0)] {
            let id = try #require(deals[place])
            try await desk.write { try $0.cancel(id, reason: "a mistake", $1) }
            #expect(try await self.bonus(desk) == bonus, "deal \(place) cancelled")
        }
        try await desk.expectWhole()
    }

    @Test func `A27 a deal without terms counts in its month, and counts no more once it is cancelled`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-11-10"), currency: .usd, rate: Percent(thousandths: 1_000), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(50_000))]
        try await desk.terms(terms, of: funder)
        let bare = try await fund(desk, funder, "One", "2026-11-02")
        let offer = try await desk.accepted("Two", by: funder, "10000")
        let day = try desk.go(to: "2026-11-12")
        try await desk.write { _ = try $0.fund(FundedDeal.New(offer: offer, fundedOn: day), $1) }
        #expect(try await bonus(desk) == 50_000)
        try await desk.write { try $0.cancel(bare, reason: "a mistake", $1) }
        #expect(try await bonus(desk) == 0)
        try await desk.expectWhole()
    }

    /// 4,200.00 by halves and a bonus of 2,500.00, lowered by 5,400.00: after a new split each has its part of what is left,
    /// and nobody less than nothing.
    @Test func `E22 A27 a new split lowers no share below nothing, whatever was adjusted`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 10_000), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 1, bonus: Cents(250_000))]
        try await desk.terms(terms, of: funder)
        let ada = try await desk.payee("Ada")
        func shares(_ thousandths: Int64) -> [Share] {
            [
                Share(.opener, ada, Percent(thousandths: thousandths)),
                Share(.house, nil, Percent(thousandths: 100_000 - thousandths)),
            ]
        }
        let offer = try await desk.accepted("One", by: funder, "42000")
        let day = try desk.day("2026-11-02")
        let (half, less) = (shares(50_000), shares(40_000))
        let deal = try await desk.write {
            try $0.fund(FundedDeal.New(offer: offer, fundedOn: day), shares: half, $1).id
        }
        try await desk.write { _ = try $0.adjust(deal, by: Cents(-540_000), reason: "agreed", on: day, $1) }
        try await desk.write { try $0.split(deal, less, reason: "told otherwise", $1) }
        let tenant = desk.tenant
        let parts = try await desk.database.read {
            try CommissionEntry.parts(of: deal, CommissionEntry.Kind.expectations, tenant: tenant, $0)
        }
        // 1,680.00 of 6,700.00 to Ada, of which 5,400.00 goes; the house has 2,520.00 and the bonus.
        #expect(parts.first { $0.payee == ada }?.amount == Cents(32_597))
        #expect(parts.reduce(Cents.zero) { $0 + $1.amount } == Cents(130_000))
        let detail = try await desk.database.read {
            try $0.value("SELECT detail FROM history WHERE record_id = \(deal) AND event = 'split'", as: Value.self)
        }
        #expect(detail?["from"]?.list?.first?["percent"] == "50" && detail?["to"]?.list?.first?["percent"] == "40")
        try await desk.expectWhole()
    }

    @Test func `A27 a deal that adds nothing to its month's bonus is cancelled, though it is earned`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 1_000), plan: .sameDay)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(50_000))]
        try await desk.terms(terms, of: funder)
        terms.validFrom = try desk.day("2026-11-21")
        terms.bonusTiers = []
        try await desk.terms(terms, of: funder, after: 1)
        var offers: [Offer.ID] = []
        for number in 0..<4 { offers.append(try await desk.accepted("M\(number)", by: funder, "10000")) }
        let today = try desk.go(to: "2026-11-24")
        var deals: [FundedDeal.ID] = []
        for (offer, day) in zip(offers, ["2026-11-02", "2026-11-02", "2026-11-21", "2026-11-22"]) {
            let new = FundedDeal.New(offer: offer, fundedOn: try desk.day(day))
            deals.append(try await desk.write { try $0.fund(new, $1).id })
            if deals.count == 2 {
                let second = deals[1]
                try await desk.write { _ = try $0.earn(second, on: today, $1) }
            }
        }
        #expect(try await bonus(desk) == 50_000)
        let last = deals[3]
        try await desk.write { try $0.cancel(last, reason: "a mistake", $1) }
        #expect(try await bonus(desk) == 50_000)
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
