import Testing

@testable import Estimates

@Suite struct DriftTests {
    /// Declined below `line`, with one in `oneIn` otherwise.
    private func cases(_ values: StrideTo<Int>, declinedBelow line: Int) -> [Drift.Case] {
        values.map { Drift.Case(Int64($0), isHit: $0 < line) }
    }

    @Test func `N04 what is said from 15 and declined up to 20 is found with its counts and its end`() throws {
        let drift = try #require(
            Drift(cases(stride(from: 15_000, to: 40_000, by: 500), declinedBelow: 20_000), .atLeast))
        #expect(drift.share == Share(10, of: 10) && drift.from == 15_000 && drift.to == 19_500)
        let most = (0..<30).map { Drift.Case(Int64($0), isHit: $0 > 18) }
        let above = try #require(Drift(most, .atMost))
        #expect(above.from == 29 && above.to == 19 && above.share.hits == 11)
    }

    @Test func `N04 seven cases show nothing, whatever became of them`() {
        for count in 0..<Drift.leastCases {
            #expect(Drift((0..<count).map { Drift.Case(Int64($0), isHit: true) }, .atLeast) == nil)
            #expect(!Drift.shows(Share(count, of: count)))
        }
        #expect(Drift.shows(Share(8, of: 8)) && !Drift.shows(Share(6, of: 8)))
    }

    /// Of two thousand funders that decline that many in a hundred for one reason, whatever its value, so many may be told of.
    @Test(arguments: [(20, 0), (30, 2), (40, 8), (45, 20), (50, 40)])
    func `N04 declines that are scattered are no drift`(percent: Int, most: Int) {
        var dice = Dice(state: 4)
        var found = 0
        for _ in 0..<2000 {
            let scattered = (0..<60).map { Drift.Case(Int64($0), isHit: dice.unit() < Double(percent) / 100) }
            if Drift(scattered, .atLeast) != nil { found += 1 }
        }
        #expect(found <= most, "of 2000 funders")
    }

    @Test(arguments: [
        (8, 8, true), (9, 10, true), (11, 12, true), (24, 30, true), (7, 8, false), (12, 16, false), (60, 100, false),
    ])
    func `N04 a run that was chosen must show more than one that was given`(hits: Int, cases: Int, shows: Bool) {
        #expect(Drift.shows(Share(hits, of: cases)) == shows)
    }

    @Test func `N04 evidence is a sum that can be made by hand`() {
        // 1.8^8 = 110.2; the mean of (2p)^8 over ½…1 is (2^9 - 1) / 9 = 56.8.
        #expect(abs(Share(8, of: 8).evidence - (110.2 + 56.8) / 2) < 0.1)
        #expect(abs(Share(0, of: 0).evidence - 1) < 1e-9)
        #expect(Share(100_000, of: 100_000).evidence > 1e300 && Share(0, of: 100_000).evidence < 1e-100)
    }

    @Test func `N04 cases of one value stand or fall together`() throws {
        let half = (0..<40).map { Drift.Case(600, isHit: $0 < 20) }
        #expect(Drift(half, .atLeast) == nil)
        let most = (0..<20).map { Drift.Case($0 < 10 ? 600 : 650, isHit: $0 < 9) }
        let drift = try #require(Drift(most, .atLeast))
        #expect(drift.share == Share(9, of: 10) && drift.to == 600)
    }
}
