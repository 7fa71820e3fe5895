import Applications
import Classification
import Estimates
import Funders
import Kernel
import Testing

@testable import Analysis

@Suite struct DriftTests {
    /// The same numbers for the same seed (splitmix64).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let industries = ["Restaurant", "Trucking", "Dentist", "Florist", "Plumbing", "Retail bakery"]
    private static let states = ["NY", "NJ", "TX", "FL", "OH"]

    /// Some merchant.
    private func merchant(_ dice: inout Dice) -> MerchantProfile {
        var merchant = MerchantProfile()
        merchant.fico = Int.random(in: 500...800, using: &dice)
        merchant.monthsInBusiness = Int.random(in: 3...120, using: &dice)
        merchant.monthlyRevenue = Cents(Int64.random(in: 8...150, using: &dice) * 100_000)
        merchant.requestedAmount = Cents(Int64.random(in: 5...200, using: &dice) * 100_000)
        merchant.openPositions = Int.random(in: 0...4, using: &dice)
        merchant.negativeDays = Int.random(in: 0...8, using: &dice)
        merchant.depositsPerMonth = Int.random(in: 2...60, using: &dice)
        merchant.averageDailyBalance = Cents(Int64.random(in: 1...200, using: &dice) * 10_000)
        merchant.industryName = Self.industries.randomElement(using: &dice)
        merchant.state = Self.states.randomElement(using: &dice)
        return merchant
    }

    /// What every funder of the year says.
    private func said() throws -> Criteria {
        try Criteria.read([
            "min_fico": 550, "min_monthly_revenue": "15000", "min_months_in_business": 6, "max_position": 4,
            "industries_restricted": ["Gambling"],
        ])
    }

    /// A year of a funder that declines what its rules exclude, one in four for any reason, and what `secret` says.
    private func year(
        _ cases: Int, _ dice: inout Dice, secret: (MerchantProfile) -> DeclineReason?
    ) -> [DecidedCase] {
        (0..<cases).map { _ in
            let merchant = merchant(&dice)
            var reasons: Set<String> = []
            if let hidden = secret(merchant) { reasons.insert(hidden.rawValue) }
            if merchant.fico ?? 0 < 550 { reasons.insert("low_credit_score") }
            if merchant.monthlyRevenue ?? .zero < Cents(1_500_000) { reasons.insert("low_revenue") }
            if Int.random(in: 0..<4, using: &dice) == 0,
                let some = DeclineReason.allCases.randomElement(using: &dice)
            {
                reasons.insert(some.rawValue)
            }
            return DecidedCase(merchant: merchant, reasons: reasons)
        }
    }

    /// Twenty funders; three do otherwise than they say.
    @Test(arguments: 2020...2031 as ClosedRange<UInt64>)
    func `N04 L12 in a synthetic year three planted drifts are found and none is invented`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let criteria = try said()
        var found: [String] = []
        for number in 0..<20 {
            let cases = year(200, &dice) { merchant in
                switch number {
                case 4: merchant.monthlyRevenue.map { $0 < Cents(3_000_000) } == true ? .lowRevenue : nil
                case 9: merchant.fico.map { $0 < 620 } == true ? .lowCreditScore : nil
                case 14: merchant.industryName == "Trucking" ? .restrictedIndustry : nil
                default: nil
                }
            }
            let funder = Funder.ID(bits: UInt128(number))
            for finding in DriftSearch(funder: funder, criteria: criteria, cases: cases).findings() {
                found.append("\(number) \(finding.rule)")
                #expect(finding.share.cases >= 8 && finding.share.evidence >= 20, "\(finding)")
            }
        }
        #expect(found == ["4 min_monthly_revenue", "9 min_fico", "14 industries"])
    }

    @Test func `N04 with seven cases nothing is found, whatever became of them`() throws {
        var dice = Dice(state: 7)
        let criteria = try said()
        for _ in 0..<200 {
            let cases = year(7, &dice) { _ in .lowRevenue }
            #expect(DriftSearch(funder: Funder.ID(bits: 1), criteria: criteria, cases: cases).findings().isEmpty)
        }
    }

    @Test func `N04 a finding names the rule, what was declined and how often`() throws {
        var dice = Dice(state: 3)
        let cases = year(300, &dice) { $0.monthlyRevenue.map { $0 < Cents(3_000_000) } == true ? .lowRevenue : nil }
        let finding = try #require(
            DriftSearch(funder: Funder.ID(bits: 1), criteria: try said(), cases: cases).findings().first)
        #expect(finding.said == "at least $15,000" && finding.observed == "$15,000 to $29,000")
        #expect(finding.reason == .lowRevenue && finding.share.hits == finding.share.cases)
        #expect(
            finding.sentence
                == "Monthly revenue: the funder says at least $15,000, and declined \(finding.share.hits) of \(finding.share.cases) at $15,000 to $29,000 (“Revenue too low”)"
        )
    }

    @Test func `N04 a rule of the funder's own beyond the columns counts as what it says`() throws {
        let criteria = try Criteria.read([
            "rules": [["field": "negative_days", "operator": "at_most", "value": 5]]
        ])
        var dice = Dice(state: 5)
        let strict = year(300, &dice) { $0.negativeDays ?? 0 > 2 ? .negativeDays : nil }
        let finding = try #require(
            DriftSearch(funder: Funder.ID(bits: 1), criteria: criteria, cases: strict).findings().first {
                $0.rule == "negative_days"
            })
        #expect(finding.said == "at most 5" && finding.observed == "5 to 3")
        let honest = year(300, &dice) { $0.negativeDays ?? 0 > 5 ? .negativeDays : nil }
        #expect(
            DriftSearch(funder: Funder.ID(bits: 1), criteria: criteria, cases: honest).findings()
                .allSatisfy { $0.rule != "negative_days" })
    }
}
