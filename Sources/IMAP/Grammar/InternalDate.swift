import Kernel

/// `date-time` (RFC 9051 section 9): ` 9-Feb-2007 17:08:08 -0430`, when the server received the message.
package struct InternalDate: Equatable, Sendable {
    package let moment: Moment
    /// The offset in which the server wrote it.
    package let offsetMinutes: Int

    package init(moment: Moment, offsetMinutes: Int = 0) {
        self.moment = moment
        self.offsetMinutes = offsetMinutes
    }

    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    /// nil where `bytes` are no date; one digit of a day and a space before it are both taken.
    init?(parsing bytes: [UInt8]) {
        var scanner = Scanner(bytes)
        scanner.skipSpaces()
        guard let day = try? scanner.number32(), day >= 1, day <= 31, scanner.skip(Octet.minus) else { return nil }
        let name = uppercased(scanner.run { $0 != Octet.minus })
        guard let month = Self.months.firstIndex(of: name), scanner.skip(Octet.minus),
            let year = try? scanner.number32(), year >= 1900, year <= 9999, scanner.skip(Octet.space),
            let clock = scanner.clock(), scanner.skip(Octet.space), let offset = scanner.zone(), scanner.isAtEnd,
            let start = Moment("\(year)-\(padded(month + 1))-\(padded(Int(day)))T00:00:00Z")
        else { return nil }
        moment = start + .seconds(Int64(clock - offset * 60))
        offsetMinutes = offset
    }
}

extension InternalDate: CustomStringConvertible {
    /// As APPEND wants it, in the offset kept: `09-Feb-2007 17:08:08 -0430`.
    package var description: String {
        let local = moment + .minutes(Int64(offsetMinutes))
        let date = local.day.description.split(separator: "-")
        let second = local.secondOfDay
        let month = Self.months[(Int(date[1]) ?? 1) - 1]
        let clock = "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
        let zone = abs(offsetMinutes)
        return "\(date[2])-\(month.prefix(1))\(month.dropFirst().lowercased())-\(date[0]) \(clock) "
            + "\(offsetMinutes < 0 ? "-" : "+")\(padded(zone / 60))\(padded(zone % 60))"
    }
}

/// Two digits at least.
private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

extension Scanner {
    /// `time` in seconds since midnight.
    fileprivate mutating func clock() -> Int? {
        guard let hour = try? number32(), hour < 24, skip(Octet.colon), let minute = try? number32(), minute < 60,
            skip(Octet.colon), let second = try? number32(), second < 61
        else { return nil }
        return Int(hour * 3600 + minute * 60 + second)
    }

    /// `zone` in minutes.
    fileprivate mutating func zone() -> Int? {
        let isNegative = next == Octet.minus
        guard skip(Octet.minus) || skip(Octet.plus), let zone = try? number32(), zone < 2400 else { return nil }
        let minutes = Int(zone / 100 * 60 + zone % 100)
        return isNegative ? -minutes : minutes
    }
}
