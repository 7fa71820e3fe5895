import Estimates
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

/// How fast each funder answers: median, p90, share within its promise, and who is late now (L05, N08). All from events.
package struct ResponseRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return [
            .get(
                "/responses", for: .readers,
                "How fast funders answer: median, p90, share within the promise, who is late",
                pages.index),
            .get("/responses/export", for: .readers, "The same as comma-separated text", pages.export),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let lines = try await lines(request)
        let answers = lines.reduce(0) { $0 + $1.answers }
        return .view(
            "analysis/responses", ["items": .list(lines.map(\.value)), "answers": Value(answers)],
            title: "Promises kept")
    }

    func export(_ request: Request) async throws -> Answer {
        var text = CommaText(head: ResponseLine.head)
        for line in try await lines(request) { text.add(line.cells) }
        return text.answer(name: "responses.csv")
    }

    private func lines(_ request: Request) async throws -> [ResponseLine] {
        let caller = try request.caller
        let now = clock.now()
        return try await database.read { try ResponseLine.all(tenant: caller.tenant, at: now, $0) }
    }
}

/// One funder's times.
struct ResponseLine: Sendable {
    private let funder: Funder.ID
    private let name: String
    private let promisedHours: Int?
    private let clock: FunderClock?
    private let overdue: Int
    private let silent: Int

    var answers: Int { clock?.answers ?? 0 }
    /// Counting ends here, so that a page costs the same whatever has piled up.
    private static let most = 100

    /// The funders with answers first, the quickest at their head.
    static func all(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [ResponseLine] {
        let clocks = try FunderClock.all(tenant: tenant, db)
        let lines = try db.rows(
            """
            SELECT funder.id, funder.name, funder.first_response_hours,
                   (SELECT count(*) FROM (SELECT 1 FROM submission
                                           WHERE submission.tenant_id = \(tenant) AND submission.funder_id = funder.id
                                             AND \(part: Submission.unanswered(at: now)) LIMIT \(most)) AS late) AS overdue,
                   (SELECT count(*) FROM (SELECT 1 FROM submission_result
                                           WHERE submission_result.tenant_id = \(tenant)
                                             AND submission_result.funder_id = funder.id
                                             AND submission_result.is_waiting = 1
                                             AND submission_result.silent_at <= \(now) LIMIT \(most)) AS mute) AS silent
              FROM funder
             WHERE funder.tenant_id = \(tenant) AND funder.archived_at IS NULL
             ORDER BY funder.name_key, funder.id
            """
        ).map { row in
            let id: Funder.ID = try row["id"]
            return ResponseLine(
                funder: id, name: try row["name"], promisedHours: try row["first_response_hours"], clock: clocks[id],
                overdue: try row["overdue"], silent: try row["silent"])
        }
        return lines.enumerated().sorted { one, other in
            let (a, b) = (one.element.clock?.median ?? .max, other.element.clock?.median ?? .max)
            return a == b ? one.offset < other.offset : a < b
        }.map(\.element)
    }

    static let head = [
        "funder", "answers", "median_minutes", "p90_minutes", "promised_hours", "kept", "promised", "kept_percent",
        "working_minutes_50", "working_minutes_90", "working_minutes_98", "overdue", "silent",
    ]

    var cells: [String] {
        let text = { (number: Int?) in number.map(String.init) ?? "" }
        return [
            name, "\(answers)", text(clock?.median), text(clock?.p90), text(promisedHours),
            text(clock?.promise.hits), text(clock?.promise.cases), text(clock?.promise.percent),
        ] + [50, 90, 98].map { text(clock?.curve?.wait(percent: $0)) } + ["\(overdue)", "\(silent)"]
    }

    var value: Value {
        var all = clock?.value.fields ?? Value.Fields()
        all["answers"] = Value(answers)
        all["funder"] = Value(funder)
        all["name"] = .string(name)
        all["promised_hours"] = Value(promisedHours)
        all["overdue"] = Value(overdue)
        all["silent"] = Value(silent)
        all["has_overdue"] = .bool(overdue > 0)
        all["has_silent"] = .bool(silent > 0)
        all["has_answers"] = .bool(answers > 0)
        all["is_many"] = .bool(max(overdue, silent) >= Self.most)
        return .object(all)
    }
}
