import Charts
import Estimates
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension FigureRoutes {
    func scores(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let value = try await database.read { db -> Value in
            let names = try BrokerNames(tenant: caller.tenant, db)
            let trial = try Self.trial(filter, tenant: caller.tenant, db)
            let bands = zip(ScoreTrial.bands, trial.total).map(ScoreBand.init)
            return .members(
                try Self.choices(filter, names, try FunderNames(tenant: caller.tenant, db), tenant: caller.tenant, db)
                    + [
                        ("total", Self.total(trial)), ("bands", .list(bands.map(\.value))),
                        ("band_chart", ScoreBand.chart(bands)), ("share_chart", ScoreBand.shares(bands)),
                        ("chart", Self.chart(trial)),
                        (
                            "months",
                            .list(
                                trial.months.reversed().map { month in
                                    [
                                        "month": .string(DeclineFilter.text(ofMonth: month.month)),
                                        "sent": Value(month.cases.sent), "mean_points": Value(month.meanPoints),
                                        "offered": Value(month.cases.approvals.hits),
                                        "percent": Value(month.cases.approvals.percent),
                                    ]
                                })
                        ),
                    ])
        }
        return .view("figures/scores", value, title: "Scores and offers")
    }

    func exportScores(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let trial = try await database.read { try Self.trial(filter, tenant: caller.tenant, $0) }
        var text = CommaText(head: ["month", "score_from", "score_to", "submissions", "offers", "funded"])
        for month in trial.months {
            for (points, cases) in zip(ScoreTrial.bands, month.bands) where cases.sent > 0 {
                text.add([
                    DeclineFilter.text(ofMonth: month.month), "\(points.lowerBound)", "\(points.upperBound)",
                    "\(cases.sent)", "\(cases.offered)", "\(cases.funded)",
                ])
            }
        }
        return text.answer(name: "scores.csv")
    }

    private static func trial(_ filter: FigureFilter, tenant: TenantID, _ db: Connection) throws -> ScoreTrial {
        ScoreTrial(
            // The score of a month looks back twelve.
            try FunderTally.byMonth(from: filter.from - 100, through: filter.to, tenant: tenant, db),
            months: filter.allMonths, only: filter.funder?.description)
    }

    private static func total(_ trial: ScoreTrial) -> Value {
        let all = trial.total.reduce(PastCases(), +)
        return all.sent == 0
            ? .null
            : [
                "sent": Value(all.sent), "offered": Value(all.approvals.hits), "percent": Value(all.approvals.percent),
            ]
    }

    /// Mean score and share of offers by month.
    private static func chart(_ trial: ScoreTrial) -> Value {
        guard let first = trial.months.first, let last = trial.months.last else { return .null }
        let named = trial.months.map { DeclineFilter.text(ofMonth: $0.month) }
        func line(_ name: String, _ height: (ScoreTrial.Month) -> Int?, unit: String) -> LineChart.Line {
            LineChart.Line(
                name: name,
                points: trial.months.enumerated().compactMap { place, month in
                    height(month).map {
                        LineChart.Point(
                            step: place, height: $0,
                            text: "\(name), \(named[place]): \($0)\(unit) of \(month.cases.sent) submissions")
                    }
                })
        }
        return LineChart(
            id: "months", title: "Score and offers by month",
            summary: "Mean score of the submissions and the share of offers among them, from "
                + "\(DeclineFilter.text(ofMonth: first.month)) to \(DeclineFilter.text(ofMonth: last.month))",
            lines: [
                line("Mean score", \.meanPoints, unit: ""), line("Offers, %", \.cases.approvals.percent, unit: " %"),
            ],
            lastStep: trial.months.count - 1, ticks: named.enumerated().map { ($0.offset, $0.element) }, top: 100,
            levels: [0, 25, 50, 75, 100].map { ($0, "\($0)") }
        ).value
    }
}

/// The submissions whose funder stood between two scores, and what came of them.
struct ScoreBand {
    let points: ClosedRange<Int>
    let cases: PastCases

    private var label: String { "\(points.lowerBound) to \(points.upperBound)" }

    var value: Value {
        let share = cases.approvals
        return [
            "label": .string(label), "sent": Value(cases.sent), "offered": Value(share.hits),
            "percent": Value(share.percent), "funded": Value(cases.funded),
            "low_percent": share.cases > 0 ? Value(share.interval.lowerBound / 10) : .null,
            "high_percent": Value((share.interval.upperBound + 9) / 10),
        ]
    }

    /// How the submissions spread over the scores.
    static func chart(_ bands: [ScoreBand]) -> Value {
        BarChart(
            id: "bands", title: "Submissions by score",
            summary: "How many submissions went to funders of which score",
            bars: bands.map { BarChart.Bar(label: $0.label, count: $0.cases.sent, text: "\($0.cases.sent)") }
        ).value
    }

    /// How many of each band came to an offer.
    static func shares(_ bands: [ScoreBand]) -> Value {
        BarChart(
            id: "shares", title: "Offers by score",
            summary: "Share of submissions with an offer, by the funder's score",
            bars: bands.map { band in
                let share = band.cases.approvals
                return BarChart.Bar(
                    label: band.label, count: share.percent ?? 0,
                    text: share.percent.map { "\($0) % of \(share.cases)" } ?? "none")
            }
        ).value
    }
}
