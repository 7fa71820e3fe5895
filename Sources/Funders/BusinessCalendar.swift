import Kernel

/// Which days banks move money.
package struct BusinessCalendar: Sendable {
    package let name: String
    let isHoliday: @Sendable (Day) -> Bool

    /// Monday to Friday without the federal holidays of the USA (5 U.S.C. 6103): those on a Saturday are kept on the
    /// Friday before, those on a Sunday on the Monday after.
    package static let usFederal = BusinessCalendar(name: "us_federal") { day in
        let year = day.civil.year
        return (year...(year + 1)).contains { observed(in: $0).contains(day) }
    }

    /// Monday to Friday, whatever is celebrated.
    package static let weekdays = BusinessCalendar(name: "weekdays") { _ in false }

    package static let all = [usFederal, weekdays]

    package func isBusinessDay(_ day: Day) -> Bool { day.weekday <= 5 && !isHoliday(day) }

    /// The day itself, or the next business day.
    package func rolledForward(_ day: Day) -> Day {
        var day = day
        while !isBusinessDay(day) { day = day.adding(days: 1) }
        return day
    }

    private static func observed(in year: Int) -> [Day] {
        let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)].compactMap { month, day in
            // Juneteenth is a holiday since 2021.
            month == 6 && year < 2021 ? nil : Day(year: year, month: month, day: day).map(shifted)
        }
        let floating = [(1, 1, 3), (2, 1, 3), (5, 1, -1), (9, 1, 1), (10, 1, 2), (11, 4, 4)].compactMap {
            weekday($0.1, number: $0.2, ofMonth: $0.0, year: year)
        }
        return fixed + floating
    }

    private static func shifted(_ day: Day) -> Day {
        switch day.weekday {
        case 6: day.adding(days: -1)
        case 7: day.adding(days: 1)
        default: day
        }
    }

    /// The third Monday, the last Monday (-1): 1 = Monday.
    private static func weekday(_ weekday: Int, number: Int, ofMonth month: Int, year: Int) -> Day? {
        guard let first = Day(year: year, month: month, day: 1) else { return nil }
        let start = first.adding(days: (weekday - first.weekday + 7) % 7)
        if number > 0 { return start.adding(days: (number - 1) * 7) }
        let last = first.adding(days: Day.length(ofMonth: month, year: year) - 1)
        return last.adding(days: -((last.weekday - weekday + 7) % 7))
    }
}
