/// How long the runs of one case took, in microseconds.
package struct Samples: Sendable {
    private var microseconds: [Int] = []

    package init() {}

    package mutating func add(_ sample: Int) { microseconds.append(sample) }

    /// The sample below which `percent` of all lie, in milliseconds with three places.
    package func percentile(_ percent: Int) -> String {
        guard !microseconds.isEmpty else { return "0.000" }
        let sorted = microseconds.sorted()
        return Decimal.thousandths(sorted[min(sorted.count - 1, sorted.count * percent / 100)])
    }
}

/// Numbers as text, without floating point.
package enum Decimal {
    package static func tenths(_ number: Int) -> String { "\(number / 10).\(number % 10)" }

    package static func thousandths(_ number: Int) -> String {
        let rest = String(number % 1000)
        return "\(number / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
