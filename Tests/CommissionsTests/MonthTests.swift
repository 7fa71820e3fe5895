import Deals
import Funders
import Kernel
import Storage
import Testing

@testable import Commissions

/// November 2026, worked by hand: three funders, five deals, one clawback, one renewal, two splits.
@Suite struct MonthTests {
    @Test func `E12 E15 E16 E22 E23 E24 a month worked by hand is equal to the cent`() async throws {
        let desk = try await Desk()
        let (first, second) = (try desk.day("2026-01-01"), try desk.day("2026-11-09"))
        let (atlas, birch, cedar) = (
            try await desk.funder("Atlas"), try await desk.funder("Birch"), try await desk.funder("Cedar")
        )
        let (olga, karl, north) = (
            try await desk.payee("Olga Opener"), try await desk.payee("Karl Closer"), try await desk.payee("North ISO")
        )

        // Atlas: 8 points, two days out, a pro rata clawback within 30 days, 10 % held back; 500 for two deals a month.
        var terms = CommissionTerms.Content(
            validFrom: first, currency: .usd, rate: Percent(thousandths: 8_000), plan: .twoDaysOut)
        terms.clawbackDays = 30
        terms.clawbackMode = .proRata
        terms.reserve = Percent(thousandths: 10_000)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(50_000)), Incentive(count: 4, bonus: Cents(200_000))]
        try await desk.terms(terms, of: atlas)
        // Birch: 3.125 % of the payback, at the end of the week, nothing for renewals; better from 9 November on.
        var share = CommissionTerms.Content(
            validFrom: first, currency: .usd, rate: Percent(thousandths: 3_125), plan: .endOfWeek)
        share.basis = .payback
        share.trigger = .funded
        try await desk.terms(share, of: birch)
        share.validFrom = second
        share.rate = Percent(thousandths: 4_000)
        try await desk.terms(share, of: birch, after: 1)
        // Cedar: 10 points, or what the offer says; 4 for renewals; seven days out.
        var points = CommissionTerms.Content(
            validFrom: first, currency: .usd, rate: Percent(thousandths: 10_000), plan: .sevenDaysOut)
        points.renewalRate = Percent(thousandths: 4_000)
        try await desk.terms(points, of: cedar)

        // 2 November. 1: Atlas pays out 41,250.55; 8 % is 3,300.044. Split 20 / 50 / 30 house: 660.008, 1,650.02,
        // 990.012, so the cent that is left goes to the opener: 660.01.
        let fifths = [
            Share(.opener, olga, Percent(thousandths: 20_000)), Share(.closer, karl, Percent(thousandths: 50_000)),
            Share(.house, nil, Percent(thousandths: 30_000)),
        ]
        let one = try await fund(desk, "Able Bakery", atlas, "41250.55", "2026-11-02", fifths)
        #expect(try await desk.standing(one).expected == Cents(330_004))
        #expect(try await desk.standing(one).dueOn == desk.day("2026-11-04"))
        // 3 November. 2: Birch pays out 20,000 at 1.35; 3.125 % of 27,000 is 843.75. A third each, 281.255625 and twice
        // 281.2471875: the two cents that are left go to the two .71875.
        let thirds = [
            Share(.iso, north, Percent(thousandths: 33_334)), Share(.closer, karl, Percent(thousandths: 33_333)),
            Share(.house, nil, Percent(thousandths: 33_333)),
        ]
        let two = try await fund(desk, "Brook Diner", birch, "20000", "2026-11-03", thirds, ["factor_rate": "1.35"])
        #expect(try await desk.standing(two).expected == Cents(84_375))
        #expect(try await desk.standing(two).dueOn == desk.day("2026-11-06"))
        // 4 November. 3: Cedar's offer says 9.5 points on 15,000.01: 1,425.00095. All of it is the house's. The 11th is
        // Veterans Day: seven days out is the 12th.
        let three = try await fund(
            desk, "Cove Garage", cedar, "15000.01", "2026-11-04", Share.houseAlone, ["commission_points": "9.5"])
        #expect(try await desk.standing(three).expected == Cents(142_500))
        #expect(try await desk.standing(three).dueOn == desk.day("2026-11-12"))

        // Atlas pays the first deal in two parts, of 3,300.04: 10 % of the people's parts is held back.
        try await pay(desk, atlas, "ACH-1", "2026-11-04", [(one, 100_000)])
        #expect(try await desk.payee(olga) == payee(scheduled: 46_001, payable: 18_000, held: 2_000))
        #expect(try await desk.payee(karl).payable == Cents(45_000))
        try await pay(desk, atlas, "ACH-2", "2026-11-06", [(one, 230_004)])
        #expect(try await desk.payee(olga) == payee(scheduled: 0, payable: 59_401, held: 6_600))
        #expect(try await desk.payee(karl) == payee(scheduled: 28_125, payable: 148_502, held: 16_500))
        try await pay(desk, birch, "W 77", "2026-11-06", [(two, 84_375)])
        #expect(try await desk.payee(north) == payee(scheduled: 0, payable: 28_125, held: 0))
        // Olga is paid out what she has.
        let payday = try desk.go(to: "2026-11-10")
        try await desk.write { book, db in
            _ = try book.payOut(Payout.New(Cents(59_401), .usd, by: .ach, reference: "P1", on: payday), to: olga, db)
        }

        // 20 November. 4: Atlas again, 10,000: 800.00, and the bonus of 500.00 for the second deal of the month.
        let four = try await fund(desk, "Delta Gym", atlas, "10000", "2026-11-20", Share.houseAlone)
        #expect(try await desk.standing(four).expected == Cents(130_000))
        // 5: Cedar renews Cove Garage with 18,000 at 4 points: 720.00.
        let five = try await renew(desk, "Cove Garage", cedar, "18000", "2026-11-20", three)
        #expect(try await desk.standing(five).expected == Cents(72_000))
        try await pay(desk, cedar, "C-9", "2026-11-20", [(three, 142_500), (five, 72_000)])
        // Able Bakery fails 12 of 30 days before the window's end: 3,300.04 × 12 / 30 = 1,320.016. Olga's part is 264.00,
        // 66.00 of it from her reserve; Karl's is 660.01, 165.00 of it from his.
        let failed = try desk.day("2026-11-20")
        let taken = try await desk.write { book, db in
            try book.clawBack(.init(funder: atlas, .usd, by: .netted, trace: "CB-1", on: failed, [.init(one, nil)]), db)
        }
        #expect(taken.amount == Cents(132_002))
        #expect(try await desk.payee(olga) == payee(scheduled: 0, payable: -19_800, held: 0, settled: 59_401))
        #expect(try await desk.payee(karl) == payee(scheduled: 0, payable: 148_502 + 28_125 - 49_501, held: 0))

        try await sums(desk, atlas, birch, cedar)
        try await desk.expectWhole()
    }

    /// The month's sums: expected 330,004 + 84,375 + 142,500 + 130,000 + 72,000 cents.
    private func sums(_ desk: Desk, _ atlas: Funder.ID, _ birch: Funder.ID, _ cedar: Funder.ID) async throws {
        #expect(try await desk.account("commission.income") == 330_004 + 84_375 + 142_500 + 72_000)
        #expect(try await desk.account("commission.expected", owner: "\(atlas)") == 130_000)
        for funder in [atlas, birch, cedar] {
            #expect(try await desk.account("commission.receivable", owner: "\(funder)") == 0)
        }
        #expect(try await desk.account("commission.clawback") == 132_002)
        #expect(try await desk.account("bank") == 628_879 - 132_002 - 59_401)
        // 660.01 + 1,650.02 + twice 281.25 given, 264.00 + 660.01 taken back.
        #expect(try await desk.account("share.expense") == 66_001 + 165_002 + 28_125 + 28_125 - 26_400 - 66_001)
    }

    private func payee(scheduled: Int64, payable: Int64, held: Int64, settled: Int64 = 0) -> PayeeStanding {
        var standing = PayeeStanding(.usd)
        standing.scheduled = Cents(scheduled)
        standing.payable = Cents(payable)
        standing.held = Cents(held)
        standing.settled = Cents(settled)
        return standing
    }

    private func fund(
        _ desk: Desk, _ merchant: String, _ funder: Funder.ID, _ amount: String, _ day: String, _ shares: [Share],
        _ terms: Value = [:]
    ) async throws -> FundedDeal.ID {
        try desk.go(to: day)
        let offer = try await desk.accepted(merchant, by: funder, amount, terms: terms)
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day(day))
        return try await desk.write { try $0.fund(new, shares: shares, $1).id }
    }

    private func renew(
        _ desk: Desk, _ merchant: String, _ funder: Funder.ID, _ amount: String, _ day: String, _ earlier: FundedDeal.ID
    ) async throws -> FundedDeal.ID {
        try desk.go(to: day)
        let offer = try await desk.accepted(merchant, by: funder, amount, kind: .renewal)
        var new = FundedDeal.New(offer: offer, fundedOn: try desk.day(day))
        new.renews = earlier
        let order = new
        return try await desk.write { try $0.fund(order, $1).id }
    }

    private func pay(
        _ desk: Desk, _ funder: Funder.ID, _ trace: String, _ day: String, _ lines: [(FundedDeal.ID, Int64)]
    ) async throws {
        try desk.go(to: day)
        let new = CommissionPayment.New(
            funder: funder, .usd, by: .ach, trace: trace, on: try desk.day(day),
            lines.map { .init($0.0, Cents($0.1)) })
        try await desk.write { _ = try $0.pay(new, $1) }
    }
}
