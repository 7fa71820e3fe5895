import Deals
import Kernel
import Testing

@testable import Commissions

@Suite struct PlantedDifferenceTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `N09 100 planted differences of a year are found with their figures, and none is invented`(seed: UInt64) {
        let year = SyntheticYear(seed: seed)
        #expect(year.planted.count == 100)
        var known: [RemittanceExpectation] = []
        var found: [SyntheticYear.Difference] = []
        var matched = 0
        for (number, month) in year.months.enumerated() {
            known += month.deals
            let findings = RemittanceMatcher(known).findings(
                month.lines,
                covers: Currency.allCases.map {
                    .init($0, through: month.first.adding(days: -1), at: month.first.start)
                }, through: month.last)
            matched += findings.count { $0.verdict == .matched }
            for finding in findings where finding.verdict.isDifference {
                let line = finding.place.map { month.lines[$0] }
                found.append(
                    SyntheticYear.Difference(
                        month: number, verdict: finding.verdict,
                        about: finding.deal?.description ?? line?.reference ?? "", expected: finding.expected,
                        received: finding.received ?? .zero))
            }
            Self.book(findings, month.lines, &known)
        }
        #expect(found.count == 100 && Set(found) == year.planted)
        // 480 deals: those whose own line was spoilt or left out are not matched.
        let spoilt: [RemittanceVerdict] = [.shortPaid, .overPaid, .missing, .wrongCurrency]
        #expect(matched == 480 - year.planted.count { spoilt.contains($0.verdict) })
    }

    /// What a person would confirm, and the over-payment that a person would take.
    private static func book(
        _ findings: [RemittanceFinding], _ lines: [RemittanceLine], _ deals: inout [RemittanceExpectation]
    ) {
        for finding in findings {
            guard let place = finding.place, finding.isBookable || finding.verdict == .overPaid,
                let index = deals.firstIndex(where: { $0.deal == finding.deal })
            else { continue }
            deals[index].payments.append(
                RemittanceExpectation.Payment(
                    amount: lines[place].amount, trace: lines[place].trace,
                    paidOn: lines[place].paidOn))
        }
    }
}
