/// A decimal number as it was stated, without floating point: `1.35` is 135 with two decimals. Trailing zeros fall away,
/// so that equal numbers are equal values.
package struct ExactNumber: Hashable, Sendable {
    package let coefficient: Int64
    /// Digits after the point, 0 to 9.
    package let decimals: Int

    /// Nil where the number has more than nine decimals once its zeros are gone.
    package init?(_ coefficient: Int64, decimals: Int = 0) {
        var (coefficient, decimals) = (coefficient, decimals)
        while decimals > 0, coefficient % 10 == 0 {
            coefficient /= 10
            decimals -= 1
        }
        guard (0...9).contains(decimals) else { return nil }
        self.coefficient = coefficient
        self.decimals = decimals
    }

    package init(whole: Int32) {
        coefficient = Int64(whole)
        decimals = 0
    }

    /// Reads `1250`, `1250.00` or `-3.5`; no separators, no exponent.
    package init?(_ text: some StringProtocol) {
        var coefficient: Int64 = 0
        var decimals = 0
        var digits = 0
        var sawPoint = false
        var isNegative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: ".") where !sawPoint && digits > 0: sawPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                guard digits <= 17 else { return nil }
                coefficient = coefficient * 10 + Int64(byte - UInt8(ascii: "0"))
                if sawPoint { decimals += 1 }
            default: return nil
            }
        }
        guard digits > 0, !sawPoint || decimals > 0 else { return nil }
        self.init(isNegative ? -coefficient : coefficient, decimals: decimals)
    }

    /// The number without what stands behind its point.
    var whole: Int64 {
        var whole = coefficient
        for _ in 0..<decimals { whole /= 10 }
        return whole
    }

    /// The number times ten to the power of `digits` where that is whole and fits: cents are `scaled(2)`.
    package func scaled(_ digits: Int) -> Int64? {
        guard digits >= decimals, digits - decimals <= 18 else { return nil }
        var result = coefficient
        for _ in 0..<(digits - decimals) {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }

    /// Decimal text with at least so many decimals: 50000 with two is `50000.00`.
    package func text(decimals least: Int = 0) -> String {
        var digits = String(coefficient.magnitude)
        if decimals > 0 {
            if digits.utf8.count <= decimals {
                digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
            }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
        }
        if decimals < least {
            digits += (decimals == 0 ? "." : "") + String(repeating: "0", count: least - decimals)
        }
        return coefficient < 0 ? "-" + digits : digits
    }
}

extension ExactNumber: CustomStringConvertible {
    package var description: String { text() }
}
