import FoundationEssentials
import Kernel

extension Funder {
    /// The calendar day where the funder is.
    package func day(at now: Moment) -> Day { Self.day(at: now, zone: timeZone) }

    /// The calendar day there; of a zone that nobody knows, the last place on earth where it is still today: an offer is
    /// rather kept too long than ended too early.
    package static func day(at now: Moment, zone name: String) -> Day {
        let instant = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        let offset = TimeZone(identifier: name).map { Int64($0.secondsFromGMT(for: instant)) } ?? -12 * 3600
        return (now + .seconds(offset)).day
    }
}
