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
        guard try takeOut(item, by: who, at: now, db) else { return }
        try tell(.cancelled, item, reply: cancelled, by: who, at: now, effects, db)
    }

    /// The mail is not wanted any more: cancelled where nobody sends it, so that nobody tries it again either, and where somebody does, as soon as that attempt ends
    /// without having delivered it. What is on its way past the final dot, or gone, stays as it is.
    package static func recall(
        _ id: ID, tenant: TenantID, by who: Who, at now: Moment, effects: SendEffects, _ db: Connection
    ) throws {
        switch try find(id, tenant: tenant, db).state {
        case .queued, .held, .failed: try cancel(id, tenant: tenant, by: who, at: now, effects: effects, db)
        case .sending:
            try db.run(
                """
                UPDATE outbox SET recalled_by = \(who), why = 'asked back while it was being sent'
                 WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'sending'
                """)
            try History.append(HistoryEntry("outbox", id, "recall", by: who, at: now), tenant: tenant, db)
        case .sent, .uncertain, .cancelled: break
        }
    }

    /// Ends what came back to the queue and was asked back meanwhile.
    static func endRecalled(_ id: ID, tenant: TenantID, at now: Moment, _ effects: SendEffects, _ db: Connection) throws
    {
        let item = try find(id, tenant: tenant, db)
        guard let who = item.recalledBy, item.state == .queued, try takeOut(item, by: who, at: now, db) else { return }
        try tellSafely(.cancelled, item, reply: cancelled, by: who, at: now, effects, db)
    }

    private static let cancelled = "cancelled by a person"

    /// Says whether nobody has the mail, so that it is told as cancelled.
    private static func takeOut(_ item: OutboxItem, by who: Who, at now: Moment, _ db: Connection) throws -> Bool {
        if lifecycle.target(from: item.state, on: .settleSent) != nil,
            try recipients(of: item.id, tenant: item.tenant, db).contains(where: { $0.state == .accepted })
        {
            try db.run(
                """
                UPDATE outbox_recipient SET state = 'refused', reply = \(cancelled), at = \(now)
                 WHERE tenant_id = \(item.tenant) AND outbox_id = \(item.id) AND state = 'waiting'
                """)
            try move(
                item, on: .settleSent, why: "the rest was \(cancelled)", by: who, at: now,
                changing: "settled_at = coalesce(settled_at, \(now)), settled_by = 'server'", db)
            return false
        }
        try move(
            item, on: .cancel, why: cancelled, by: who, at: now,
            changing: "settled_at = \(now), settled_by = \(who)", db)
        return true
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
                    settled_by = NULL, recalled_by = NULL
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
