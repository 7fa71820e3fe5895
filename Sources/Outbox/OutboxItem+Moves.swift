import Correspondence
import Kernel
import Storage

extension OutboxItem {
    /// Moves the row by the lifecycle with its history; the UPDATE names the former state, so that of two who move at
    /// once one is refused.
    static func move(
        _ item: OutboxItem, on event: Event, why: String, by who: Who, at now: Moment,
        changing columns: SQL = "lease_owner = NULL, lease_until = NULL", _ db: Connection
    ) throws {
        let next = try lifecycle.move(item.state, on: event)
        let moved = try db.changes(
            """
            UPDATE outbox SET state = \(next), why = \(why), \(part: columns)
             WHERE tenant_id = \(item.tenant) AND id = \(item.id) AND state = \(item.state)
            """)
        guard moved == 1 else { throw StaleMove(record: "outbox item \(item.id)") }
        try History.append(
            HistoryEntry(
                "outbox", item.id, from: item.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: why), tenant: item.tenant, db)
    }

    /// A person keeps the mail back.
    package static func hold(_ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        try move(try find(id, tenant: tenant, db), on: .hold, why: "held by a person", by: who, at: now, db)
    }

    package static func release(_ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        try move(
            try find(id, tenant: tenant, db), on: .release, why: "released", by: who, at: now,
            changing: "next_attempt_at = \(now)", db)
        db.signal("outbox", of: tenant)
    }

    /// The mail will not go out; one that some recipients have goes to no more of them.
    package static func cancel(
        _ id: ID, tenant: TenantID, by who: Who, at now: Moment, effects: SendEffects, _ db: Connection
    ) throws {
        let item = try find(id, tenant: tenant, db)
        let why = "cancelled by a person"
        if item.state == .queued || item.state == .held,
            try recipients(of: id, tenant: tenant, db).contains(where: { $0.state == .accepted })
        {
            try db.run(
                """
                UPDATE outbox_recipient SET state = 'refused', reply = \(why), at = \(now)
                 WHERE tenant_id = \(tenant) AND outbox_id = \(id) AND state = 'waiting'
                """)
            return try move(
                item, on: .settleSent, why: "the rest was \(why)", by: who, at: now,
                changing: "settled_at = coalesce(settled_at, \(now)), settled_by = 'server'", db)
        }
        try move(
            item, on: .cancel, why: why, by: who, at: now,
            changing: "settled_at = \(now), settled_by = \(who)", db)
        try tell(.cancelled, item, reply: why, by: who, at: now, effects, db)
    }

    /// Another try at once: of a failed mail, or of one that waits for its next turn.
    package static func retry(
        _ id: ID, tenant: TenantID, by who: Who, at now: Moment, effects: SendEffects, _ db: Connection
    ) throws {
        let item = try find(id, tenant: tenant, db)
        if item.state == .queued {
            try db.run("UPDATE outbox SET next_attempt_at = \(now) WHERE tenant_id = \(tenant) AND id = \(id)")
            try History.append(HistoryEntry("outbox", id, "hasten", by: who, at: now), tenant: tenant, db)
        } else {
            // The ladder begins anew; recipients that took the mail already keep it.
            try move(
                item, on: .requeue, why: "tried again by \(who.text)", by: who, at: now,
                changing: """
                    next_attempt_at = \(now), first_tried_at = NULL, attempts = 0, phase = 'waiting', settled_at = NULL,
                    settled_by = NULL
                    """, db)
            try db.run(
                """
                UPDATE outbox_recipient SET state = 'waiting', reply = NULL, at = NULL
                 WHERE tenant_id = \(tenant) AND outbox_id = \(id) AND state <> 'accepted'
                """)
            try tell(.requeued, item, reply: "tried again by \(who.text)", by: who, at: now, effects, db)
        }
        db.signal("outbox", of: tenant)
    }

    /// Ends the uncertainty: `evidence` is `sent_folder`, `maildir`, `report`, `reply` or `person:ID`. Lost means that the
    /// mail did not arrive; it is then failed, and sent again only when a person asks.
    package static func settle(
        _ id: ID, arrived: Bool, evidence: String, tenant: TenantID, by who: Who, at now: Moment, effects: SendEffects,
        _ db: Connection
    ) throws {
        let item = try find(id, tenant: tenant, db)
        guard item.state == .uncertain else { throw OutboxRefusal.notUncertain(id) }
        try settle(
            item, arrived: arrived, evidence: evidence,
            why: "\(arrived ? "arrived" : "did not arrive"), by evidence: \(evidence)", by: who, at: now, db)
        try tell(
            arrived ? .settledSent(evidence: evidence) : .settledLost(evidence: evidence), item, reply: evidence,
            by: who, at: now, effects, db)
    }

    static func settle(
        _ item: OutboxItem, arrived: Bool, evidence: String, why: String, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try move(
            item, on: arrived ? .settleSent : .settleLost, why: why, by: who, at: now,
            changing: "settled_at = \(now), settled_by = \(evidence)", db)
        if arrived {
            try db.run(
                """
                UPDATE outbox_recipient SET state = 'accepted', reply = coalesce(reply, \(evidence)), at = \(now)
                 WHERE tenant_id = \(item.tenant) AND outbox_id = \(item.id) AND state = 'waiting'
                """)
        }
    }

    /// A delivery report says that the mail came back from this recipient.
    package static func bounce(
        _ id: ID, address: String, status: String, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            UPDATE outbox_recipient SET state = 'bounced', reply = \(status), at = \(now)
             WHERE tenant_id = \(tenant) AND outbox_id = \(id) AND lower(address) = \(address.lowercased())
            """)
    }
}
