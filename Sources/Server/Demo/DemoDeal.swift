import Commissions
import Deals
import Funders
import Kernel

/// One deal of the sample office's past: who got how much from whom, and what came of its commission.
struct DemoDeal: Sendable {
    /// The application's external id.
    let key: String
    let merchant: String
    let state: String
    let funder: String
    let daysAgo: Int
    /// Whole dollars.
    let amount: Int64
    /// In ten-thousandths.
    let factor: Int64
    /// Daily payments.
    let payments: Int64
    /// Of the opener, the closer, the ISO and the referral, in percent; the rest is the house's.
    var shares: [(role: ShareRole, payee: String, percent: Int64)] = []
    /// Days after the funding, and the share of the commission that came, in percent.
    var paid: [(days: Int, percent: Int64)] = []
    /// Days after the funding when the funder took back what the terms give.
    var clawedBackAfter: Int?
    /// The key of the deal that it renews.
    var renews: String?

    // swift-format-ignore
    static let all: [DemoDeal] = [
        DemoDeal(key: "past-harrow",  merchant: "Harrow & Pine Cabinetry LLC", state: "VT", funder: "Two Bridges Merchant Funding", daysAgo: 148, amount: 40_000, factor: 13_200, payments: 140,
                 shares: [(.opener, "Rufus Okafor", 20), (.closer, "Ada Whitcombe", 30)], paid: [(8, 100)]),
        DemoDeal(key: "past-bellweather", merchant: "Bellweather Print Shop Inc.", state: "NY", funder: "Foxglove Working Capital", daysAgo: 78, amount: 25_000, factor: 13_500, payments: 100,
                 shares: [(.closer, "Ada Whitcombe", 40), (.iso, "Northgate ISO", 25)], paid: [(3, 100)]),
        DemoDeal(key: "past-juniper", merchant: "Juniper Street Laundry LLC", state: "NJ", funder: "Foxglove Working Capital", daysAgo: 26, amount: 18_500, factor: 13_800, payments: 90,
                 shares: [(.opener, "Rufus Okafor", 20), (.closer, "Ada Whitcombe", 30)], paid: [(3, 100)], clawedBackAfter: 19),
        DemoDeal(key: "past-harrow-2", merchant: "Harrow & Pine Cabinetry LLC", state: "VT", funder: "Two Bridges Merchant Funding", daysAgo: 19, amount: 55_000, factor: 13_100, payments: 160,
                 shares: [(.closer, "Ada Whitcombe", 30)], paid: [(9, 60)], renews: "past-harrow"),
        DemoDeal(key: "past-cobble", merchant: "Cobble Hill Dental PC", state: "NY", funder: "Bright Anchor Finance", daysAgo: 12, amount: 90_000, factor: 12_600, payments: 200,
                 shares: [(.closer, "Rufus Okafor", 35), (.referral, "Cardinal Bookkeeping", 15)]),
        DemoDeal(key: "past-osprey", merchant: "Osprey Marine Supply Co.", state: "ME", funder: "Two Bridges Merchant Funding", daysAgo: 3, amount: 32_000, factor: 13_300, payments: 120,
                 shares: [(.opener, "Rufus Okafor", 20), (.closer, "Ada Whitcombe", 30)]),
    ]

    static let payees = ["Ada Whitcombe", "Rufus Okafor", "Northgate ISO", "Cardinal Bookkeeping"]
    /// Of those who are no people of the office.
    static let addresses = ["Northgate ISO": "partners@northgate-iso.example"]

    /// How the funders of these deals pay, since long ago.
    static func terms(from day: Day) -> [(funder: String, content: CommissionTerms.Content)] {
        var bridges = CommissionTerms.Content(
            validFrom: day, currency: .usd, rate: Percent(thousandths: 8_000), plan: .sevenDaysOut)
        bridges.renewalRate = Percent(thousandths: 5_000)
        bridges.clawbackDays = 45
        bridges.clawbackMode = .proRata
        bridges.reserve = Percent(thousandths: 10_000)
        bridges.bonusTiers = [Incentive(count: 3, bonus: Cents(100_000)), Incentive(count: 5, bonus: Cents(250_000))]
        var foxglove = CommissionTerms.Content(
            validFrom: day, currency: .usd, rate: Percent(thousandths: 10_000), plan: .twoDaysOut)
        foxglove.clawbackDays = 30
        var anchor = CommissionTerms.Content(
            validFrom: day, currency: .usd, rate: Percent(thousandths: 3_500), plan: .beginningOfNextWeek)
        anchor.basis = .payback
        return [
            ("Two Bridges Merchant Funding", bridges), ("Foxglove Working Capital", foxglove),
            ("Bright Anchor Finance", anchor),
        ]
    }
}
