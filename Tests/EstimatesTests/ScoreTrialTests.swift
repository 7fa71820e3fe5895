import Testing

@testable import Estimates

@Suite struct ScoreTrialTests {
    /// Ten a month with a funder that offers on so many of them.
    private static func year(_ funder: String, offers: Int) -> [ScoreTrial.Sum] {
        (1...12).map { month in
            ScoreTrial.Sum(
                funder: funder, month: 202_600 + month,
                cases: PastCases(sent: 10, answered: 10, prompt: 5, offered: offers, declined: 10 - offers))
        }
    }

    private static let months = (1...12).map { 202_600 + $0 }

    private static let sums = year("good", offers: 9) + year("middling", offers: 5) + year("bad", offers: 0)

    @Test func `L03 where funders stay as they were, offers rise with the score that they had before`() {
        let trial = ScoreTrial(Self.sums, months: Self.months)
        #expect(trial.months.map(\.month) == Array(202_602...202_612), "before the first month nothing had a score")
        let shares = trial.total.filter { $0.sent > 0 }.compactMap(\.approvals.percent)
        #expect(shares.count > 1 && shares == shares.sorted(), "\(shares)")
        #expect(trial.total.reduce(PastCases(), +).sent == 11 * 30)
        #expect(trial.months.allSatisfy { $0.bands.reduce(0) { $0 + $1.sent } == 30 })
    }

    @Test func `L03 a month is told by what came before it alone`() throws {
        let turned =
            Self.sums.filter { $0.month < 202_612 }
            + [ScoreTrial.Sum(funder: "bad", month: 202_612, cases: PastCases(sent: 10, answered: 10, offered: 10))]
        let last = try #require(ScoreTrial(turned, months: [202_612]).months.first)
        let before = try #require(ScoreTrial(Self.sums, months: [202_612], only: "bad").months.first)
        let place = last.bands.firstIndex { $0.sent > 0 }
        #expect(place == before.bands.firstIndex { $0.sent > 0 }, "its offers of the month say nothing of its score")
        #expect(last.cases.approvals.percent == 100 && before.cases.approvals.percent == 0)
        #expect(last.meanPoints == before.meanPoints)
    }

    @Test func `L03 one funder's cases are scored as beside the others, and what is a year old is forgotten`() {
        let alone = ScoreTrial(Self.sums, months: Self.months, only: "good")
        #expect(alone.total.reduce(PastCases(), +).sent == 110)
        #expect(alone.months.compactMap(\.meanPoints).allSatisfy { $0 > 40 })
        let later = Self.sums + [ScoreTrial.Sum(funder: "good", month: 202_801, cases: PastCases(sent: 1))]
        #expect(ScoreTrial(later, months: [202_801]).months.isEmpty)
    }

    @Test func `L03 the bands hold every score once`() {
        for points in 0...100 { #expect(ScoreTrial.bands.count { $0.contains(points) } == 1) }
    }
}
