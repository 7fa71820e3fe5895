import Charts
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension FigureRoutes {
    func pipeline(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let filter = try FigureFilter(request.query, at: now)
        let sums = PipelineSums(filter: filter, tenant: caller.tenant, now: now)
        let value = try await database.read { db -> Value in
            let names = try BrokerNames(tenant: caller.tenant, db)
            let states = try sums.states(db)
            let oldest = try sums.oldest(db)
            let ages = try PipelineAges.counts(sums, states: states, db)
            let funders = try sums.open(by: "funder_id", most: Self.mostRows, db)
            let funderNames = try FunderNames(tenant: caller.tenant, db)
            let brokers = try sums.open(by: "sent_by", most: Self.mostRows, db)
            let all = states.reduce(0) { $0 + $1.line.number }
            let open = states.reduce(0) { $0 + ($1.status.isOpen ? $1.line.number : 0) }
            return .members(
                try Self.choices(filter, names, funderNames, tenant: caller.tenant, db) + [
                    ("total", ["number": Value(all), "open": Value(open)]),
                    ("chart", Self.chart(states)), ("age_chart", Self.chart(ages)),
                    ("states", .list(states.map { Self.value($0.status, $0.line, oldest[$0.status], sums) })),
                    ("bands", .list(PipelineAges.labels.map(Value.string))),
                    ("ages", .list(ages.map { Self.value($0.status, $0.bands) })),
                    (
                        "funders",
                        .list(
                            funders.map { key, line in
                                .members(
                                    line.members(at: now) + [
                                        ("funder", .string(key)), ("funder_name", .string(funderNames[key] ?? key)),
                                        ("link", .string(filter.submissions([("funder", key), ("open", "1")]))),
                                        ("narrow", .string(filter.link("/figures", "funder", key))),
                                    ])
                            })
                    ),
                    (
                        "brokers",
                        .list(
                            brokers.map { key, line in
                                .members(
                                    line.members(at: now) + [
                                        ("broker", .string(key)), ("broker_name", .string(names.label(key))),
                                        ("link", .string(filter.submissions([("broker", key), ("open", "1")]))),
                                        ("narrow", .string(filter.link("/figures", "broker", key))),
                                    ])
                            })
                    ),
                ])
        }
        return .view("figures/pipeline", value, title: "Pipeline")
    }

    private static func value(
        _ status: Status, _ line: PipelineSums.Line, _ oldest: (id: Submission.ID, at: Moment)?, _ sums: PipelineSums
    ) -> Value {
        .members(
            line.members(at: sums.now) + [
                ("status", .string(status.rawValue)), ("status_label", .string(status.label)),
                ("is_open", .bool(status.isOpen)),
                ("link", .string(sums.filter.submissions([("status", status.rawValue)]))),
                ("oldest", Value(oldest?.id)), ("oldest_at", Value(oldest?.at)),
            ])
    }

    private static func value(_ status: Status, _ bands: [Int]) -> Value {
        [
            "status": .string(status.rawValue), "status_label": .string(status.label),
            "bands": .list(
                zip(PipelineAges.labels, bands).map { ["label": .string($0), "number": Value($1)] }),
        ]
    }

    private static func chart(_ states: [(status: Status, line: PipelineSums.Line)]) -> Value {
        BarChart(
            id: "states", title: "Submissions by state",
            summary: "How many submissions stand in each state, in the order of a submission's life",
            bars: states.map { BarChart.Bar(label: $0.status.label, count: $0.line.number, text: "\($0.line.number)") }
        ).value
    }

    private static func chart(_ ages: [(status: Status, bands: [Int])]) -> Value {
        BarChart(
            id: "ages", title: "Age of what is open",
            summary: "How many open submissions are how old",
            bars: PipelineAges.labels.enumerated().map { index, label in
                let count = ages.reduce(0) { $0 + $1.bands[index] }
                return BarChart.Bar(
                    label: label == "older" ? "Older" : "Up to \(label)", count: count, text: "\(count)")
            }
        ).value
    }

    func exportPipeline(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let sums = PipelineSums(
            filter: try FigureFilter(request.query, at: now), tenant: caller.tenant, now: now)
        let text = try await database.read { db -> CommaText in
            let names = try BrokerNames(tenant: caller.tenant, db)
            var text = CommaText(
                head: ["status", "funder", "broker", "submissions", "requested", "currency", "mean_age_hours"])
            for row in try sums.everything(db) {
                var line = PipelineSums.Line()
                try line.add(row)
                let currency: String = try row["currency"]
                text.add([
                    try row["status"], try row["funder_name"], names.label(try row["sent_by"]), "\(line.number)",
                    Cents(line.requested[currency] ?? 0).decimal, currency,
                    line.meanAge(at: now).map { "\($0)" } ?? "",
                ])
            }
            return text
        }
        return text.answer(name: "pipeline.csv")
    }
}
