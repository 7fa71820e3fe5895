import Applications
import Kernel
import Storage

extension Participant {
    /// Comes into the cohort: takes the next free funded seat, or the next place of the waitlist (F64).
    package static func add(
        _ entry: ParticipantEntry, to cohort: Cohort.ID, keys: PersonalKeys, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> Participant {
        let cohort = try Cohort.find(cohort, tenant: tenant, db)
        let id = try enter(entry, into: cohort, keys: keys, by: who, at: now, db).id
        try cohort.promote(by: who, at: now, db)
        return try find(id, tenant: tenant, db)
    }

    /// Stands at the end of the waitlist. Whoever calls this promotes the waitlist before the transaction ends.
    static func enter(
        _ entry: ParticipantEntry, into cohort: Cohort, keys: PersonalKeys, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> (id: ID, reference: String) {
        guard cohort.isOpen else { throw CohortRefusal.notOpen(cohort.id, cohort.state) }
        let (id, tenant) = (ID(at: now), cohort.tenant)
        let number: Int? = try db.value(
            """
            INSERT INTO participant_counter (tenant_id, last) VALUES (\(tenant), 1)
            ON CONFLICT (tenant_id) DO UPDATE SET last = participant_counter.last + 1
            RETURNING last
            """)
        guard let number else { preconditionFailure("the counter answers its number") }
        let person = entry.person.sealed(for: id, keys)
        try unique(entry, in: cohort, keys, db) {
            try db.run(
                """
                INSERT INTO participant (id, tenant_id, number, cohort_id, external_id, name_sealed, email_sealed,
                                         phone_sealed, email_hash, state, version, created_at, updated_at)
                VALUES (\(id), \(tenant), \(number), \(cohort.id), \(entry.externalID), \(person.name), \(person.email),
                        \(person.phone), \(ParticipantPerson.hash(ofAddress: entry.person.email, keys)),
                        \(State.waiting), 1, \(now), \(now))
                """)
        }
        try History.append(
            HistoryEntry(
                "participant", id, "add", to: State.waiting.rawValue, by: who, at: now,
                detail: ["cohort": Value(cohort.id)]), tenant: tenant, db)
        return (id, reference(number))
    }

    /// Changes who the participant is, made from `version`; the history names the fields only.
    package func change(
        to entry: ParticipantEntry, version: Int, keys: PersonalKeys, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let cohort = try Cohort.find(cohort, tenant: tenant, db)
        let sealed = entry.person.sealed(for: id, keys)
        let hasLeft = state == .withdrawn
        let changed = try Self.unique(entry, in: cohort, keys, db) {
            try db.changes(
                """
                UPDATE participant
                   SET external_id = \(hasLeft ? nil : entry.externalID),
                       former_external_id = \(hasLeft ? entry.externalID : nil), name_sealed = \(sealed.name), email_sealed = \(sealed.email),
                       phone_sealed = \(sealed.phone),
                       email_hash = \(ParticipantPerson.hash(ofAddress: entry.person.email, keys)),
                       version = version + 1, updated_at = \(now)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
                """)
        }
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("participant", id) }
        let former = try person.opened(for: id, keys)
        var names: [String] = []
        if entry.person.name != former.name { names.append("name") }
        if entry.person.email != former.email { names.append("email") }
        if entry.person.phone != former.phone { names.append("phone") }
        if entry.externalID != externalID { names.append("external_id") }
        try History.append(
            HistoryEntry(
                "participant", id, "changed", by: who, at: now, detail: ["fields": .list(names.map { .string($0) })]),
            tenant: tenant, db)
    }

    /// A person's decision: pause, resume or withdraw. A seat that becomes free goes to who waits longest (F64).
    package func decide(
        _ event: Event, reason: Reason?, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard event.isByHand else { throw CohortRefusal.notByHand(event) }
        _ = try Self.lifecycle.move(state, on: event)
        if event != .resume, reason == nil { throw CohortRefusal.reasonNeeded }
        try move(on: event, reason: reason?.rawValue, by: who, at: now, db)
        if event == .withdraw, state.holdsSeat {
            try Cohort.find(cohort, tenant: tenant, db).promote(by: who, at: now, db)
        }
    }

    /// Moves all of a cohort that are in `state`, in their order.
    static func moveAll(
        in cohort: Cohort, from state: State, on event: Event, reason: String? = nil, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM participant
             WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id) AND state = \(state)
             ORDER BY number
            """)
        for row in rows { try Participant(row).move(on: event, reason: reason, by: who, at: now, db) }
    }

    fileprivate func move(on event: Event, reason: String?, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let started = event == .start ? now.day : startedOn
        let changed = try db.changes(
            """
            UPDATE participant
               SET state = \(next), started_on = \(started), updated_at = \(now),
                   external_id = \(next == .withdrawn ? nil : externalID),
                   former_external_id = \(next == .withdrawn ? externalID : nil)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "participant \(id)") }
        try History.append(
            HistoryEntry(
                "participant", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }

    /// Says which of the two that a cohort has once is somebody else's.
    private static func unique<T>(
        _ entry: ParticipantEntry, in cohort: Cohort, _ keys: PersonalKeys, _ db: Connection, _ body: () throws -> T
    ) throws -> T {
        do {
            return try db.attempt(body).get()
        } catch let fault as StorageFault where fault.isNotUnique {
            let isExternal = try entry.externalID.map { external in
                try db.value(
                    """
                    SELECT 1 FROM participant
                     WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id) AND external_id = \(external)
                       AND email_hash <> \(ParticipantPerson.hash(ofAddress: entry.person.email, keys))
                    """, as: Int.self) != nil
            }
            throw isExternal == true ? CohortRefusal.externalIDTaken : CohortRefusal.alreadyIn(cohort.id)
        }
    }
}

extension Cohort {
    /// Gives each free funded seat to who waits longest; in a cohort that runs they are active at once.
    func promote(by who: Who, at now: Moment, _ db: Connection) throws {
        let free = try seats - taken(db)
        guard isOpen, free > 0 else { return }
        let rows = try db.rows(
            """
            SELECT \(part: Participant.columns) FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id = \(id) AND state = \(Participant.State.waiting)
             ORDER BY number
             LIMIT \(free)
            """)
        for row in rows {
            let participant = try Participant(row)
            try participant.move(on: .seat, reason: nil, by: who, at: now, db)
            guard state == .running else { continue }
            try Participant.find(participant.id, tenant: tenant, db).move(on: .start, reason: nil, by: who, at: now, db)
        }
    }
}
