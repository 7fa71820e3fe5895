/// An amount in minor units of a currency (cents, pence). Arithmetic that overflows traps: amounts from outside
/// are read through `init(decimal:)`, which bounds them.
package struct Cents: Hashable, Comparable, Sendable {
    package let count: Int64

    package init(_ count: Int64) { self.count = count }

    /// The largest amount that is read from outside: ten thousand million units.
    package static let largest = Cents(1_000_000_000_000)
    package static let zero = Cents(0)

    package static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    package static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
    package static func < (left: Self, right: Self) -> Bool { left.count < right.count }

    /// Reads `50000`, `50000.5`, `50000.50`: digits, at most two after the point. Nil for anything else or above `largest`.
    package init?(decimal text: some StringProtocol) {
        guard let value = FixedPoint.parse(text, places: 2), abs(value) <= Self.largest.count else { return nil }
        self.init(value)
    }

    /// `50000.00`
    package var decimal: String { FixedPoint.format(count, places: 2) }

    /// `50,000.00`, and `50,000` where there are no cents.
    package var grouped: String {
        let magnitude = count.magnitude
        var digits = Array(String(magnitude / 100).utf8)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(UInt8(ascii: ","), at: place)
            place -= 3
        }
        let whole = String(decoding: digits, as: UTF8.self)
        let cents = magnitude % 100
        return (count < 0 ? "-" : "") + whole + (cents == 0 ? "" : "." + (cents < 10 ? "0" : "") + "\(cents)")
    }
}

extension Cents: CustomStringConvertible {
    package var description: String { decimal }
}

/// A currency by its three letters (ISO 4217); those with two decimal places that the desk trades in.
package enum Currency: String, CaseIterable, Sendable {
    case usd = "USD"
    case cad = "CAD"
    case gbp = "GBP"
    case eur = "EUR"
    case aud = "AUD"
    case ngn = "NGN"

    package var symbol: String {
        switch self {
        case .usd: "$"
        case .cad: "C$"
        case .gbp: "£"
        case .eur: "€"
        case .aud: "A$"
        case .ngn: "₦"
        }
    }

    /// An amount as people write it: `$1,200.50`, and `-$800` for what goes the other way.
    package func shown(_ cents: Cents) -> String {
        cents < .zero ? "-" + symbol + (.zero - cents).grouped : symbol + cents.grouped
    }
}

/// Decimal text to scaled integers and back, exactly.
package enum FixedPoint {
    /// `1.35` with 4 places is 13500. Nil where the text is no plain decimal or has more places, trailing zeros aside.
    package static func parse(_ text: some StringProtocol, places: Int) -> Int64? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
        var fraction = parts.count == 2 ? Array(parts[1]) : []
        while fraction.count > places, fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        guard fraction.count <= places else { return nil }
        fraction += Array(repeating: UInt8(ascii: "0"), count: places - fraction.count)
        var value: Int64 = 0
        for byte in whole + fraction {
            guard (48...57).contains(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(byte - 48))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// 13500 with 4 places is `1.3500`.
    package static func format(_ value: Int64, places: Int) -> String {
        var digits = String(value.magnitude)
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let point = digits.index(digits.endIndex, offsetBy: -places)
        let sign = value < 0 ? "-" : ""
        return places == 0 ? sign + digits : sign + digits[..<point] + "." + digits[point...]
    }

    /// As `format`, without zeros at the end: `1.35`.
    package static func short(_ value: Int64, places: Int) -> String {
        var text = format(value, places: places)
        guard places > 0 else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
