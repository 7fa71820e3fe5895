import Kernel
import Notices
import Storage

/// Tells that a grant's report is due in 30, 14 and 7 days, each once (H19). Whoever looks marks what is near and promotes
/// what is due in a transaction of its own; mails go after it, so that no mail that fails holds a grant back.
package struct GrantReminders: Sendable {
    let database: Database
    let desk: NoticeDesk
    let clock: any Clock
    /// Where people find the site.
    let publicURL: String

    static let about = "grant_reminder"
    static let who = Who.system("reminders")
    package static let buckets = [30, 14, 7]
    /// What could not be mailed for so long is told by people.
    private static let window = Span.days(30)

    package init(database: Database, desk: NoticeDesk, clock: any Clock, publicURL: String) {
        self.publicURL = publicURL
        self.database = database
        self.desk = desk
        self.clock = clock
    }

    /// The smallest bucket that so many days fall into: after days that nobody looked on, only that one fires.
    package static func bucket(daysLeft: Int) -> Int? { buckets.last { daysLeft <= $0 } }

    /// Marks what is near in an office, and says how many reminders are new.
    @discardableResult
    package func mark(tenant: TenantID) async throws -> Int {
        let now = clock.now()
        guard try await database.read({ try !Self.near(now, tenant: tenant, $0).isEmpty }) else { return 0 }
        return try await database.write { db in
            var count = 0
            for grant in try Self.near(now, tenant: tenant, db) where try Self.mark(grant, at: now, db) { count += 1 }
            return count
        }
    }

    /// Grants whose report is due in a month wherever they may be.
    private static func near(_ now: Moment, tenant: TenantID, _ db: Connection) throws -> [Grant] {
        let states = Set(GrantCourse.allCases.flatMap(\.reminded)).map(\.rawValue).sorted()
        return try db.rows(
            """
            SELECT \(part: Grant.columns) FROM grant_application
             WHERE tenant_id = \(tenant) AND state IN \(list: states) AND closes_on <= \(now.day.adding(days: 31))
               AND NOT EXISTS (SELECT 1 FROM grant_reminder
                                WHERE grant_reminder.tenant_id = grant_application.tenant_id
                                  AND grant_reminder.grant_id = grant_application.id
                                  AND grant_reminder.bucket_days = 7)
             ORDER BY id
            """
        ).map(Grant.init)
    }

    private static func mark(_ grant: Grant, at now: Moment, _ db: Connection) throws -> Bool {
        let today = try NodeZone.day(at: now, of: grant.node, tenant: grant.tenant, db)
        guard let last = grant.closesOn, let bucket = bucket(daysLeft: last - today),
            try !grant.isReported(db)
        else { return false }
        let added = try db.changes(
            """
            INSERT INTO grant_reminder (tenant_id, grant_id, bucket_days, day, at)
            SELECT \(grant.tenant), \(grant.id), \(bucket), \(today), \(now)
             WHERE NOT EXISTS (SELECT 1 FROM grant_reminder
                                WHERE tenant_id = \(grant.tenant) AND grant_id = \(grant.id)
                                  AND bucket_days <= \(bucket))
            """)
        guard added == 1 else { return false }
        let next = bucket == buckets.last ? grant.course.moves.target(from: grant.state, on: .promote) : nil
        if let next {
            try db.run(
                """
                UPDATE grant_application SET state = \(next), version = version + 1, updated_at = \(now)
                 WHERE tenant_id = \(grant.tenant) AND id = \(grant.id) AND state = \(grant.state)
                """)
        }
        try History.append(
            HistoryEntry(
                "grant_application", grant.id, from: next == nil ? nil : grant.state.rawValue,
                next == nil ? "reminded" : GrantCourse.Event.promote.rawValue, to: next?.rawValue, by: who, at: now,
                detail: ["days": Value(bucket), "closes_on": Value(last)]), tenant: grant.tenant, db)
        return true
    }

    /// Mails what was marked and not mailed yet; says how many mails it queued. One that cannot be written keeps nobody
    /// from the others and is tried again at the next look.
    @discardableResult
    package func tell(tenant: TenantID) async throws -> Int {
        let since = clock.now() - Self.window
        let site = publicURL
        let letters = try await database.read { db in
            try GrantLetter.waiting(since: since, site: site, tenant: tenant, db)
        }
        var queued = 0
        var fault: (any Error)?
        for letter in letters {
            do {
                _ = try await desk.send(letter, tenant: tenant, by: Self.who)
                queued += 1
            } catch is any Refusal {
                // Another node was faster, or there is nowhere to write from or to: it is looked at again.
                continue
            } catch { fault = error }
        }
        if let fault { throw fault }
        return queued
    }
}

extension Grant {
    /// Its report is due and there is one.
    func isReported(_ db: Connection) throws -> Bool {
        guard events.contains(.close) else { return false }
        return try reports(db).contains(where: \.counts)
    }
}
