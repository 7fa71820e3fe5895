import Kernel
import Storage
import Web

extension WebhookDelivery {
    static func make(
        of seq: Int64, event: String, for endpoint: WebhookEndpoint, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO webhook_delivery (id, tenant_id, endpoint_id, history_seq, event, state, next_attempt_at, why,
                                          created_at)
            VALUES (\(ID(at: now)), \(endpoint.tenant), \(endpoint.id), \(seq), \(event), 'queued', \(now), 'waits', \(now))
            ON CONFLICT (endpoint_id, history_seq) DO NOTHING
            """)
    }

    /// Tells the endpoint something, whatever it chose: so a person sees whether it listens.
    package static func test(
        _ endpoint: WebhookEndpoint, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard endpoint.state == .active else { throw WebhookRefusal.notActive(endpoint.id, endpoint.state) }
        try History.append(
            HistoryEntry("webhook_endpoint", endpoint.id, "test", by: who, at: now), tenant: endpoint.tenant, db)
        try make(
            of: try WebhookEndpoint.newest(endpoint.tenant, db), event: WebhookEvent.test, for: endpoint, at: now, db)
        db.signal(WebhookEndpoint.signal)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> WebhookDelivery {
        let row = try db.row(
            "SELECT \(part: columns) FROM webhook_delivery WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw WebhookRefusal.unknownDelivery(id) }
        return try WebhookDelivery(row)
    }

    /// The endpoint's, the newest first.
    package static func list(
        of endpoint: WebhookEndpoint.ID, state: State?, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<WebhookDelivery> {
        var conditions: [SQL] = ["tenant_id = \(tenant)", "endpoint_id = \(endpoint)"]
        if let state { conditions.append("state = \(state)") }
        // Said in the statement's own words, so that the index of those that did not arrive is used.
        if let state, state != .delivered { conditions.append("state <> 'delivered'") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM webhook_delivery WHERE \(part: .all(conditions))
             ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(WebhookDelivery.init), of: page) { Value($0.id) }
    }

    /// How many of an office's endpoints' deliveries are in which state; those that arrived are not counted.
    package static func open(tenant: TenantID, _ db: Connection) throws -> [WebhookEndpoint.ID: [State: Int]] {
        var counts: [WebhookEndpoint.ID: [State: Int]] = [:]
        for row in try db.rows(
            """
            SELECT endpoint_id, state, count(*) AS number FROM webhook_delivery
             WHERE endpoint_id IN (SELECT id FROM webhook_endpoint WHERE tenant_id = \(tenant))
               AND state IN ('queued', 'dead')
             GROUP BY endpoint_id, state ORDER BY endpoint_id, state
            """)
        { counts[try row["endpoint_id"], default: [:]][try row["state"]] = try row["number"] }
        return counts
    }

    /// What is due, in the order in which it happened.
    static func due(
        _ endpoint: WebhookEndpoint.ID, at now: Moment, limit: Int, _ db: Connection
    ) throws -> [WebhookDelivery] {
        try db.rows(
            """
            SELECT \(part: columns) FROM webhook_delivery
             WHERE endpoint_id = \(endpoint) AND state = 'queued' AND next_attempt_at <= \(now)
             ORDER BY next_attempt_at, history_seq LIMIT \(limit)
            """
        ).map(WebhookDelivery.init)
    }

    /// The endpoints to which something could not be told within a day: for the alert.
    package static func dead(tenant: TenantID, _ db: Connection) throws -> [(
        endpoint: WebhookEndpoint.ID, name: String
    )] {
        try db.rows(
            """
            SELECT id, name FROM webhook_endpoint
             WHERE tenant_id = \(tenant) AND state <> 'retired'
               AND EXISTS (SELECT 1 FROM webhook_delivery
                            WHERE tenant_id = \(tenant) AND endpoint_id = webhook_endpoint.id AND state = 'dead')
             ORDER BY id
            """
        ).map { (try $0["id"], try $0["name"]) }
    }

    /// What an attempt brought: delivered, tried again later, or dead.
    func conclude(_ outcome: WebhookOutcome, at now: Moment, _ db: Connection) throws {
        let first = firstTriedAt ?? now
        let delay = WebhookLadder.delay(afterAttempt: attempts + 1, firstTriedAt: first, at: now)
        if !outcome.isDelivered, let delay {
            try db.run(
                """
                UPDATE webhook_delivery
                   SET attempts = attempts + 1, first_tried_at = \(first), next_attempt_at = \(now + delay),
                       last_status = \(outcome.status), why = \(outcome.why)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'queued'
                """)
            return
        }
        try move(
            on: outcome.isDelivered ? .deliver : .fail, by: .system("webhooks"), at: now,
            changing: """
                attempts = attempts + 1, first_tried_at = \(first), settled_at = \(now), last_status = \(outcome.status),
                why = \(outcome.isDelivered ? outcome.why : "given up after a day: \(outcome.why)")
                """, db)
    }

    /// Tells it again, with the same id.
    package func replay(by who: Who, at now: Moment, _ db: Connection) throws {
        try move(
            on: .replay, by: who, at: now,
            changing: """
                attempts = 0, first_tried_at = NULL, next_attempt_at = \(now), settled_at = NULL, last_status = NULL,
                why = 'told again'
                """, db)
        db.signal(WebhookEndpoint.signal)
    }

    /// Nobody wants it any more.
    package func dismiss(by who: Who, at now: Moment, _ db: Connection) throws {
        try move(on: .dismiss, by: who, at: now, changing: "settled_at = \(now), why = 'put away'", db)
    }

    private func move(
        on event: Event, by who: Who, at now: Moment, changing: SQL, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE webhook_delivery SET state = \(next), \(part: changing)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "delivery \(id)") }
        try History.append(
            HistoryEntry(
                "webhook_delivery", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now),
            tenant: tenant, db)
    }
}

extension WebhookEndpoint {
    /// Tells everything again that happened from a day on, what it chose since then included; says how many deliveries wait.
    package func replay(from day: Day, by who: Who, at now: Moment, _ db: Connection) throws -> Int {
        let first: Int64? = try db.value(
            "SELECT seq FROM history WHERE tenant_id = \(tenant) AND at >= \(day.start) ORDER BY at, seq LIMIT 1")
        guard let first else { return 0 }
        let settled = try db.rows(
            """
            SELECT \(part: WebhookDelivery.columns) FROM webhook_delivery
             WHERE tenant_id = \(tenant) AND endpoint_id = \(id) AND history_seq >= \(first) AND state <> 'queued'
             ORDER BY history_seq
            """
        ).map(WebhookDelivery.init)
        for delivery in settled { try delivery.replay(by: who, at: now, db) }
        try db.run(
            """
            UPDATE webhook_endpoint SET position = \(first - 1), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND position >= \(first)
            """)
        try History.append(
            HistoryEntry("webhook_endpoint", id, "replay", by: who, at: now, detail: ["from": Value(day)]),
            tenant: tenant, db)
        db.signal(Self.signal)
        return settled.count
    }
}
