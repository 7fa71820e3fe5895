/// How long answers take: the waiting times by which 1 %, 2 % … 99 % of them had come. Pure.
package struct WaitCurve: Equatable, Sendable {
    /// With fewer answers of its own, a funder's curve leans on the office's.
    package static let enough = 50
    /// Fewer answers altogether say nothing.
    static let least = 8

    /// Ninety-nine, rising; the unit is the caller's.
    package let steps: [Int]
    /// How many answers of the funder's own it follows from.
    package let own: Int

    /// As it was stored.
    package init?(steps: [Int], own: Int) {
        guard steps.count == 99 else { return nil }
        self.steps = steps
        self.own = own
    }

    /// As it was stored, as JSON: `[3,17,…]`. Nil where it is anything but ninety-nine whole numbers.
    package init?(json: String, own: Int) {
        var steps: [Int] = []
        steps.reserveCapacity(99)
        var (number, digits) = (0, 0)
        for byte in json.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                guard digits < 18 else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: ","), UInt8(ascii: "]"):
                guard digits > 0 else { return nil }
                steps.append(number)
                (number, digits) = (0, 0)
            case UInt8(ascii: "["), UInt8(ascii: " "): continue
            default: return nil
            }
        }
        self.init(steps: steps, own: own)
    }

    /// Nil where too little is known. `office`: waiting times of all funders together, which stand in for what `own` lacks.
    package init?(own waited: [Int], office: [Int]) {
        let lacking = Self.enough - waited.count
        var all = waited
        if lacking > 0, !office.isEmpty {
            let usual = office.sorted()
            all += (1...lacking).map { Self.value(of: usual, share: $0, of: lacking + 1) }
        }
        guard waited.count + office.count >= Self.least else { return nil }
        all.sort()
        steps = (1...99).map { Self.value(of: all, share: $0, of: 100) }
        own = waited.count
    }

    /// The value below which `share` of `whole` lie: between its two neighbours, as far as its rank is (Weibull's rule).
    private static func value(of sorted: [Int], share: Int, of whole: Int) -> Int {
        let place = share * (sorted.count + 1)
        let rank = place / whole
        guard rank >= 1 else { return sorted[0] }
        guard rank < sorted.count else { return sorted[sorted.count - 1] }
        let (low, high) = (sorted[rank - 1], sorted[rank])
        return low + (high - low) * (place % whole) / whole
    }

    /// The waiting time by which so many percent (1…99) of the answers had come.
    package func wait(percent: Int) -> Int { steps[min(max(percent, 1), 99) - 1] }

    /// How many percent (0…99) of the answers had come after so long.
    package func percent(after waited: Int) -> Int {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle] <= waited { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
