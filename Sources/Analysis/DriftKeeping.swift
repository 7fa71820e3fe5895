import Applications
import Estimates
import Funders
import Kernel
import Storage
import Submissions

/// Keeps the month's list of drift: looked for once a day in the decided cases of the last twelve months, so that no page
/// looks through cases.
package enum DriftKeeping {
    private static let monthsBack = 12
    private static let every = Span.hours(24)

    /// Looks where the last look is a day old; says how many findings the month has.
    @discardableResult
    package static func run(_ database: Database, tenant: TenantID, at now: Moment) async throws -> Int {
        let last: Moment? = try await database.read {
            try $0.value("SELECT looked_at FROM guideline_drift_look WHERE tenant_id = \(tenant)")
        }
        if let last, now - last < every { return try await count(database, tenant: tenant, at: now) }
        var findings: [DriftFinding] = []
        // A funder at a time, so that no snapshot stands for long.
        for dossier in try await database.read({ try FunderDossier.all(tenant: tenant, $0) }) {
            findings += try await database.read { try find(dossier, tenant: tenant, at: now, $0) }
        }
        let found = findings
        try await database.write { try store(found, tenant: tenant, at: now, $0) }
        return found.count
    }

    private static func count(_ database: Database, tenant: TenantID, at now: Moment) async throws -> Int {
        let month = now.day.monthNumber
        return try await database.read {
            try $0.value("SELECT count(*) FROM guideline_drift WHERE tenant_id = \(tenant) AND month = \(month)") ?? 0
        }
    }

    static func find(
        _ dossier: FunderDossier, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [DriftFinding] {
        let cases = try decided(by: dossier.funder.id, tenant: tenant, at: now, db)
        guard cases.count >= Drift.leastCases else { return [] }
        let criteria = dossier.guideline?.criteria ?? Criteria()
        return DriftSearch(funder: dossier.funder.id, criteria: criteria, cases: cases).findings()
    }

    /// What the funder offered on or declined. The merchant is as its application says it now.
    private static func decided(
        by funder: Funder.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [DecidedCase] {
        let first = now.day.adding(months: -monthsBack).monthNumber
        var reasons: [String: Set<String>] = [:]
        try db.each(
            """
            SELECT submission_decline.submission_id, submission_decline.code
              FROM submission_result
              JOIN submission_decline ON submission_decline.submission_id = submission_result.submission_id
             WHERE submission_result.tenant_id = \(tenant) AND submission_result.funder_id = \(funder)
               AND submission_result.month >= \(first) AND submission_result.is_declined = 1
            """
        ) { row in reasons[try row["submission_id"], default: []].insert(try row["code"]) }
        let decided: SQL = """
              FROM submission_result
              JOIN submission ON submission.id = submission_result.submission_id
             WHERE submission_result.tenant_id = \(tenant) AND submission_result.funder_id = \(funder)
               AND submission_result.month >= \(first)
               AND (submission_result.is_declined = 1 OR submission_result.offered_at IS NOT NULL)
            """
        let named: SQL = "SELECT submission.application_id " + decided
        let applications = try Application.all(in: named, tenant: tenant, db)
        let advances = try Application.advances(in: named, tenant: tenant, db)
        return try db.rows(
            "SELECT submission_result.submission_id, submission.application_id, submission_result.submitted_at "
                + decided
        ).compactMap { row in
            let at: Moment = try row["submitted_at"]
            guard let application = applications[try row["application_id"]] else { return nil }
            return DecidedCase(
                merchant: MerchantProfile(
                    application, advances: advances[application.id] ?? [], files: [], today: at.day),
                reasons: reasons[try row["submission_id"]] ?? [])
        }
    }

    private static func store(
        _ findings: [DriftFinding], tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        let month = now.day.monthNumber
        try db.run("DELETE FROM guideline_drift WHERE tenant_id = \(tenant) AND month = \(month)")
        for (place, finding) in findings.enumerated() {
            let interval = finding.share.interval
            try db.run(
                """
                INSERT INTO guideline_drift (tenant_id, month, ordinal, funder_id, rule, label, reason, said, observed, hits,
                                             cases, low_per_mille, high_per_mille, found_at)
                VALUES (\(tenant), \(month), \(place + 1), \(finding.funder), \(finding.rule), \(finding.label),
                        \(finding.reason.rawValue), \(finding.said), \(finding.observed), \(finding.share.hits),
                        \(finding.share.cases), \(interval.lowerBound), \(interval.upperBound), \(now))
                """)
        }
        try db.run(
            """
            INSERT INTO guideline_drift_look (tenant_id, looked_at) VALUES (\(tenant), \(now))
            ON CONFLICT (tenant_id) DO UPDATE SET looked_at = excluded.looked_at
            """)
    }
}
