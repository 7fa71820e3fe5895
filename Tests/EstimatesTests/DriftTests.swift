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

    @Test func `N04 declines that are scattered are no drift`() {
        var dice = Dice(state: 4)
        var found = 0
        for _ in 0..<500 {
            let scattered = (0..<60).map { Drift.Case(Int64($0), isHit: dice.unit() < 0.2) }
            if Drift(scattered, .atLeast) != nil { found += 1 }
        }
        #expect(found == 0, "of 500 funders that decline one in five")
    }

    @Test func `N04 cases of one value stand or fall together`() throws {
        let half = (0..<40).map { Drift.Case(600, isHit: $0 < 20) }
        #expect(Drift(half, .atLeast) == nil)
        let most = (0..<20).map { Drift.Case($0 < 10 ? 600 : 650, isHit: $0 < 9) }
        let drift = try #require(Drift(most, .atLeast))
        #expect(drift.share == Share(9, of: 10) && drift.to == 600)
    }
}
