import FoundationEssentials
import Kernel

extension Funder {
    /// The calendar day where the funder is.
    package func day(at now: Moment) -> Day { Self.day(at: now, zone: timeZone) }

    /// The calendar day there; of a zone that nobody knows, the last place on earth where it is still today: an offer is
    /// rather kept too long than ended too early.
    package static func day(at now: Moment, zone name: String) -> Day {
        (now + (BusinessHours.offset(TimeZone(identifier: name), at: now) ?? .hours(-12))).day
    }
}
