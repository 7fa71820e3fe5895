/// What the merchant pays back per unit advanced, in ten-thousandths: 1.3500 is 13500.
package struct FactorRate: Hashable, Comparable, Sendable {
    package let tenThousandths: Int64

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Reads `1.35`; at most four places, 0 to 99.
    package init?(decimal text: some StringProtocol) {
        guard let value = FixedPoint.parse(text, places: 4), (0...990_000).contains(value) else { return nil }
        self.init(tenThousandths: value)
    }

    package var decimal: String { FixedPoint.short(tenThousandths, places: 4) }

    package static func < (left: Self, right: Self) -> Bool { left.tenThousandths < right.tenThousandths }
}

/// A share of a hundred, in thousandths of a percent: 12.5 % is 12500.
package struct Percent: Hashable, Comparable, Sendable {
    package let thousandths: Int64

    package init(thousandths: Int64) { self.thousandths = thousandths }

    /// Reads `12.5`; at most three places, 0 to 1,000.
    package init?(decimal text: some StringProtocol) {
        guard let value = FixedPoint.parse(text, places: 3), (0...1_000_000).contains(value) else { return nil }
        self.init(thousandths: value)
    }

    package var decimal: String { FixedPoint.short(thousandths, places: 3) }

    package static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}
