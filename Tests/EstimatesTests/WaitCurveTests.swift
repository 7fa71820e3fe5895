import Testing

@testable import Estimates

/// The same numbers for the same seed (splitmix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Between 0 and 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}

@Suite struct WaitCurveTests {
    /// Waiting times of one funder: mostly soon, with a long tail; each funder has its own pace.
    private func waits(_ count: Int, pace: Double, _ dice: inout Dice) -> [Int] {
        (0..<count).map { _ in
            // The product of four uniforms is skewed as waiting times are.
            let skew = dice.unit() * dice.unit() * dice.unit() * dice.unit()
            return Int(pace * (5 + 2400 * skew + 60 * dice.unit()))
        }
    }

    /// For funders with few and with many answers: of the later answers, as many had come as the curve says.
    @Test(arguments: [50, 80, 90, 98])
    func `N08 the learned times are calibrated within three points on answers that were held out`(percent: Int) {
        var dice = Dice(state: 1908)
        for known in [60, 150, 400] {
            var (came, all) = (0, 0)
            for funder in 0..<40 {
                let pace = 0.4 + Double(funder) * 0.06
                guard let curve = WaitCurve(own: waits(known, pace: pace, &dice), office: []) else { continue }
                let later = waits(400, pace: pace, &dice)
                came += later.count { $0 <= curve.wait(percent: percent) }
                all += later.count
            }
            #expect(all == 16_000)
            let share = Double(came) * 100 / Double(all)
            #expect(abs(share - Double(percent)) <= 3, "\(known) answers: \(share) % had come by \(percent) %")
        }
    }

    /// Not only all together: of each funder's own later answers 98 in a hundred had come, within three.
    @Test func `N08 each funder's own silence is calibrated within three points on answers that were held out`() throws
    {
        for seed in 1...5 as ClosedRange<UInt64> {
            var dice = Dice(state: seed)
            for funder in 0..<40 {
                let pace = 0.4 + Double(funder) * 0.06
                let curve = try #require(WaitCurve(own: waits(400, pace: pace, &dice), office: []))
                let later = waits(10_000, pace: pace, &dice)
                let share = Double(later.count { $0 <= curve.wait(percent: 98) }) / 100
                #expect(abs(share - 98) <= 3, "seed \(seed), funder \(funder): \(share) % had come")
            }
        }
    }

    /// A funder with ten answers is judged by the office's too: it is asked no earlier than its own pace allows but for a
    /// funder that is slower than nearly all others.
    @Test func `N08 a funder's few answers beside the office's keep the alarm late rather than early`() throws {
        var dice = Dice(state: 77)
        let paces = (0..<40).map { 0.4 + Double($0) * 0.06 }
        let office = paces.flatMap { waits(40, pace: $0, &dice) }
        var (came, all) = (0, 0)
        for pace in paces {
            let curve = try #require(WaitCurve(own: waits(10, pace: pace, &dice), office: office))
            let later = waits(2_000, pace: pace, &dice)
            came += later.count { $0 <= curve.wait(percent: 98) }
            all += later.count
        }
        let share = Double(came) * 100 / Double(all)
        #expect(abs(share - 98) <= 3, "\(share) % had come")
    }

    @Test func `N08 a funder with few answers leans on the office's, one with many does not`() throws {
        let slow = Array(repeating: 1000, count: 400)
        let few = try #require(WaitCurve(own: [10, 20, 30], office: slow))
        #expect(few.own == 3 && few.wait(percent: 98) == 1000 && few.wait(percent: 1) < 30)
        let many = try #require(WaitCurve(own: Array(1...100), office: slow))
        #expect(many.wait(percent: 98) == 98 && many.own == 100)
        #expect(WaitCurve(own: [1, 2, 3], office: []) == nil, "three answers say nothing")
        #expect(WaitCurve(own: [], office: [5, 6, 7, 8, 9, 10, 11, 12])?.own == 0)
    }

    @Test func `N08 the share that had come by now is the curve read the other way round`() throws {
        let curve = try #require(WaitCurve(own: Array(1...199), office: []))
        for percent in 1...99 { #expect(curve.percent(after: curve.wait(percent: percent)) == percent) }
        #expect(curve.percent(after: 0) == 0 && curve.percent(after: 100_000) == 99)
        #expect(WaitCurve(steps: curve.steps, own: 199) == curve)
        #expect(WaitCurve(steps: [1, 2], own: 2) == nil)
        let json = "[\(curve.steps.map(String.init).joined(separator: ","))]"
        #expect(WaitCurve(json: json, own: 199) == curve)
        for broken in ["", "[]", "[1,2]", json.dropLast() + ",]", "-" + json, json.replacing(",", with: ",,"), "null"] {
            #expect(WaitCurve(json: String(broken), own: 199) == nil)
        }
    }
}
