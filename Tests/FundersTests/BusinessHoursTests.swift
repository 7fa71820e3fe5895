import Kernel
import Testing

@testable import Funders

@Suite struct BusinessHoursTests {
    /// From, to, zone, working minutes. 20 November 2026 is a Friday, the 26th is Thanksgiving.
    @Test(arguments: [
        ("2026-11-20T14:00:00Z", "2026-11-20T15:30:00Z", "America/New_York", 90),
        ("2026-11-20T12:00:00Z", "2026-11-20T15:30:00Z", "America/New_York", 90),
        ("2026-11-20T21:00:00Z", "2026-11-21T18:00:00Z", "America/New_York", 60),
        ("2026-11-20T21:00:00Z", "2026-11-23T15:00:00Z", "America/New_York", 120),
        ("2026-11-25T21:30:00Z", "2026-11-27T14:30:00Z", "America/New_York", 60),
        ("2026-11-20T14:00:00Z", "2026-11-20T18:00:00Z", "America/Los_Angeles", 60),
        ("2026-11-20T15:00:00Z", "2026-11-20T14:00:00Z", "America/New_York", 0),
        ("2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z", "Nowhere/At_All", 2400),
        // Clocks go back on 1 November 2026: nine in the morning is 13:00 before it and 14:00 after it.
        ("2026-10-30T13:00:00Z", "2026-11-02T14:00:00Z", "America/New_York", 480),
    ]) func `N08 only the hours count in which the funder works`(from: String, to: String, zone: String, minutes: Int)
        throws
    {
        let hours = BusinessHours(zone: zone)
        let (start, end) = (try #require(Moment(from)), try #require(Moment(to)))
        #expect(hours.minutes(from: start, to: end) == minutes)
    }

    @Test(arguments: [0, 1, 60, 479, 480, 481, 2400, 20_000])
    func `N08 the moment after so many working minutes is the earliest with so many behind it`(minutes: Int) throws {
        let hours = BusinessHours(zone: "America/Chicago")
        for start in ["2026-11-20T22:59:00Z", "2026-11-20T15:00:00Z", "2026-11-21T09:00:00Z", "2026-12-24T03:00:00Z"] {
            let start = try #require(Moment(start))
            let end = hours.adding(minutes: minutes, to: start)
            #expect(hours.minutes(from: start, to: end) == minutes)
            if minutes > 0 { #expect(hours.minutes(from: start, to: end - .minutes(1)) == minutes - 1) }
        }
    }

    @Test func `N08 a span of years is counted as its first days`() throws {
        let hours = BusinessHours(zone: "America/New_York")
        let start = try #require(Moment("2020-01-01T00:00:00Z"))
        let minutes = hours.minutes(from: start, to: start + .days(4000))
        #expect(minutes > 250 * 480 && minutes < 300 * 480)
    }
}
