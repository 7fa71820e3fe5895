import Inbox
import Kernel
import Outbox
import People
import Storage
import Submissions
import Web

/// How much waits for a person: for the navigation of every page and for the page of today (J31).
package struct WaitingCounts: Sendable {
    let database: Database
    let clock: any Clock

    /// One queue: how many wait, at most `most`, and since when the oldest does.
    package struct Queue: Sendable, Equatable {
        package let count: Int
        package let oldest: Moment?

        var isMore: Bool { count >= WaitingCounts.most }
        var value: Value { ["count": Value(count), "is_more": Value(isMore), "oldest_at": Value(oldest)] }
    }

    /// Counting ends here, so that a page costs the same whatever has piled up.
    package static let most = 1000

    /// The name under which a view carries the counts to the page.
    static let member = "_waiting"

    /// The handler with the counts added to what it shows a person.
    func around(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request in
            let answer = try await handler(request)
            guard request.wantsHTML, let tenant = request.principal?.tenant, Self.isWanted(answer) else {
                return answer
            }
            let now = clock.now()
            let counts = try await database.read { try Self.value(tenant: tenant, at: now, $0) }
            return Self.adding(counts, to: answer)
        }
    }

    /// Whether a page is shown, and one that has not counted itself.
    private static func isWanted(_ answer: Answer) -> Bool {
        switch answer {
        case .view(let view): view.value[member] == nil
        case .with(let inner, _): isWanted(inner)
        default: false
        }
    }

    private static func adding(_ counts: Value, to answer: Answer) -> Answer {
        switch answer {
        case .view(let view):
            .view(
                View(
                    view.template, view.value.adding(member, counts), title: view.title, status: view.status))
        case .with(let inner, let headers): .with(adding(counts, to: inner), headers: headers)
        default: answer
        }
    }

    /// Every queue by name.
    package static func value(tenant: TenantID, at now: Moment, _ db: Connection) throws -> Value {
        value(of: try queues(tenant: tenant, at: now, db))
    }

    static func value(of queues: [(name: String, queue: Queue)]) -> Value {
        var fields = Value.Fields()
        for (name, queue) in queues { fields[name] = queue.value }
        return .object(fields)
    }

    package static func queues(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [(
        name: String, queue: Queue
    )] {
        // Each names its rows' moments, the oldest first where there may be more than are counted.
        // swift-format-ignore
        let rows: [(String, SQL)] = [
            ("reviews",    "SELECT opened_at AS since FROM review_item WHERE tenant_id = \(tenant) AND state = 'open' ORDER BY id"),
            ("intake",     "SELECT opened_at AS since FROM intake_item WHERE tenant_id = \(tenant) AND state = 'open' ORDER BY id"),
            ("quarantine", "SELECT stored_at AS since FROM arrival WHERE tenant_id = \(tenant) AND state = 'quarantined' ORDER BY id"),
            ("uncertain",  "SELECT created_at AS since FROM outbox WHERE tenant_id = \(tenant) AND state = 'uncertain' ORDER BY id"),
            ("failed",     "SELECT created_at AS since FROM outbox WHERE tenant_id = \(tenant) AND state = 'failed' ORDER BY id"),
            ("overdue",    overdue(tenant, at: now)),
            ("silent",     "SELECT silent_at AS since FROM submission_result WHERE tenant_id = \(tenant) AND is_waiting = 1 AND silent_at <= \(now) ORDER BY silent_at"),
            ("queued",     "SELECT created_at AS since FROM outbox WHERE tenant_id = \(tenant) AND state IN ('queued', 'held', 'sending') ORDER BY id"),
            ("renewals",   """
                SELECT created_at AS since FROM funded_deal
                 WHERE tenant_id = \(tenant) AND state = 'funded' AND renewal_due_on <= \(now.day)
                   AND NOT EXISTS (SELECT 1 FROM funded_deal AS later
                                    WHERE later.renews_id = funded_deal.id AND later.state = 'funded')
                 ORDER BY renewal_due_on
                """),
            ("remittances", "SELECT at AS since FROM remittance WHERE tenant_id = \(tenant) AND state = 'proposed' ORDER BY id"),
            ("stipulations", "SELECT created_at AS since FROM stipulation WHERE tenant_id = \(tenant) AND state = 'open' AND due_on < \(now.day) ORDER BY due_on, id"),
            ("leads",      "SELECT submitted_at AS since FROM referral_lead WHERE tenant_id = \(tenant) AND queue = 'review' ORDER BY rank, submitted_at"),
            ("credits",    "SELECT requested_at AS since FROM referral_credit WHERE tenant_id = \(tenant) AND state = 'pending_approval' ORDER BY id"),
            ("payouts",    "SELECT created_at AS since FROM referral_payout WHERE tenant_id = \(tenant) AND state = 'pending' ORDER BY id"),
            ("alerts",     "SELECT raised_at AS since FROM alert WHERE tenant_id = \(tenant) AND cleared_at IS NULL"),
        ]
        return try rows.map { name, sql in
            let queue = try queue(sql, db)
            guard name == "overdue", queue.isMore else { return (name, queue) }
            return (name, Queue(count: queue.count, oldest: try oldestUnanswered(tenant, db)))
        }
    }

    /// Submissions whose funder promised a first answer or an offer by now and has not given it.
    private static func overdue(_ tenant: TenantID, at now: Moment) -> SQL {
        let (unanswered, withoutOffer) = (Submission.unanswered(at: now), Submission.withoutOffer(at: now))
        return late(tenant, unanswered) + " UNION ALL " + late(tenant, withoutOffer)
    }

    /// CROSS JOIN makes SQLite go from funder to funder, in each from the oldest on, and stop where enough are counted.
    private static func late(_ tenant: TenantID, _ condition: SQL) -> SQL {
        """
        SELECT submission.submitted_at AS since
          FROM funder CROSS JOIN submission
         WHERE funder.tenant_id = \(tenant) AND submission.tenant_id = \(tenant) AND submission.funder_id = funder.id
           AND \(part: condition)
        """
    }

    /// Since when the longest waits: the oldest of each funder that promised an answer.
    private static func oldestUnanswered(_ tenant: TenantID, _ db: Connection) throws -> Moment? {
        try db.row(
            """
            SELECT min((SELECT min(submitted_at) FROM submission
                         WHERE tenant_id = \(tenant) AND funder_id = funder.id AND status = 'sent')) AS oldest
              FROM funder
             WHERE funder.tenant_id = \(tenant) AND funder.first_response_hours IS NOT NULL
            """
        )?["oldest"]
    }

    private static func queue(_ sql: SQL, _ db: Connection) throws -> Queue {
        let row = try db.row(
            "SELECT count(*) AS number, min(since) AS oldest FROM (\(part: sql) LIMIT \(most)) AS waiting")
        guard let row else { return Queue(count: 0, oldest: nil) }
        return Queue(count: try row["number"], oldest: try row["oldest"])
    }
}
