import Classification
import Estimates
import Funders
import Kernel
import People
import Storage
import Web

/// Where funders do otherwise than they say, month by month (N04, L12).
package struct DriftRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        let fields: [FieldShape] = [.optional("month", .text(max: 7)), .optional("funder", .id)]
        return [
            .get(
                "/drift", for: .readers, "What funders say against what they decline, a list a month, with counts",
                pages.index
            ).taking(fields),
            .get("/drift/export", for: .readers, "The same as comma-separated text", pages.export).taking(fields),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let (month, funder, lines) = try await asked(request)
        let caller = try request.caller
        let (months, looked) = try await database.read { db in
            (
                try db.rows(
                    "SELECT DISTINCT month FROM guideline_drift WHERE tenant_id = \(caller.tenant) ORDER BY month DESC LIMIT 36"
                ).map { try $0.get("month", as: Int.self) },
                try db.value(
                    "SELECT looked_at FROM guideline_drift_look WHERE tenant_id = \(caller.tenant)", as: Moment.self)
            )
        }
        let value: Value = [
            "month": .string(DeclineFilter.text(ofMonth: month)), "funder": Value(funder),
            "months": .list(
                Set(months + [month]).sorted(by: >).map { ["code": .string(DeclineFilter.text(ofMonth: $0))] }),
            "looked_at": Value(looked), "items": .list(lines.map(\.value)),
            "least_cases": Value(Drift.leastCases),
        ]
        return .view("analysis/drift", value, title: "Drift")
    }

    func export(_ request: Request) async throws -> Answer {
        let (_, _, lines) = try await asked(request)
        var text = CommaText(head: [
            "month", "funder", "rule", "reason", "says", "observed", "declined", "cases", "low_percent", "high_percent",
        ])
        for line in lines { text.add(line.cells) }
        return text.answer(name: "drift.csv")
    }

    private func asked(_ request: Request) async throws -> (month: Int, funder: Funder.ID?, lines: [DriftLine]) {
        let caller = try request.caller
        let month = try DeclineFilter.month(request.query, "month") ?? clock.now().day.monthNumber
        let funder = try request.query.id("funder", Funder.self)
        let lines = try await database.read { try DriftLine.list(month, funder, tenant: caller.tenant, $0) }
        return (month, funder, lines)
    }
}

/// One line of the list.
struct DriftLine: Sendable {
    private let month: Int
    private let funder: Funder.ID
    private let funderName: String
    private let rule: String
    private let label: String
    private let reason: String
    private let said: String
    private let observed: String
    private let share: Share
    private let low: Int
    private let high: Int

    /// The surest first.
    static func list(
        _ month: Int, _ funder: Funder.ID?, tenant: TenantID, _ db: Connection
    ) throws -> [DriftLine] {
        let own: SQL = funder.map { "guideline_drift.funder_id = \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT guideline_drift.month, guideline_drift.funder_id, funder.name, guideline_drift.rule,
                   guideline_drift.label, guideline_drift.reason, guideline_drift.said, guideline_drift.observed,
                   guideline_drift.hits, guideline_drift.cases, guideline_drift.low_per_mille,
                   guideline_drift.high_per_mille
              FROM guideline_drift
              JOIN funder ON funder.id = guideline_drift.funder_id
             WHERE guideline_drift.tenant_id = \(tenant) AND guideline_drift.month = \(month) AND \(part: own)
             ORDER BY guideline_drift.low_per_mille DESC, guideline_drift.ordinal
            """
        ).map { row in
            DriftLine(
                month: try row["month"], funder: try row["funder_id"], funderName: try row["name"],
                rule: try row["rule"], label: try row["label"], reason: try row["reason"], said: try row["said"],
                observed: try row["observed"], share: Share(try row["hits"], of: try row["cases"]),
                low: try row["low_per_mille"], high: try row["high_per_mille"])
        }
    }

    private var reasonLabel: String { DeclineReason(rawValue: reason)?.label ?? reason }

    var value: Value {
        [
            "funder": Value(funder), "funder_name": .string(funderName), "rule": .string(rule),
            "label": .string(label), "reason": .string(reason), "reason_label": .string(reasonLabel),
            "said": .string(said), "observed": .string(observed), "declined": Value(share.hits),
            "cases": Value(share.cases), "percent": Value(share.percent), "low_percent": Value(low / 10),
            "high_percent": Value((high + 9) / 10),
            "declines": .string("/declines?funder=\(funder)&reason=\(reason)"),
        ]
    }

    var cells: [String] {
        [
            DeclineFilter.text(ofMonth: month), funderName, rule, reason, said, observed, "\(share.hits)",
            "\(share.cases)", "\(low / 10)", "\((high + 9) / 10)",
        ]
    }
}
