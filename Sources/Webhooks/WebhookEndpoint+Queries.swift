import Crypto
import Kernel
import Storage

extension WebhookEndpoint {
    /// So many of an office stand at once.
    static let most = 20

    /// Rings when an endpoint came or changed, or a delivery is to be made at once.
    package static let signal = "webhooks"

    /// Adds an endpoint that hears of everything from now on.
    package static func add(
        _ draft: Draft, secret: WebhookSecret, keys: SealingKeys, allowsPlain: Bool, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> WebhookEndpoint {
        guard WebhookAddress(draft.url, allowsPlain: allowsPlain) != nil else { throw WebhookRefusal.badAddress }
        guard !draft.events.isEmpty else { throw WebhookRefusal.noEvents }
        for event in draft.events where !WebhookEvent.isKnown(event) { throw WebhookRefusal.unknownEvent(event) }
        let standing: Int? = try db.value(
            "SELECT count(*) FROM webhook_endpoint WHERE tenant_id = \(tenant) AND state <> 'retired'")
        guard standing ?? 0 < most else { throw WebhookRefusal.tooMany }
        let id = ID(at: now)
        let position = try newest(tenant, db)
        let sealed = keys.seal(secret.text, place: WebhookSecret.place(id))
        try db.run(
            """
            INSERT INTO webhook_endpoint (id, tenant_id, name, url, events, with_details, secret_sealed, state, position,
                                          created_by, created_at, updated_at)
            VALUES (\(id), \(tenant), \(draft.name), \(draft.url),
                    \(Value.list(Set(draft.events).sorted().map(Value.string))), \(draft.withDetails), \(sealed),
                    'active', \(position), \(who), \(now), \(now))
            """)
        try History.append(
            HistoryEntry(
                "webhook_endpoint", id, "added", to: State.active.rawValue, by: who, at: now,
                detail: [
                    "name": .string(draft.name),
                    "events": .list(Set(draft.events).sorted().map(Value.string)),
                    "with_details": .bool(draft.withDetails),
                ]), tenant: tenant, db)
        db.signal(signal)
        return try find(id, tenant: tenant, db)
    }

    static func newest(_ tenant: TenantID, _ db: Connection) throws -> Int64 {
        try db.value("SELECT coalesce(max(seq), 0) FROM history WHERE tenant_id = \(tenant)") ?? 0
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> WebhookEndpoint {
        let row = try db.row(
            "SELECT \(part: columns) FROM webhook_endpoint WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw WebhookRefusal.unknownEndpoint(id) }
        return try WebhookEndpoint(row)
    }

    /// The office's, the newest first, those that stand before those that are retired.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [WebhookEndpoint] {
        try db.rows(
            """
            SELECT \(part: columns) FROM webhook_endpoint WHERE tenant_id = \(tenant)
             ORDER BY CASE WHEN state = 'retired' THEN 1 ELSE 0 END, id DESC LIMIT 200
            """
        ).map(WebhookEndpoint.init)
    }

    /// Every office's that is to be told.
    static func active(_ db: Connection) throws -> [WebhookEndpoint] {
        try db.rows("SELECT \(part: columns) FROM webhook_endpoint WHERE state = 'active' ORDER BY id").map(
            WebhookEndpoint.init)
    }

    /// Pauses, resumes or retires it. What happens while it is paused waits for it.
    package static func move(
        _ id: ID, on event: Event, reason: String? = nil, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let endpoint = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(endpoint.state, on: event)
        let changed = try db.changes(
            """
            UPDATE webhook_endpoint SET state = \(next), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(endpoint.state)
            """)
        guard changed == 1 else { throw StaleMove(record: "web-hook \(id)") }
        try History.append(
            HistoryEntry(
                "webhook_endpoint", id, from: endpoint.state.rawValue, event.rawValue, to: next.rawValue, by: who,
                at: now, reason: reason), tenant: tenant, db)
        db.signal(signal)
    }

    /// Of an office that came from elsewhere: the place that it comes from may go on telling. What waits for them goes out
    /// when somebody resumes them. Says how many were active.
    package static func pauseAll(
        reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Int {
        let active = try all(tenant: tenant, db).filter { $0.state == .active }
        for one in active { try move(one.id, on: .pause, reason: reason, tenant: tenant, by: who, at: now, db) }
        return active.count
    }

    /// Makes deliveries of what happened since the endpoint's position, at most `limit` rows of the history; says whether
    /// there may be more. The history's row and what it tells of were written in one transaction: so nothing is told that
    /// did not happen, and nothing that happened is left out.
    func follow(limit: Int, at now: Moment, _ db: Connection) throws -> Bool {
        let rows = try db.rows(
            """
            SELECT seq, record_kind, event FROM history
             WHERE tenant_id = \(tenant) AND seq > \(position) ORDER BY seq LIMIT \(limit)
            """)
        guard let last: Int64 = try rows.last?["seq"] else { return false }
        for row in rows {
            let name = WebhookEvent.name(kind: try row["record_kind"], event: try row["event"])
            guard events.contains(name) else { continue }
            try WebhookDelivery.make(of: try row["seq"], event: name, for: self, at: now, db)
        }
        try db.run(
            """
            UPDATE webhook_endpoint SET position = \(last)
             WHERE tenant_id = \(tenant) AND id = \(id) AND position = \(position)
            """)
        return rows.count == limit
    }
}
