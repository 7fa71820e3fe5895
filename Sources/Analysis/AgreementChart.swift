import Kernel

/// Agreement by week as lines, one for each version of the rules.
struct AgreementChart {
    /// So many versions have a line style of their own; the newest are drawn.
    private static let mostLines = 5

    private let weeks: [QualitySums.Week]

    init(_ weeks: [QualitySums.Week]) { self.weeks = weeks }

    /// Nil where nobody has judged anything.
    var value: Value {
        guard let first = weeks.first?.day, let last = weeks.last?.day else { return .null }
        let readers = Set(weeks.map(\.reader)).sorted().suffix(Self.mostLines)
        return LineChart(
            id: "agreement", title: "Agreement of people with the reader",
            summary: "Share of readings that people confirmed, week by week from \(first) to \(last), "
                + "one line for each version of the rules",
            lines: readers.map { line($0, from: first) }, lastStep: (last - first) / 7,
            ticks: Set(weeks.map(\.day)).sorted().map {
                (($0 - first) / 7, String($0.description.dropFirst(5)))
            },
            top: 1000, levels: [0, 250, 500, 750, 1000].map { ($0, "\($0 / 10) %") }
        ).value
    }

    private func line(_ reader: String, from first: Day) -> LineChart.Line {
        LineChart.Line(
            name: reader,
            points: weeks.filter { $0.reader == reader }.map { week in
                LineChart.Point(
                    step: (week.day - first) / 7, height: week.agreement.perMille ?? 0,
                    text:
                        "\(reader), week of \(week.day): \(week.agreement.percent ?? "") % of \(week.agreement.verdicts)"
                )
            })
    }
}
