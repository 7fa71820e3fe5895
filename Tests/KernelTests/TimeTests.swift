import Testing

@testable import Kernel

@Suite struct DayTests {
    @Test func `a day has a number, a text and a weekday`() throws {
        let table = TextTable(
            """
            text         number    weekday
            1970-01-01   0         4
            1969-12-31   -1        3
            1970-01-05   4         1
            2000-02-29   11016     2
            2024-02-29   19782     4
            2026-11-20   20777     5
            1900-03-01   -25508    4
            0001-01-01   -719162   1
            9999-12-31   2932896   5
            """)
        for row in table.rows {
            let day = try #require(Day(row["text"]), "\(row)")
            #expect(Int(day.number) == Int(row["number"]), "\(row)")
            #expect(day.weekday == Int(row["weekday"]), "\(row)")
            #expect(day.description == row["text"])
        }
    }

    @Test(arguments: [
        "", "2026-11-2", "2026-1-20", "26-11-20", "2026/11/20", "2026-11-20 ", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026-01-32", "2026-04-31", "2025-02-29", "1900-02-29", "2100-02-29", "0000-01-01", "-001-01-01", "+026-01-01",
        "2026-11-2o", "٢٠٢٦-11-20",
    ])
    func `a text that is no day is refused`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `every day of 800 years reads back, one after the other`() throws {
        let first = try #require(Day("1600-01-01"))
        let last = try #require(Day("2400-01-01"))
        var former = first.adding(days: -1)
        for number in first.number...last.number {
            let day = Day(number: number)
            let (year, month, dayOfMonth) = day.civil
            // One expectation per failure: 292,194 of them would take seconds.
            guard
                Day(year: year, month: month, day: dayOfMonth) != day || day - former != 1
                    || day.weekday != former.weekday % 7 + 1
            else {
                former = day
                continue
            }
            Issue.record("\(former) is not followed by \(day)")
            return
        }
    }

    @Test func `months are added to the same day, or to the month's last`() throws {
        let table = TextTable(
            """
            from         months   to
            2026-01-31   1        2026-02-28
            2024-01-31   1        2024-02-29
            2026-01-31   2        2026-03-31
            2026-01-31   3        2026-04-30
            2026-03-31   -1       2026-02-28
            2026-01-15   -1       2025-12-15
            2026-11-20   12       2027-11-20
            2024-02-29   12       2025-02-28
            2024-02-29   48       2028-02-29
            2026-12-31   -13      2025-11-30
            2026-11-20   0        2026-11-20
            """)
        for row in table.rows {
            let months = try #require(Int(row["months"]))
            #expect(Day(row["from"])?.adding(months: months).description == row["to"], "\(row)")
        }
    }

    @Test func `a year is leap by the Gregorian rule`() {
        for (year, length) in [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28), (1, 28), (4, 29)] {
            #expect(Day.length(ofMonth: 2, year: year) == length, "\(year)")
        }
    }
}

@Suite struct MomentTests {
    @Test func `a time of RFC 3339 is read with its fraction and offset`() throws {
        let table = TextTable(
            """
            text                                 milliseconds
            1970-01-01T00:00:00Z                 0
            2026-11-20T21:22:00Z                 1795209720000
            2026-11-20T21:22:00.5Z               1795209720500
            2026-11-20T21:22:00.123456789Z       1795209720123
            2026-11-20T22:22:00+01:00            1795209720000
            2026-11-20T16:22:00-05:00            1795209720000
            2026-11-21T02:52:00.007+05:30        1795209720007
            2026-11-20T21:22:00+00:00            1795209720000
            2026-11-20T21:22:00-00:00            1795209720000
            1969-12-31T23:59:59.999Z             -1
            2016-12-31T23:59:60Z                 1483228800000
            0001-01-01T00:00:00Z                 -62135596800000
            9999-12-31T23:59:59.999Z             253402300799999
            """)
        for row in table.rows { #expect(Moment(row["text"])?.milliseconds == Int64(row["milliseconds"]), "\(row)") }
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T21:22Z", "2026-11-20 21:22:00Z", "2026-11-20t21:22:00Z", "2026-11-20T21:22:00",
        "2026-11-20T24:00:00Z", "2026-11-20T21:60:00Z", "2026-11-20T21:22:61Z", "2026-02-30T21:22:00Z",
        "2026-11-20T21x22y00Z", "2026-11-20T21:22-00Z", "2026-11-20T21:22:00.Z", "2026-11-20T21:22:00,5Z",
        "2026-11-20T21:22:00ZZ", "2026-11-20T21:22:00+0100", "2026-11-20T21:22:00+01", "2026-11-20T21:22:00+01x00",
        "2026-11-20T21:22:00+24:00", "2026-11-20T21:22:00+01:60", "2026-11-20T21:22:00+99:99",
        "2026-11-20T21:22:00~01:00", "2026-11-20T2é:22:00Z",
    ])
    func `a text that is no time is refused`(_ text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func `a moment is written in UTC to the second, before 1970 too`() {
        let cases: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00Z"), (999, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (-1000, "1969-12-31T23:59:59Z"), (-1001, "1969-12-31T23:59:58Z"),
            (1_795_209_720_000, "2026-11-20T21:22:00Z"), (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59Z"),
        ]
        for (milliseconds, text) in cases { #expect(Moment(milliseconds: milliseconds).description == text) }
    }

    @Test func `the day and the second of the day are UTC's`() throws {
        let table = TextTable(
            """
            text                   day          second
            1970-01-01T00:00:00Z   1970-01-01   0
            1969-12-31T23:59:59Z   1969-12-31   86399
            2026-11-20T23:30:00Z   2026-11-20   84600
            """)
        for row in table.rows {
            let moment = try #require(Moment(row["text"]))
            #expect(moment.day.description == row["day"])
            #expect(moment.secondOfDay == Int(row["second"]))
            #expect(moment.day.start + .seconds(Int64(moment.secondOfDay)) == moment)
        }
    }

    @Test func `spans are milliseconds and move moments`() {
        #expect(Span.seconds(1) == .milliseconds(1_000))
        #expect(Span.minutes(2) == .seconds(120))
        #expect(Span.hours(3) == .minutes(180))
        #expect(Span.days(1) == .hours(24))
        #expect(Span.hours(1) * 24 == .days(1))
        #expect(Span.hours(1) < .days(1))
        let moment = Moment(seconds: 100)
        #expect(moment + .seconds(5) - moment == .seconds(5))
        #expect(moment - .seconds(5) < moment)
    }

    @Test func `a manual clock stands still until it is moved`() {
        let clock = ManualClock(Moment(seconds: 10))
        #expect(clock.now() == clock.now())
        clock.advance(.seconds(5))
        #expect(clock.now() == Moment(seconds: 15))
        clock.advance(.seconds(-20))
        #expect(clock.now() == Moment(seconds: -5))
        clock.set(Moment(seconds: 3))
        #expect(clock.now() == Moment(seconds: 3))
    }

    @Test func `the machine's clock does not stand before this program was written`() throws {
        #expect(SystemClock().now() > (try #require(Moment("2025-01-01T00:00:00Z"))))
    }
}
