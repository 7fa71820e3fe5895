import Charts
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension FigureRoutes {
    func funders(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let sums = FunnelSums(filter: filter, tenant: caller.tenant)
        let waits = WaitFigures(filter: filter, tenant: caller.tenant)
        let value = try await database.read { db -> Value in
            let names = try BrokerNames(tenant: caller.tenant, db)
            let total = try sums.total(db)
            let spreads = try waits.funders(db)
            let months = try sums.months(db)
            return .members(
                try Self.choices(filter, names, try FunderNames(tenant: caller.tenant, db), tenant: caller.tenant, db)
                    + [
                        ("total", .members(total.members)), ("funnel", Self.funnel(total)),
                        ("chart", Self.chart(months)),
                        (
                            "funders",
                            .list(
                                try sums.funders(most: Self.mostRows, db).map { funder, name, counts in
                                    .members(
                                        counts.members + (spreads[funder]?.members ?? []) + [
                                            ("funder", Value(funder)), ("funder_name", .string(name)),
                                            ("narrow", .string(filter.link("/figures/funders", "funder", "\(funder)"))),
                                            ("link", .string(filter.submissions([("funder", "\(funder)")]))),
                                        ])
                                })
                        ),
                        (
                            "brokers",
                            .list(
                                try sums.brokers(db).map { broker, counts in
                                    .members(
                                        counts.members + [
                                            ("broker", .string(broker)), ("broker_name", .string(names.label(broker))),
                                            ("narrow", .string(filter.link("/figures/funders", "broker", broker))),
                                        ])
                                })
                        ),
                        (
                            "months",
                            .list(
                                months.reversed().map { month, counts in
                                    .members(
                                        counts.members + [("month", .string(DeclineFilter.text(ofMonth: month)))])
                                })
                        ),
                    ])
        }
        return .view("figures/funders", value, title: "Funders compared")
    }

    private static func funnel(_ total: FunnelSums.Counts) -> Value {
        BarChart(
            id: "funnel", title: "From submitted to funded",
            summary: "How many submissions came to each stage, and which share of those submitted",
            bars: Stage.allCases.map { stage in
                BarChart.Bar(
                    label: stage.label, count: total.count(stage),
                    text: "\(total.count(stage))" + (total.share(stage).percent.map { " · \($0) %" } ?? ""))
            }
        ).value
    }

    /// Shares by month, a line for each stage behind the first.
    private static func chart(_ months: [(month: Int, counts: FunnelSums.Counts)]) -> Value {
        guard months.contains(where: { $0.counts.count(.submitted) > 0 }), let first = months.first,
            let last = months.last
        else { return .null }
        let named = months.enumerated().map { ($0.offset, DeclineFilter.text(ofMonth: $0.element.month)) }
        return LineChart(
            id: "months", title: "Shares of submissions by month",
            summary: "Which share of the submissions of a month came to each stage, from "
                + "\(DeclineFilter.text(ofMonth: first.month)) to \(DeclineFilter.text(ofMonth: last.month))",
            lines: Stage.allCases.dropFirst().map { stage in
                LineChart.Line(
                    name: stage.label,
                    points: zip(named, months).compactMap { name, month in
                        month.counts.share(stage).perMille.map { height in
                            LineChart.Point(
                                step: name.0, height: height,
                                text: "\(stage.label), \(name.1): \(month.counts.count(stage)) of "
                                    + "\(month.counts.count(.submitted))")
                        }
                    })
            },
            lastStep: months.count - 1, ticks: named.map { ($0.0, $0.1) }, top: 1000,
            levels: [0, 250, 500, 750, 1000].map { ($0, "\($0 / 10) %") }
        ).value
    }

    func exportFunders(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try FigureFilter(request.query, at: clock.now())
        let sums = FunnelSums(filter: filter, tenant: caller.tenant)
        let waits = WaitFigures(filter: filter, tenant: caller.tenant)
        let text = try await database.read { db -> CommaText in
            let stages = Stage.allCases.map(\.rawValue)
            var text = CommaText(
                head: ["funder"] + stages + stages.dropFirst().map { "\($0)_percent" }
                    + ["answers", "median_minutes", "p90_minutes"])
            let spreads = try waits.funders(db)
            for (funder, name, counts) in try sums.funders(most: 10_000, db) {
                let spread = spreads[funder]
                text.add(
                    [name] + Stage.allCases.map { "\(counts.count($0))" }
                        + Stage.allCases.dropFirst().map { counts.share($0).percent ?? "" }
                        + [
                            "\(spread?.answers ?? 0)", spread?.median.map { "\($0.minutes)" } ?? "",
                            spread?.ninetieth.map { "\($0.minutes)" } ?? "",
                        ])
            }
            return text
        }
        return text.answer(name: "funders.csv")
    }
}
