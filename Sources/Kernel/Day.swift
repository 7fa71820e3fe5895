/// A calendar day (proleptic Gregorian), counted from 1970-01-01. Written as `2026-11-20`.
package struct Day: Hashable, Comparable, Sendable {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// Nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// Days from civil, after Howard Hinnant's public-domain derivation: years begin in March.
    private init(validYear year: Int, month: Int, day: Int) {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    package var civil: (year: Int, month: Int, day: Int) {
        let z = Int(number) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekday: Int { Int((Int64(number) % 7 + 7 + 3) % 7) + 1 }

    /// Midnight UTC.
    package var start: Moment { Moment(seconds: Int64(number) * 86_400) }

    package func adding(days: Int) -> Day { Day(number: number + Int32(days)) }

    /// The same day of a later or earlier month, or that month's last day: 31 January + 1 month = 28 or 29 February.
    package func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + month - 1 + months
        let newYear = Int(Moment.floorDivide(Int64(index), 12))
        let newMonth = index - newYear * 12 + 1
        return Day(validYear: newYear, month: newMonth, day: min(day, Day.length(ofMonth: newMonth, year: newYear)))
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    package static func - (later: Self, earlier: Self) -> Int { Int(later.number - earlier.number) }
}

extension Day: CustomStringConvertible {
    package var description: String {
        let (year, month, day) = civil
        let digits = "\(year)"
        return "\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)-\(padded(month))-\(padded(day))"
    }

    /// Reads `2026-11-20`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45, let year = Kernel.number(bytes[0..<4]),
            let month = Kernel.number(bytes[5..<7]), let day = Kernel.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
