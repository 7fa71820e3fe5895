import Correspondence
import Kernel
import Storage
import Submissions

extension ReviewItem {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReviewItem {
        let row = try db.row("SELECT \(part: columns) FROM review_item WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw ReviewRefusal.unknown(id) }
        return try ReviewItem(row)
    }

    package static func of(message: Message.ID, tenant: TenantID, _ db: Connection) throws -> ReviewItem? {
        try db.row("SELECT \(part: columns) FROM review_item WHERE tenant_id = \(tenant) AND message_id = \(message)")
            .map(ReviewItem.init)
    }

    /// What waits, the oldest first.
    package static func open(tenant: TenantID, after: ID?, limit: Int, _ db: Connection) throws -> [ReviewItem] {
        let place: SQL = after.map { "id > \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT \(part: columns) FROM review_item
             WHERE tenant_id = \(tenant) AND state = 'open' AND \(part: place)
             ORDER BY id LIMIT \(limit)
            """
        ).map(ReviewItem.init)
    }

    /// How many wait, and since when the oldest does.
    package static func waiting(tenant: TenantID, _ db: Connection) throws -> (count: Int, oldest: Moment?) {
        let row = try db.row(
            """
            SELECT count(*) AS number, min(opened_at) AS oldest FROM review_item
             WHERE tenant_id = \(tenant) AND state = 'open'
            """)
        guard let row else { return (0, nil) }
        return (try row["number"], try row["oldest"])
    }

    /// Puts a mail before a person; a mail has one item.
    @discardableResult
    package static func open(
        _ message: Message.ID, cause: Cause, candidates: [Submission.ID], tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws -> ID {
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO review_item (id, tenant_id, message_id, cause, state, candidates, opened_at)
            VALUES (\(id), \(tenant), \(message), \(cause), 'open', \(Value.list(candidates.map { Value($0) })), \(now))
            ON CONFLICT (message_id) DO NOTHING
            """)
        db.signal("review", of: tenant)
        return id
    }

    /// Moves an item by the lifecycle; the decision is kept for undoing and for the record.
    package static func move(
        _ item: ReviewItem, on event: Event, decision: Value?, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try lifecycle.move(item.state, on: event)
        let isOpen = next == .open
        let moved = try db.changes(
            """
            UPDATE review_item
               SET state = \(next), decision = \(decision), settled_at = \(isOpen ? nil : now),
                   settled_by = \(isOpen ? nil : who)
             WHERE tenant_id = \(item.tenant) AND id = \(item.id) AND state = \(item.state)
            """)
        guard moved == 1 else { throw StaleMove(record: "review item \(item.id)") }
        try History.append(
            HistoryEntry(
                "review_item", item.id, from: item.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now),
            tenant: item.tenant, db)
        db.signal("review", of: item.tenant)
    }
}
