import Applications
import Correspondence
import Kernel
import Storage

/// A mail in an intake mailbox: it waits until a person makes applications of it, or puts it away (A48).
package struct IntakeItem: Sendable {
    package typealias ID = Identifier<IntakeItem>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, made, dismissed
    }

    package enum Event: String, Sendable, CaseIterable {
        case make, dismiss, reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from         on          to
        (.open,         .make,      .made),
        (.open,         .dismiss,   .dismissed),
        (.dismissed,    .reopen,    .open),
    ])

    package let id: ID
    package let message: Message.ID
    package let state: State
    package let application: Application.ID?
    package let openedAt: Moment

    private init(_ row: Row) throws {
        id = try row["id"]
        message = try row["message_id"]
        state = try row["state"]
        application = try row["application_id"]
        openedAt = try row["opened_at"]
    }

    private static let columns: SQL = "SELECT id, message_id, state, application_id, opened_at FROM intake_item"

    /// The item of a new mail, in the transaction that files the mail. One that was seen before has its item.
    package static func open(_ message: Message.ID, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO intake_item (id, tenant_id, message_id, state, opened_at)
            VALUES (\(ID(at: now)), \(tenant), \(message), \(State.open), \(now))
            ON CONFLICT (message_id) DO NOTHING
            """)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> IntakeItem {
        let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("intake item", id) }
        return try IntakeItem(row)
    }

    /// Items in a state, the newest first, from before `after`.
    package static func list(
        _ state: State, after: ID?, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [IntakeItem] {
        var conditions: [SQL] = ["tenant_id = \(tenant)", "state = \(state)"]
        if let after { conditions.append("id < \(after)") }
        return try db.rows(columns + " WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(limit)")
            .map(IntakeItem.init)
    }

    /// Moves the item by its lifecycle; `application`: what was made of it, where it is one.
    package static func move(
        _ id: ID, on event: Event, application: Application.ID? = nil, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let item = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(item.state, on: event)
        let isSettled = next != .open
        try db.run(
            """
            UPDATE intake_item
               SET state = \(next), application_id = \(application), settled_at = \(isSettled ? now : nil),
                   settled_by = \(isSettled ? who : nil)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                "intake_item", id, from: item.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now),
            tenant: tenant, db)
    }
}
