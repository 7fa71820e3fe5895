import Classification
import Kernel
import Testing

/// The last day of an offer, as people write it.
@Suite struct LastDayTests {
    /// What stands below an approval of 10 February 2026, and the day it names.
    private static let rows: [(text: String, day: String?)] = [
        ("exp. 2/20/2026", "2026-02-20"),
        ("exp 20/2", "2026-02-20"),
        ("Good to 28-Feb-26", "2026-02-28"),
        ("VALID 20260303", "2026-03-03"),
        ("EXP 0217", "2026-02-17"),
        ("Must close by 2.24.26", "2026-02-24"),
        ("Accept before 28.02.2026", "2026-02-28"),
        ("2/17 expiry", "2026-02-17"),
        ("GOOD THRU........02-19", "2026-02-19"),
        ("It stays open through the first day of March, 2026", "2026-03-01"),
        ("We keep it until the last day of February", "2026-02-28"),
        ("Void after the 13th", "2026-02-13"),
        ("The expiry is still the 27th", "2026-02-27"),
        ("Good through Friday the 13th", "2026-02-13"),
        ("Both good to the 19th", "2026-02-19"),
        ("I can hold this to the 5th", "2026-03-05"),
        ("Offers close 24 Feb 2026", "2026-02-24"),
        // no days on which it ends
        ("Good to go on the 13th floor", nil),
        ("We're open to the 2nd position", nil),
        ("Rates were cut by 10-12 points", nil),
        ("The app is valid 2024 onwards", nil),
        ("He signed on the first day of the month", nil),
    ]

    @Test(arguments: rows) func `D06 the last day of an offer is read however it is written`(text: String, day: String?)
        throws
    {
        let body = "Approved. $40,000 at 1.35 over 100 daily payments of $540, 9 points. \(text)."
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body, date: Day("2026-02-10")))
        let offer = try #require(reading.offers.first)
        #expect(offer.expiresOn.map { "\($0)" } == day)
        #expect(reading.offers.count == 1 && offer.termValue == 100)
    }
}
