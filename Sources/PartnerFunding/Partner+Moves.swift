import Kernel
import Storage

extension Partner {
    /// An enquiry came in: a lead, whatever the asker wishes to be (F04).
    package static func add(
        _ enquiry: Enquiry, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Partner {
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO partner (id, tenant_id, name, name_key, contact_name, email, email_key, interest,
                                 amount_low_cents, amount_high_cents, currency, motivation, motivation_text, state,
                                 created_at, updated_at)
            VALUES (\(id), \(tenant), \(enquiry.name), \(enquiry.nameKey), \(enquiry.contactName), \(enquiry.email),
                    \(enquiry.emailKey), \(enquiry.interest), \(enquiry.low), \(enquiry.high), \(enquiry.currency),
                    \(enquiry.motivation), \(enquiry.motivationText), 'lead', \(now), \(now))
            """)
        try History.append(
            HistoryEntry("partner", id, "enquire", to: State.lead.rawValue, by: who, at: now), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// The address answered the mail that asked it to.
    package func confirm(by who: Who, at now: Moment, _ db: Connection) throws {
        let changed = try db.changes(
            """
            UPDATE partner SET confirmed_at = \(now), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND confirmed_at IS NULL
            """)
        guard changed == 1 else { return }
        try History.append(HistoryEntry("partner", id, "confirmed", by: who, at: now), tenant: tenant, db)
    }

    /// What somebody decided of a partner, and why.
    package struct Decision: Sendable {
        package let event: Event
        package let reason: String?

        package init(_ event: Event, reason: String? = nil) {
            self.event = event
            self.reason = reason
        }

        /// Whether it may not stand without a reason.
        var needsReason: Bool { [.hold, .decline, .pause].contains(event) }
    }

    /// A person's decision. `isUnspent`: whether money of the partner is still to be spent. ACTIVE is nobody's decision
    /// (F15); approval waits for the address and for what compliance holds against it (F06, F13).
    package func decide(
        _ decision: Decision, isUnspent: Bool, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard decision.event != .activate else { throw PartnerRefusal.notByHand }
        // The table speaks first: what is not possible at all needs no reason.
        _ = try Self.lifecycle.move(state, on: decision.event)
        if decision.needsReason, decision.reason == nil { throw PartnerRefusal.reasonNeeded }
        if decision.event == .churn, isUnspent, decision.reason == nil { throw PartnerRefusal.unspent(id) }
        if decision.event == .approve {
            guard confirmedAt != nil else { throw PartnerRefusal.notConfirmed(id) }
            let blocking = try PartnerFlag.of(id, tenant: tenant, db).filter(\.isBlocking).map(\.kind)
            guard blocking.isEmpty else { throw PartnerRefusal.blocked(blocking) }
        }
        try move(on: decision.event, reason: decision.reason, by: who, at: now, db)
    }

    /// The first commitment became active; in the transaction of that change. A partner that was active before stays as it
    /// is (F15).
    func activate(by who: Who, at now: Moment, _ db: Connection) throws {
        if state == .approved { try move(on: .activate, reason: nil, by: who, at: now, db) }
    }

    private func move(on event: Event, reason: String?, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE partner SET state = \(next), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "partner \(id)") }
        try History.append(
            HistoryEntry(
                "partner", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }
}
