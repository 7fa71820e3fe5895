import Estimates
import Funders
import Kernel
import Storage

/// How long a funder's answers take, learned from its newest ones and kept until it is learned again (N08, L05).
package struct FunderClock: Sendable {
    /// So many of a funder's newest answers are looked at, of this time.
    static let newest = 400
    static let window = Span.days(365)
    /// Of each funder as many stand for what the office usually sees.
    static let shared = 40
    /// A silence is told once so many percent of the answers would have come.
    package static let silentPercent = 98

    package let funder: Funder.ID
    package let answers: Int
    /// In working minutes; nil where too little is known.
    package let curve: WaitCurve?
    /// By the clock on the wall, in minutes.
    package let median: Int?
    package let p90: Int?
    /// Answers to which today's promise applies, and those that kept it.
    package let promise: Share
    package let learnedAt: Moment

    package var silentMinutes: Int? { curve?.wait(percent: Self.silentPercent) }

    private static let columns: SQL = """
        SELECT funder_id, answers, curve, median_minutes, p90_minutes, promised, kept, learned_at FROM funder_clock
        """

    private init(_ row: Row) throws {
        funder = try row["funder_id"]
        answers = try row["answers"]
        let stored: String? = try row["curve"]
        curve = stored.flatMap { [answers] in WaitCurve(json: $0, own: answers) }
        median = try row["median_minutes"]
        p90 = try row["p90_minutes"]
        promise = Share(try row["kept"], of: try row["promised"])
        learnedAt = try row["learned_at"]
    }

    package static func of(_ funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> FunderClock? {
        try db.row(columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder)").map(FunderClock.init)
    }

    package static func all(tenant: TenantID, _ db: Connection) throws -> [Funder.ID: FunderClock] {
        let clocks = try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY funder_id").map(FunderClock.init)
        return Dictionary(clocks.map { ($0.funder, $0) }) { first, _ in first }
    }

    /// From what is known of one funder's answers, the newest first.
    private init(_ funder: Funder.ID, _ answers: [Answer], promisedHours: Int?, office: [Int], at now: Moment) {
        self.funder = funder
        self.answers = answers.count
        curve = WaitCurve(own: answers.map(\.waited), office: office)
        let elapsed = answers.map(\.elapsed).sorted()
        median = elapsed.isEmpty ? nil : elapsed[(elapsed.count - 1) / 2]
        p90 = elapsed.isEmpty ? nil : elapsed[(elapsed.count * 9 + 9) / 10 - 1]
        promise =
            promisedHours.map { hours in Share(elapsed.count { $0 <= hours * 60 }, of: elapsed.count) }
            ?? Share(0, of: 0)
        learnedAt = now
    }

    private struct Answer {
        let waited: Int
        let elapsed: Int
    }

    /// What the answers of an office's funders say now; nothing is written. `usual`: waiting times of all of them.
    package static func learned(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [FunderClock] {
        let funders = try FunderDossier.all(tenant: tenant, db).map(\.funder)
        var answers: [Funder.ID: [Answer]] = [:]
        for funder in funders {
            answers[funder.id] = try db.rows(
                """
                SELECT wait_minutes, elapsed_minutes FROM submission_result
                 WHERE tenant_id = \(tenant) AND funder_id = \(funder.id) AND answered_at > \(now - window)
                 ORDER BY answered_at DESC LIMIT \(newest)
                """
            ).map { Answer(waited: try $0["wait_minutes"], elapsed: try $0["elapsed_minutes"]) }
        }
        let usual = answers.values.flatMap { $0.prefix(shared).map(\.waited) }.sorted()
        return funders.map { funder in
            FunderClock(
                funder.id, answers[funder.id] ?? [], promisedHours: funder.firstResponseHours, office: usual, at: now)
        }
    }

    /// Whether the same is said, whenever it was learned.
    package func says(asMuchAs other: FunderClock?) -> Bool {
        guard let other else { return false }
        return answers == other.answers && curve?.steps == other.curve?.steps && median == other.median
            && p90 == other.p90 && promise == other.promise
    }

    /// Keeps the clock, and sets anew when the funder's silence becomes strange of what waits for it.
    package func store(zone: String, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO funder_clock (tenant_id, funder_id, answers, curve, silent_minutes, median_minutes, p90_minutes,
                                      promised, kept, learned_at)
            VALUES (\(tenant), \(funder), \(answers), \(curve.map { Value.list($0.steps.map { Value($0) }) }),
                    \(silentMinutes), \(median), \(p90), \(promise.cases), \(promise.hits), \(learnedAt))
            ON CONFLICT (tenant_id, funder_id) DO UPDATE
               SET answers = excluded.answers, curve = excluded.curve, silent_minutes = excluded.silent_minutes,
                   median_minutes = excluded.median_minutes, p90_minutes = excluded.p90_minutes,
                   promised = excluded.promised, kept = excluded.kept, learned_at = excluded.learned_at
            """)
        let hours = BusinessHours(zone: zone)
        let waiting = try db.rows(
            """
            SELECT submission_id, submitted_at FROM submission_result
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND is_waiting = 1
               AND submitted_at > \(learnedAt - Self.stillWaiting)
               AND NOT EXISTS (SELECT 1 FROM nudge
                                WHERE nudge.submission_id = submission_result.submission_id
                                  AND \(part: Silence.isStanding))
            """)
        for row in waiting {
            let (id, sent): (Submission.ID, Moment) = (try row["submission_id"], try row["submitted_at"])
            let silent = silentMinutes.map { hours.adding(minutes: $0, to: sent) }
            try db.run("UPDATE submission_result SET silent_at = \(silent) WHERE submission_id = \(id)")
        }
    }

    /// Of what waits longer nobody expects anything.
    static let stillWaiting = Span.days(60)
}

/// Learns the clocks of an office's funders; writes those that changed.
package enum ClockLearning {
    /// Says how many changed. Each is written by itself, so that nobody waits for long.
    @discardableResult
    package static func run(_ database: Database, tenant: TenantID, at now: Moment) async throws -> Int {
        let (learned, known, zones) = try await database.read { db in
            let zones = try FunderDossier.all(tenant: tenant, db).map { ($0.funder.id, $0.funder.timeZone) }
            return (
                try FunderClock.learned(tenant: tenant, at: now, db), try FunderClock.all(tenant: tenant, db),
                Dictionary(zones) { first, _ in first }
            )
        }
        let changed = learned.filter { !$0.says(asMuchAs: known[$0.funder]) }
        for clock in changed {
            let zone = zones[clock.funder] ?? ""
            try await database.write { try clock.store(zone: zone, tenant: tenant, $0) }
        }
        return changed.count
    }
}
