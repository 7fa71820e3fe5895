/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Stored as an integer, written as RFC 3339 in UTC.
package struct Moment: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    package var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (moment: Self, span: Span) -> Self {
        Self(milliseconds: moment.milliseconds + span.milliseconds)
    }
    package static func - (moment: Self, span: Span) -> Self {
        Self(milliseconds: moment.milliseconds - span.milliseconds)
    }
    package static func - (later: Self, earlier: Self) -> Span {
        Span(milliseconds: later.milliseconds - earlier.milliseconds)
    }

    /// The day in UTC.
    package var day: Day { Day(number: Int32(Self.floorDivide(seconds, 86_400))) }

    /// Seconds since midnight UTC.
    package var secondOfDay: Int { Int(seconds - Int64(day.number) * 86_400) }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Moment: CustomStringConvertible {
    /// `2026-11-20T21:22:00Z`
    package var description: String {
        let second = secondOfDay
        return "\(day)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
    }

    /// Reads `2026-11-20T21:22:00Z`, with an optional fraction of a second and an offset such as `+01:00`.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let day = Day(text.prefix(10)),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            hour < 24, minute < 60, second < 61
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
            guard !digits.isEmpty, let value = number((Array(digits) + [48, 48, 48]).prefix(3)) else { return nil }
            fraction = Int64(value)
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Self.offset(Array(rest)) else { return nil }
        let total = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
        self.init(milliseconds: total * 1000 + fraction)
    }

    private static func offset(_ bytes: [UInt8]) -> Int64? {
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]),
            let minutes = number(bytes[4..<6]), hours < 24, minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        switch bytes[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }
}

/// A length of time in milliseconds.
package struct Span: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func milliseconds(_ count: Int64) -> Self { Self(milliseconds: count) }
    package static func seconds(_ count: Int64) -> Self { Self(milliseconds: count * 1000) }
    package static func minutes(_ count: Int64) -> Self { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Self { .minutes(count * 60) }
    package static func days(_ count: Int64) -> Self { .hours(count * 24) }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    package static func * (span: Self, factor: Int64) -> Self { Self(milliseconds: span.milliseconds * factor) }
}

/// Two digits at least.
func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// The decimal number that `bytes` spell, or nil.
func number(_ bytes: some Collection<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return bytes.isEmpty ? nil : value
}
