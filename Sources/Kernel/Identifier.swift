/// The identity of one record of kind `Record`: 48 bits of milliseconds and 80 random bits, so that ids sort
/// by age and cannot be guessed. Written as 26 lower-case letters and digits (Crockford's base 32, as in ULID).
package struct Identifier<Record>: Hashable, Sendable {
    /// Two halves, because async functions of Swift 6.3 on x86-64 lose their way back when an argument of type
    /// UInt128 does not fit into registers.
    private let high: UInt64
    private let low: UInt64

    package var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }

    package init(bits: UInt128) {
        high = UInt64(truncatingIfNeeded: bits >> 64)
        low = UInt64(truncatingIfNeeded: bits)
    }

    /// A new identity made at `moment`.
    package init(at moment: Moment) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: moment, using: &generator)
    }

    /// A new identity made at `moment` with the given source of randomness.
    package init(at moment: Moment, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt128(UInt64(max(0, moment.milliseconds)) & 0xFFFF_FFFF_FFFF)
        let high = UInt128(generator.next() as UInt64)
        let low = UInt128(generator.next() as UInt64) & 0xFFFF
        self.init(bits: milliseconds << 80 | high << 16 | low)
    }

    /// The lowest identity that can be made at `moment`: where a range begins.
    package static func first(at moment: Moment) -> Self {
        Self(bits: UInt128(UInt64(max(0, moment.milliseconds)) & 0xFFFF_FFFF_FFFF) << 80)
    }

    /// Reads the 26 characters of `description`; anything else is nil.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 26, bytes[0] >= 48, bytes[0] <= 55 else { return nil }
        var bits: UInt128 = 0
        for byte in bytes {
            guard let digit = Crockford.value(of: byte) else { return nil }
            bits = bits << 5 | UInt128(digit)
        }
        self.init(bits: bits)
    }

    /// The same identity for a record of another kind: where a generic table names records of every kind.
    package func cast<Other>(to: Other.Type) -> Identifier<Other> { Identifier<Other>(bits: bits) }
}

extension Identifier: CustomStringConvertible, Comparable {
    package var description: String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            for position in 0..<26 {
                buffer[25 - position] = Crockford.alphabet[Int(truncatingIfNeeded: (bits >> (5 * position)) & 31)]
            }
            return 26
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

/// Crockford's base 32: no i, l, o, u.
private enum Crockford {
    static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    static func value(of byte: UInt8) -> UInt8? {
        let value = values[Int(byte)]
        return value == 255 ? nil : value
    }
}

/// The office whose data a row is. The record itself stands in `People`.
package enum TenantTag {}
package typealias TenantID = Identifier<TenantTag>

/// A person who signs in. The record itself stands in `People`.
package enum PersonTag {}
package typealias PersonID = Identifier<PersonTag>
