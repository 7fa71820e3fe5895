import Kernel
import Storage

extension Cohort {
    /// A planned cohort without seats: what funds it gives them.
    package static func add(
        _ terms: CohortTerms, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Cohort {
        let id = ID(at: now)
        try named(terms, db) {
            try db.run(
                """
                INSERT INTO cohort (id, tenant_id, name, name_key, region, starts_on, ends_on,
                                    cost_per_participant_cents, currency, state, seats, funded_cents, version,
                                    created_at, updated_at)
                VALUES (\(id), \(tenant), \(terms.name), \(terms.nameKey), \(terms.region), \(terms.startsOn),
                        \(terms.endsOn), \(terms.cost), \(terms.currency), 'planned', 0, 0, 1, \(now), \(now))
                """)
        }
        try History.append(
            HistoryEntry("cohort", id, "add", to: State.planned.rawValue, by: who, at: now), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Changes what the cohort is to be, made from `version`. The first day, cost and currency stand once it runs; the
    /// currency also once something is allocated; and the cost is never more than what is assigned pays for.
    package func change(
        to new: CohortTerms, version: Int, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard isOpen else { throw CohortRefusal.notOpen(id, state) }
        let names = new.names(changedFrom: terms)
        let fixed = state == .planned ? [] : ["starts_on", "cost_per_participant", "currency"]
        if let name = names.first(where: fixed.contains) { throw CohortRefusal.fixed(name) }
        if names.contains("currency"), funded != .zero { throw CohortRefusal.fixed("currency") }
        if new.cost > terms.cost, let most = try CohortFunding.highestCost(of: self, db), new.cost > most {
            throw CohortRefusal.costAboveFunds(id, most: most, currency)
        }
        let changed = try Self.named(new, db) {
            try db.changes(
                """
                UPDATE cohort
                   SET name = \(new.name), name_key = \(new.nameKey), region = \(new.region),
                       starts_on = \(new.startsOn), ends_on = \(new.endsOn), cost_per_participant_cents = \(new.cost),
                       currency = \(new.currency), version = version + 1, updated_at = \(now)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
                """)
        }
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("cohort", id) }
        try History.append(
            HistoryEntry(
                "cohort", id, "changed", by: who, at: now, detail: ["fields": .list(names.map { .string($0) })]),
            tenant: tenant, db)
    }

    /// From its first day on: whoever holds a seat is active from now on.
    package func start(by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .start)
        guard now.day >= startsOn else { throw CohortRefusal.tooEarly(id, startsOn) }
        try move(on: .start, reason: nil, by: who, at: now, db)
        try Participant.moveAll(in: self, from: .seated, on: .start, by: who, at: now, db)
    }

    /// Ends it: whoever took part has completed, whoever waited goes without a seat. Before the last day with a reason.
    package func close(reason: String?, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .close)
        if now.day < endsOn, reason == nil { throw CohortRefusal.reasonNeeded }
        try move(on: .close, reason: reason, by: who, at: now, db)
        for state in [Participant.State.active, .paused] {
            try Participant.moveAll(in: self, from: state, on: .complete, by: who, at: now, db)
        }
        try Participant.moveAll(
            in: self, from: .waiting, on: .withdraw, reason: "cohort_\(State.closed.rawValue)", by: who, at: now, db)
    }

    /// It will not be held; what is allocated to it goes elsewhere first.
    package func cancel(reason: String?, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .cancel)
        guard let reason else { throw CohortRefusal.reasonNeeded }
        guard funded == .zero else { throw CohortRefusal.stillFunded(id) }
        try move(on: .cancel, reason: reason, by: who, at: now, db)
        for state in [Participant.State.waiting, .seated] {
            try Participant.moveAll(
                in: self, from: state, on: .withdraw, reason: "cohort_\(State.cancelled.rawValue)", by: who, at: now, db
            )
        }
    }

    private func move(on event: Event, reason: String?, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE cohort SET state = \(next), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "cohort \(id)") }
        try History.append(
            HistoryEntry(
                "cohort", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }

    /// Says it where the name is another cohort's.
    private static func named<T>(_ terms: CohortTerms, _ db: Connection, _ body: () throws -> T) throws -> T {
        do {
            return try db.attempt(body).get()
        } catch let fault as StorageFault where fault.isNotUnique {
            throw CohortRefusal.nameTaken
        }
    }
}
