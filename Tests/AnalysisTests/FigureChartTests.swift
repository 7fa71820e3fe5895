import Kernel
import Submissions
import Testing
import Web

@testable import Analysis

@Suite struct FigureChartTests {
    private static let now = Moment(seconds: 1_795_000_000)

    @Test(arguments: [
        // answers at 15, 30, 60 minutes; half within; nine of ten within
        ([10, 0, 0], 15, 15), ([5, 5, 0], 15, 30), ([4, 5, 1], 30, 30), ([4, 4, 2], 30, 60), ([0, 0, 1], 60, 60),
        ([1, 0, 1], 15, 60),
    ]) func `L05 median and ninth of ten are the steps by which so many had answered`(
        counts: [Int], median: Int, ninetieth: Int
    ) {
        let spread = WaitFigures.Spread(zip([15, 30, 60], counts).map { (minutes: $0, number: $1) })
        #expect(spread.median?.minutes == median && spread.ninetieth?.minutes == ninetieth)
        #expect(spread.answers == counts.reduce(0, +))
    }

    @Test(arguments: [
        ("2025-12", "2026-11", [202512, 2026]), ("2026-01", "2026-12", [2026]), ("2026-01", "2026-11", [2026]),
        ("2026-01", "2026-10", Array(202601...202610)), ("2025-06", "2025-07", [202506, 202507]),
        ("2024-12", "2026-02", [202412, 2025, 202601, 202602]), ("2023-12", "2025-12", [202312, 2024, 2025]),
        ("2026-05", "2026-05", [202605]), ("2026-12", "2027-01", [202612, 202701]),
    ]) func `L05 a period is made up of whole years and the months beside them, each month once`(
        from: String, to: String, periods: [Int]
    ) throws {
        let november = try #require(Day("2026-11-21"))
        let filter = try FigureFilter(Query([("from", from), ("to", to)]), at: november.start)
        #expect(filter.periods == periods)
        // The running year is a whole one: what has not begun has no submissions.
        for month in (2015...2027).flatMap({ year in (1...12).map { year * 100 + $0 } }) where month <= 202611 {
            let times = periods.count { $0 == month || $0 == month / 100 }
            #expect(times == (month >= filter.from && month <= filter.to ? 1 : 0), "\(month)")
        }
    }

    @Test func `L05 without answers there is no median`() {
        let spread = WaitFigures.Spread([])
        #expect(spread.median == nil && spread.ninetieth == nil && spread.answers == 0)
    }

    @Test func `L13 the 95th of a hundred is where 95 had come`() {
        let lag = MailFigures.Lag([(seconds: 1, number: 94), (seconds: 7, number: 1), (seconds: 900, number: 5)])
        #expect(lag?.median == 1 && lag?.ninetyFifth == 7)
        #expect(MailFigures.Lag([]) == nil)
        #expect([90, 600, 7200, 200_000].map(MailFigures.Lag.text) == ["90 s", "10 min", "2 h", "2 days"])
    }

    @Test func `L07 a page without a period counts the last twelve months, and its address keeps what was chosen`()
        throws
    {
        let plain = try FigureFilter(Query([]), at: Self.now)
        #expect(plain.from == 202512 && plain.to == 202611 && plain.entries.isEmpty)
        #expect(plain.allMonths.count == 12)
        let chosen = try FigureFilter(
            Query([
                (name: "broker", value: "key:crm"), (name: "from", value: "2026-01"), (name: "to", value: "2026-02"),
            ]),
            at: Self.now)
        #expect(chosen.allMonths == [202601, 202602])
        #expect(chosen.link("/figures/funders", "broker", "x").hasSuffix("from=2026-01&to=2026-02&broker=x"))
        #expect(chosen.submissions([("status", "sent")]) == "/submissions?broker=key%3Acrm&status=sent")
        #expect(throws: FieldErrors.self) {
            try FigureFilter(Query([(name: "from", value: "2026-12"), (name: "to", value: "2026-11")]), at: Self.now)
        }
    }

    @Test func `L07 bands of waiting hold every answer once`() {
        let steps = [15, 60, 75, 240, 1440, 1680, 10_080, WaitStep.beyond].map { (minutes: $0, number: 1) }
        #expect(AnswerBand.counts(steps).map(\.number) == [2, 2, 0, 1, 1, 0, 1, 0, 1])
    }
}
