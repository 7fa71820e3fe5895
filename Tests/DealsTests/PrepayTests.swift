import Kernel
import Testing

@testable import Deals

@Suite struct PrepayTests {
    // swift-format-ignore
    private static let readable: [(String, [String])] = [
        ("1.25 if paid within 30 days",                              ["by day 30: factor 1.25"]),
        ("30 days 1.20, 60 days 1.25 and 90 days 1.30",              ["by day 30: factor 1.2", "by day 60: factor 1.25", "by day 90: factor 1.3"]),
        ("Paid off by day 60: $55,000; by day 30: $52,500.50",       ["by day 30: $52,500.50", "by day 60: $55,000"]),
        ("10% discount if you pay off within 3 months",              ["by month 3: 10 % off"]),
        ("Early payoff: 15% off the remaining RTR in the first 4 weeks, 7.5% off in the first 8 weeks",
                                                                     ["by week 4: 15 % off", "by week 8: 7.5 % off"]),
    ]

    @Test(arguments: readable)
    func `E06 what paying early saves is read into steps`(_ words: String, _ steps: [String]) throws {
        let schedule = try #require(PrepaySchedule(words))
        #expect(schedule.value(.usd).list?.compactMap { $0["text"]?.text } == steps)
    }

    @Test(arguments: [
        "no prepayment penalty", "discount available", "ask us", "1.25 or 1.30 within 30 days", "5% if paid in 30 days",
        "30 days 1.20, 30 days 1.25", "30 days 1.20, 2 months 1.25", "$500 off within 30 days", "within 30 days", "",
        "1.2.5 in 30 days", "99999999999999999999 days 1.2",
    ])
    func `E06 words that are no plain steps stay words`(_ words: String) {
        #expect(PrepaySchedule(words) == nil)
    }
}
