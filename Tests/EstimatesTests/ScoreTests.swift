import Testing

@testable import Estimates

@Suite struct ScoreTests {
    @Test(arguments: [
        // hits, cases, prior, weight, thousandths
        (0, 0, 400, 8, 400), (1, 1, 400, 8, 466), (0, 1, 400, 8, 355), (80, 80, 400, 8, 945), (3, 4, 0, 0, 750),
        (0, 0, 300, 0, 300),
    ])
    func `A46 a share of few cases stays near what is usual`(
        hits: Int, cases: Int, prior: Int, weight: Int, thousandths: Int
    ) {
        #expect(Share(hits, of: cases).shrunk(to: prior, weight: weight) == thousandths)
    }

    /// Against the published intervals of Wilson (1927), to a thousandth.
    @Test(arguments: [(9, 10, 595, 983), (8, 8, 675, 1000), (0, 10, 0, 278), (50, 100, 403, 597), (1, 3, 61, 793)])
    func `N04 an interval is Wilson's at 95 percent`(hits: Int, cases: Int, low: Int, high: Int) {
        #expect(Share(hits, of: cases).interval == low...high)
        #expect(Share(0, of: 0).interval == 0...1000)
    }

    private static let office = PastCases(
        sent: 1000, answered: 800, prompt: 500, offered: 300, declined: 450, funded: 90)

    private func score(_ own: PastCases, size: PastCases? = PastCases()) -> FundingScore {
        FundingScore(own, size: size, office: Self.office)
    }

    @Test func `A46 a funder without cases has the office's average, and says that it is thin`() {
        let none = score(PastCases())
        // 79.7 %, 30.1 %, 30.5 %, 62.3 % and again 30.1 % by their weights.
        #expect(none.parts.map(\.counted) == [797, 301, 305, 623, 301])
        #expect(none.points == 41)
        #expect(none.isThin && none.cases == 0)
        #expect(none.parts[0].sentence == "Answers: no case yet, counted as 79 %")
    }

    @Test func `A46 the score rises with each thing that goes well, and falls where it goes badly`() {
        let usual = PastCases(sent: 40, answered: 32, prompt: 20, offered: 12, declined: 18, funded: 4)
        let base = score(usual).points
        let better: [PastCases] = [
            PastCases(sent: 40, answered: 40, prompt: 25, offered: 12, declined: 18, funded: 4),
            PastCases(sent: 40, answered: 32, prompt: 20, offered: 24, declined: 6, funded: 8),
            PastCases(sent: 40, answered: 32, prompt: 20, offered: 12, declined: 18, funded: 10),
            PastCases(sent: 40, answered: 32, prompt: 32, offered: 12, declined: 18, funded: 4),
        ]
        for each in better { #expect(score(each).points > base, "\(each)") }
        #expect(score(PastCases(sent: 40)).points < base)
        let bad = PastCases(sent: 9, answered: 9, declined: 9)
        #expect(score(usual, size: bad).points < base, "at this size it only declines")
        #expect(score(usual, size: nil).parts.map(\.kind) == [.answers, .approvals, .deals, .speed])
    }

    @Test func `A46 one good case does not overtake forty`() {
        let one = PastCases(sent: 1, answered: 1, prompt: 1, offered: 1, declined: 0, funded: 1)
        let many = PastCases(sent: 40, answered: 38, prompt: 30, offered: 28, declined: 9, funded: 18)
        #expect(score(one, size: one).points < score(many, size: many).points)
        #expect(score(many).parts[1].sentence == "Offers: 28 of 40 (70 %), counted as 63 %")
    }

    @Test func `A46 the score stays between 0 and 100 whatever is counted`() {
        let all = PastCases(sent: 9999, answered: 9999, prompt: 9999, offered: 9999, declined: 0, funded: 9999)
        let none = PastCases(sent: 9999, declined: 9999)
        #expect((99...100).contains(FundingScore(all, size: all, office: all).points))
        let worst = FundingScore(none, size: none, office: none)
        #expect(worst.points == 15, "deals and speed, of which nothing can be known, count half")
        // An answer to what is not counted as sent cannot push a share above one.
        #expect(score(PastCases(sent: 3, answered: 5, prompt: 9, offered: 2, funded: 4)).points <= 100)
    }
}
