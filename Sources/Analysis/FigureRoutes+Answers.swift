import Charts
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension FigureRoutes {
    func answers(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let waits = WaitFigures(filter: filter, tenant: caller.tenant)
        let value = try await database.read { db -> Value in
            let names = try BrokerNames(tenant: caller.tenant, db)
            let steps = try waits.spread(db)
            let months = try waits.months(db)
            let funderNames = try FunderNames(tenant: caller.tenant, db)
            let funders = try waits.funders(db).sorted {
                ($1.value.answers, $0.key) < ($0.value.answers, $1.key)
            }
            return .members(
                try Self.choices(filter, names, funderNames, tenant: caller.tenant, db) + [
                    ("total", .members(WaitFigures.Spread(steps).members)),
                    ("spread", .list(AnswerBand.counts(steps).map(\.value))),
                    ("spread_chart", AnswerBand.chart(AnswerBand.counts(steps))), ("chart", Self.chart(months)),
                    (
                        "funders",
                        .list(
                            funders.prefix(Self.mostRows).map { funder, spread in
                                .members(
                                    spread.members + [
                                        ("funder", Value(funder)),
                                        ("funder_name", .string(funderNames["\(funder)"] ?? "")),
                                        ("narrow", .string(filter.link("/figures/answers", "funder", "\(funder)"))),
                                    ])
                            })
                    ),
                    (
                        "months",
                        .list(
                            months.reversed().map { month, spread in
                                .members(
                                    spread.members + [("month", .string(DeclineFilter.text(ofMonth: month)))])
                            })
                    ),
                ])
        }
        return .view("figures/answers", value, title: "Response times")
    }

    /// Median and ninth of ten by month.
    private static func chart(_ months: [(month: Int, spread: WaitFigures.Spread)]) -> Value {
        let top = months.compactMap { $0.spread.ninetieth.map { min($0.minutes, 90 * 1440) } }.max() ?? 0
        guard top > 0, let first = months.first, let last = months.last else { return .null }
        let named = months.enumerated().map { ($0.offset, DeclineFilter.text(ofMonth: $0.element.month)) }
        func line(_ name: String, _ step: (WaitFigures.Spread) -> WaitStep?) -> LineChart.Line {
            LineChart.Line(
                name: name,
                points: zip(named, months).compactMap { place, month in
                    step(month.spread).map {
                        LineChart.Point(
                            step: place.0, height: min($0.minutes, top),
                            text: "\(name), \(place.1): \($0.label) (\(month.spread.answers) answers)")
                    }
                })
        }
        return LineChart(
            id: "months", title: "Response times by month",
            summary: "Within which time half of the answers and nine of ten had come, from "
                + "\(DeclineFilter.text(ofMonth: first.month)) to \(DeclineFilter.text(ofMonth: last.month))",
            lines: [line("Half of them", \.median), line("Nine of ten", \.ninetieth)],
            lastStep: months.count - 1, ticks: named.map { ($0.0, $0.1) }, top: top,
            levels: (0...4).map { (top * $0 / 4, Age.text(minutes: top * $0 / 4)) }
        ).value
    }

    func exportAnswers(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let waits = WaitFigures(filter: filter, tenant: caller.tenant)
        let months = try await database.read { try waits.months($0) }
        var text = CommaText(head: ["month", "answers", "median_minutes", "p90_minutes"])
        for (month, spread) in months {
            text.add([
                DeclineFilter.text(ofMonth: month), "\(spread.answers)", spread.median.map { "\($0.minutes)" } ?? "",
                spread.ninetieth.map { "\($0.minutes)" } ?? "",
            ])
        }
        return text.answer(name: "response-times.csv")
    }
}

extension Age {
    /// `45 min`, `5 h`, `3 days`
    static func text(minutes: Int) -> String {
        minutes < 120 ? "\(minutes) min" : text(hours: (minutes + 30) / 60)
    }
}

/// Answers of a range of waiting, for a picture that a person takes in at a glance.
struct AnswerBand: Equatable {
    let label: String
    let number: Int
    let share: Portion

    // swift-format-ignore
    private static let ends: [(minutes: Int, label: String)] = [
        (60, "Within 1 h"), (240, "1 to 4 h"), (720, "4 to 12 h"), (1440, "12 to 24 h"), (2880, "1 to 2 days"),
        (4320, "2 to 3 days"), (10_080, "3 to 7 days"), (20_160, "7 to 14 days"), (Int.max, "Longer"),
    ]

    static func counts(_ steps: [(minutes: Int, number: Int)]) -> [AnswerBand] {
        let all = steps.reduce(0) { $0 + $1.number }
        var start = 0
        return ends.map { end, label in
            let number = steps.reduce(0) { $0 + ($1.minutes > start && $1.minutes <= end ? $1.number : 0) }
            start = end
            return AnswerBand(label: label, number: number, share: Portion(number, of: all))
        }
    }

    static func chart(_ bands: [AnswerBand]) -> Value {
        BarChart(
            id: "spread", title: "How the first answers spread",
            summary: "How many first answers came within which time after the mail had been accepted",
            bars: bands.map { band in
                BarChart.Bar(
                    label: band.label, count: band.number,
                    text: "\(band.number)" + (band.share.percent.map { " · \($0) %" } ?? ""))
            }
        ).value
    }

    var value: Value {
        ["label": .string(label), "number": Value(number), "percent": Value(share.percent)]
    }
}
