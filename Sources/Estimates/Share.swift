/// So many of so many cases.
package struct Share: Hashable, Sendable {
    package let hits: Int
    package let cases: Int

    package init(_ hits: Int, of cases: Int) {
        precondition(hits >= 0 && hits <= cases, "a share has no more hits than cases")
        self.hits = hits
        self.cases = cases
    }

    /// In thousandths, as if `weight` further cases had come out as `prior` (thousandths) says: few cases say little.
    /// Rounded down.
    package func shrunk(to prior: Int, weight: Int) -> Int {
        let total = cases + weight
        return total == 0 ? prior : (hits * 1000 + weight * prior) / total
    }

    /// In whole percent, rounded half up; nil without cases.
    package var percent: Int? { cases == 0 ? nil : (hits * 200 + cases) / (2 * cases) }

    /// Wilson's interval at 95 %, in thousandths; everything where there are no cases.
    package var interval: ClosedRange<Int> {
        guard cases > 0 else { return 0...1000 }
        // The 97.5 % point of the normal distribution.
        let z = 1.959963984540054
        let (n, p) = (Double(cases), Double(hits) / Double(cases))
        let middle = p + z * z / (2 * n)
        let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        let whole = 1 + z * z / n
        let (low, high) = ((middle - reach) / whole * 1000, (middle + reach) / whole * 1000)
        return max(0, Int(low.rounded(.down)))...min(1000, Int(high.rounded(.up)))
    }
}
