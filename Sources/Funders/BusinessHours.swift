import FoundationEssentials
import Kernel

/// The hours in which a funder works: Monday to Friday from nine to five where it is, without its calendar's holidays.
package struct BusinessHours: Sendable {
    /// One working day.
    package static let dayMinutes = 480
    private static let opens = 9 * 60
    private static let closes = 17 * 60
    /// Longer spans are counted as this many days: nobody waits so long.
    private static let mostDays: Int32 = 400

    private let calendar: BusinessCalendar
    private let zone: TimeZone?

    /// A zone that nobody knows is taken for Greenwich's.
    package init(zone name: String, calendar: BusinessCalendar = .usFederal) {
        zone = TimeZone(identifier: name)
        self.calendar = calendar
    }

    /// How far the zone's clocks are ahead of Greenwich's then; nil for a zone that nobody knows.
    static func offset(_ zone: TimeZone?, at moment: Moment) -> Span? {
        zone.map { .seconds(Int64($0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))))) }
    }

    /// Working minutes from the one moment to the other; 0 where it is not later.
    package func minutes(from start: Moment, to end: Moment) -> Int {
        let (first, last) = (local(start), local(end))
        guard first < last else { return 0 }
        if first.day == last.day { return worked(first.day, from: minute(first), to: minute(last)) }
        var total = worked(first.day, from: minute(first), to: 1440)
        var day = first.day.adding(days: 1)
        let final = min(last.day, first.day.adding(days: Int(Self.mostDays)))
        while day < final {
            total += worked(day, from: 0, to: 1440)
            day = day.adding(days: 1)
        }
        return total + worked(final, from: 0, to: final == last.day ? minute(last) : 0)
    }

    /// The moment at which so many working minutes have passed.
    package func adding(minutes: Int, to start: Moment) -> Moment {
        let first = local(start)
        var (day, from, left) = (first.day, minute(first), minutes)
        for _ in 0..<Self.mostDays {
            let here = worked(day, from: from, to: 1440)
            if left <= here, here > 0 {
                return global(day, minute: max(from, Self.opens) + left)
            }
            left -= here
            (day, from) = (day.adding(days: 1), 0)
        }
        return global(day, minute: Self.opens)
    }

    private func worked(_ day: Day, from: Int, to: Int) -> Int {
        let span = min(to, Self.closes) - max(from, Self.opens)
        return span > 0 && calendar.isBusinessDay(day) ? span : 0
    }

    private func local(_ moment: Moment) -> Moment { moment + (Self.offset(zone, at: moment) ?? .seconds(0)) }

    private func minute(_ local: Moment) -> Int { local.secondOfDay / 60 }

    /// Around a change of the clocks the offset of the same time without it decides.
    private func global(_ day: Day, minute: Int) -> Moment {
        let local = day.start + .minutes(Int64(minute))
        return local - (Self.offset(zone, at: local) ?? .seconds(0))
    }
}
