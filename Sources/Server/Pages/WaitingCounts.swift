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

    /// One queue: how many wait, and since when the oldest does.
    package struct Queue: Sendable, Equatable {
        package let count: Int
        package let oldest: Moment?

        var value: Value { ["count": Value(count), "oldest_at": Value(oldest)] }
    }

    /// The name under which a view carries the counts to the page.
    static let member = "_waiting"

    /// The handler with the counts added to what it shows a person.
    func around(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request in
            let answer = try await handler(request)
            guard request.wantsHTML, let tenant = request.principal?.tenant else { return answer }
            let now = clock.now()
            let counts = try await database.read { try Self.value(tenant: tenant, at: now, $0) }
            return Self.adding(counts, to: answer)
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
        var fields = Value.Fields()
        for (name, queue) in try queues(tenant: tenant, at: now, db) { fields[name] = queue.value }
        return .object(fields)
    }

    package static func queues(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [(
        name: String, queue: Queue
    )] {
        // swift-format-ignore
        let rows: [(String, SQL)] = [
            ("reviews",    "SELECT count(*) AS number, min(opened_at) AS oldest FROM review_item WHERE tenant_id = \(tenant) AND state = 'open'"),
            ("quarantine", "SELECT count(*) AS number, min(stored_at) AS oldest FROM arrival WHERE tenant_id = \(tenant) AND state = 'quarantined'"),
            ("uncertain",  "SELECT count(*) AS number, min(created_at) AS oldest FROM outbox WHERE tenant_id = \(tenant) AND state = 'uncertain'"),
            ("failed",     "SELECT count(*) AS number, min(created_at) AS oldest FROM outbox WHERE tenant_id = \(tenant) AND state = 'failed'"),
            ("overdue",    overdue(tenant, at: now)),
            ("queued",     "SELECT count(*) AS number, min(created_at) AS oldest FROM outbox WHERE tenant_id = \(tenant) AND state IN ('queued', 'held', 'sending')"),
            ("alerts",     "SELECT count(*) AS number, min(raised_at) AS oldest FROM alert WHERE tenant_id = \(tenant) AND cleared_at IS NULL"),
        ]
        return try rows.map { ($0, try queue($1, db)) }
    }

    /// Submissions whose funder promised a first answer by now and has not given one.
    private static func overdue(_ tenant: TenantID, at now: Moment) -> SQL {
        """
        SELECT count(*) AS number, min(submitted_at) AS oldest
          FROM (SELECT submission.submitted_at FROM submission JOIN funder ON funder.id = submission.funder_id
                 WHERE submission.tenant_id = \(tenant) AND \(part: Submission.overdue(at: now))
                 ORDER BY submission.id LIMIT 1000)
        """
    }

    private static func queue(_ sql: SQL, _ db: Connection) throws -> Queue {
        guard let row = try db.row(sql) else { return Queue(count: 0, oldest: nil) }
        return Queue(count: try row["number"], oldest: try row["oldest"])
    }
}
