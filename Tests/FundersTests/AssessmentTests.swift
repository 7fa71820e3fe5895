import Applications
import Kernel
import TestServers
import Testing

@testable import Funders

@Suite struct AssessmentTests {
    /// A merchant about whom everything is known.
    static var merchant: MerchantProfile {
        var merchant = MerchantProfile()
        merchant.state = "NY"
        merchant.industryCode = "722511"
        merchant.industryCodeKind = .naics
        merchant.industryName = "Restaurant"
        merchant.monthsInBusiness = 24
        merchant.monthlyRevenue = Cents(2_500_000)
        merchant.annualRevenue = Cents(30_000_000)
        merchant.averageDailyBalance = Cents(500_000)
        merchant.negativeDays = 2
        merchant.requestedAmount = Cents(5_000_000)
        merchant.requestedTermMonths = 12
        merchant.fico = 600
        merchant.openPositions = 1
        merchant.totalDailyDebit = Cents(30_000)
        merchant.defaultStatus = DefaultStatus.none
        merchant.bankruptcyStatus = BankruptcyStatus.none
        return merchant
    }

    private func verdict(_ criteria: Value, _ merchant: MerchantProfile) throws -> Assessment.Verdict {
        try Criteria.read(criteria).assess(merchant).verdict
    }

    // A row for each filter: what passes, what fails, and that the unknown excludes nobody.
    // swift-format-ignore
    @Test(arguments: [
        ("A14", ["states_allowed": ["NY", "NJ"]],                    ["states_allowed": ["NJ"]]),
        ("A14", ["states_excluded": ["CA"]],                         ["states_excluded": ["New York"]]),
        ("A16", ["min_months_in_business": 24],                      ["min_months_in_business": 25]),
        ("A17", ["min_monthly_revenue": "25000.00"],                 ["min_monthly_revenue": "25000.01"]),
        ("A17", ["max_monthly_revenue": "25000"],                    ["max_monthly_revenue": "24999.99"]),
        ("A17", ["min_annual_revenue": "300000"],                    ["min_annual_revenue": "300000.01"]),
        ("A17", ["max_annual_revenue": "300000"],                    ["max_annual_revenue": "299999"]),
        ("A19", ["max_position": 2],                                 ["max_position": 1]),
        ("A20", ["max_advances": 1],                                 ["max_advances": 0]),
        ("A20", ["max_daily_debit": "300"],                          ["max_daily_debit": "299.99"]),
        ("A23", ["min_fico": 600],                                   ["min_fico": 601]),
        ("A24", ["min_term_months": 12, "max_term_months": 12],      ["min_term_months": 13]),
        ("A24", ["max_term_months": 12],                             ["max_term_months": 11]),
        ("A25", ["min_funding": "50000", "max_funding": "50000"],    ["min_funding": "50000.01"]),
        ("A25", ["max_funding": "50000"],                            ["max_funding": "49999.99"]),
        ("A29", ["rules": [["field": "average_daily_balance", "operator": "at_least", "value": "5000"]]],
                ["rules": [["field": "average_daily_balance", "operator": "at_least", "value": "5000.01"]]]),
        ("A29", ["rules": [["field": "negative_days", "operator": "at_most", "value": 2]]],
                ["rules": [["field": "negative_days", "operator": "at_most", "value": 1]]]),
    ] as [(String, Value, Value)])
    func `A14 A16 A17 A19 A20 A23 A24 A25 A29 a value on the boundary passes, one beyond fails, the unknown is grey`(
        row: String, passing: Value, failing: Value
    ) throws {
        #expect(try verdict(passing, Self.merchant) == .green)
        #expect(try verdict(failing, Self.merchant) == .red)
        #expect(try verdict(failing, MerchantProfile()) == .grey)
    }

    // swift-format-ignore
    @Test(arguments: [
        (true,  0,         Assessment.Verdict.green),
        (true,  nil,       .green),
        (false, 0,         .red),
        (false, 1,         .green),
        (false, nil,       .grey),
        (nil,   0,         .grey),
    ] as [(Bool?, Int?, Assessment.Verdict)])
    func `A18 a first position is taken, not taken, or not known`(
        takes: Bool?, open: Int?, expected: Assessment.Verdict
    ) {
        var criteria = Criteria()
        criteria.takesFirstPosition = takes
        var merchant = MerchantProfile()
        merchant.openPositions = open
        #expect(criteria.assess(merchant).verdict == expected)
    }

    // swift-format-ignore
    @Test(arguments: [
        (["Restaurants"],   [],                "722511", "Restaurant",    Assessment.Verdict.green),
        (["722"],           [],                "722511", nil,             .green),
        (["food service"],  [],                nil,      "Joe's Pizzeria", .green),
        ([],                ["bar"],           "722511", nil,             .red),
        ([],                ["NAICS 72"],      "722511", nil,             .red),
        ([],                ["SIC 5812"],      "722511", nil,             .green),
        ([],                ["trucking"],      nil,      "Long haul freight", .red),
        ([],                ["trucking"],      "722511", nil,             .green),
        ([],                ["trucking"],      nil,      "Widgets",       .grey),
        (["construction"],  [],                "722511", nil,             .grey),
        (["construction"],  [],                nil,      "Widgets",       .grey),
        (["construction"],  ["roofing"],       nil,      nil,             .grey),
        ([],                ["art"],           nil,      "Party supplies", .grey),
    ] as [([String], [String], String?, String?, Assessment.Verdict)])
    func `A15 industries match by code or synonym, and an unmatched one is grey`(
        allowed: [String], restricted: [String], naics: String?, name: String?, expected: Assessment.Verdict
    ) {
        var criteria = Criteria()
        criteria.industriesAllowed = allowed
        criteria.industriesRestricted = restricted
        var merchant = MerchantProfile()
        merchant.industryCode = naics
        merchant.industryCodeKind = naics.map { _ in .naics }
        merchant.industryName = name
        #expect(criteria.assess(merchant).verdict == expected)
    }

    // swift-format-ignore
    @Test(arguments: [
        (DefaultRule.none, nil,  DefaultStatus?.some(.none), nil, Assessment.Verdict.green),
        (.none,            nil,  .satisfied,                 99,  .red),
        (.none,            24,   .satisfied,                 24,  .green),
        (.none,            24,   .satisfied,                 23,  .red),
        (.none,            24,   .satisfied,                 nil, .grey),
        (.none,            24,   .open,                      99,  .red),
        (.satisfied,       nil,  .satisfied,                 1,   .green),
        (.satisfied,       nil,  .open,                      1,   .red),
        (.allowed,         nil,  .open,                      1,   .green),
        (.none,            nil,  nil,                        nil, .grey),
    ] as [(DefaultRule, Int?, DefaultStatus?, Int?, Assessment.Verdict)])
    func `A21 defaults: none, satisfied only, allowed, with a look-back`(
        rule: DefaultRule, lookback: Int?, status: DefaultStatus?, months: Int?, expected: Assessment.Verdict
    ) {
        var criteria = Criteria()
        criteria.defaultRule = rule
        criteria.defaultLookbackMonths = lookback
        var merchant = MerchantProfile()
        merchant.defaultStatus = status
        merchant.monthsSinceDefault = months
        #expect(criteria.assess(merchant).verdict == expected)
    }

    // swift-format-ignore
    @Test(arguments: [
        (BankruptcyRule.none, nil, BankruptcyStatus?.some(.none), nil, Assessment.Verdict.green),
        (.none,               nil, .discharged,                   99,  .red),
        (.discharged,         nil, .discharged,                   1,   .green),
        (.discharged,         24,  .discharged,                   24,  .green),
        (.discharged,         24,  .discharged,                   23,  .red),
        (.discharged,         24,  .discharged,                   nil, .grey),
        (.discharged,         nil, .open,                         1,   .red),
        (.allowed,            nil, .open,                         1,   .green),
        (.none,               nil, nil,                           nil, .grey),
    ] as [(BankruptcyRule, Int?, BankruptcyStatus?, Int?, Assessment.Verdict)])
    func `A22 bankruptcy: none, discharged for some months, allowed`(
        rule: BankruptcyRule, months: Int?, status: BankruptcyStatus?, since: Int?, expected: Assessment.Verdict
    ) {
        var criteria = Criteria()
        criteria.bankruptcyRule = rule
        criteria.bankruptcyMonths = months
        var merchant = MerchantProfile()
        merchant.bankruptcyStatus = status
        merchant.monthsSinceBankruptcy = since
        #expect(criteria.assess(merchant).verdict == expected)
    }

    @Test func `A51 every finding names the rule and both sides in words`() throws {
        let criteria = try Criteria.read([
            "min_funding": "75000", "max_funding": "250000", "min_fico": 620, "states_excluded": ["CA"],
            "rules": [["field": "negative_days", "operator": "at_most", "value": 1, "label": "NSF days"]],
        ])
        let assessment = criteria.assess(Self.merchant)
        #expect(
            assessment.findings.map(\.sentence) == [
                "State: the funder asks for any state but CA, the merchant has NY",
                "Requested amount: the funder asks for $75,000 to $250,000, the merchant has $50,000",
                "FICO: the funder asks for at least 620, the merchant has 600",
                "NSF days: the funder asks for at most 1, the merchant has 2",
            ])
        #expect(assessment.findings.map(\.verdict) == [.green, .red, .red, .red] && assessment.score == 25)
        #expect(Criteria().assess(Self.merchant).verdict == .grey)
    }

    @Test func `amounts in another currency are not compared`() throws {
        let criteria = try Criteria.read(["currency": "CAD", "min_monthly_revenue": "1000000"])
        #expect(criteria.assess(Self.merchant).verdict == .grey)
    }

    @Test func `A29 every operator is total over every field, whatever is known`() {
        for field in CustomRule.Field.allCases {
            for comparison in CustomRule.Operator.allCases {
                for operands in [[], [CustomRule.Operand.number(5)], [.word("ny")]] {
                    let rule = CustomRule(field: field, comparison: comparison, operands: operands, label: nil)
                    _ = rule.holds(for: Self.merchant)
                    #expect(rule.holds(for: MerchantProfile()) == nil || field == .country || field == .currency)
                }
            }
        }
    }

    @Test func `A33 200 funders are assessed while somebody waits`() throws {
        let criteria = try Criteria.read([
            "states_excluded": ["CA", "ND"], "industries_restricted": ["trucking", "law firm", "4411", "cannabis"],
            "min_months_in_business": 12, "min_monthly_revenue": "15000", "max_position": 3, "max_advances": 3,
            "takes_first_position": true, "default_rule": "satisfied", "bankruptcy_rule": "discharged",
            "bankruptcy_months": 12, "min_fico": 550, "min_funding": "10000", "max_funding": "500000",
            "required_docs": ["bank_statements_3mo", "void_check"],
            "rules": [["field": "negative_days", "operator": "at_most", "value": 5]],
        ])
        let merchant = Self.merchant
        let times = (0..<5).map { _ in
            threadTime { for _ in 0..<200 { _ = criteria.assess(merchant) } }
        }
        #expect(try #require(times.min()) < .seconds(2))
    }

    @Test func `an application becomes a profile, with positions and debit from its advances`() {
        let today = Day(year: 2026, month: 11, day: 20)
        #expect(today.map { $0.months(since: $0.adding(months: -24)) } == 24)
        #expect(today.map { $0.months(since: $0.adding(months: -24).adding(days: 1)) } == 23)
        #expect(today.map { $0.months(since: $0.adding(days: 5)) } == 0)
    }
}
