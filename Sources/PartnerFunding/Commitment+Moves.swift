import Kernel
import Storage

extension Commitment {
    /// A promise comes in from a person; it stands once somebody else approves it (F28). With `former`, in its place: that
    /// one is cancelled in the same transaction, and what of its money is not released is carried over by the approval (F33).
    package static func submit(
        _ terms: CommitmentTerms, for partner: Partner, insteadOf former: Commitment? = nil, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> Commitment {
        guard partner.mayPromise else {
            throw CommitmentRefusal.notAdmitted(partner.id, partner.state)
        }
        // A key is in somebody's hands, who might then decide of an own promise.
        if case .key = who { throw CommitmentRefusal.notAPerson }
        let (id, tenant) = (ID(at: now), partner.tenant)
        if let former {
            guard former.partner == partner.id else { throw CommitmentRefusal.otherPartner(former.id) }
            let left = try Capital(tenant: tenant, by: who, at: now).unreleased(former, db)
            let takesIt =
                terms.currency == former.terms.currency && terms.kind != .pledgePending
                && (terms.isOpenEnded || left <= terms.promised(on: now.day))
            guard left == .zero || takesIt else {
                throw CommitmentRefusal.unreleased(former.id, left: left, former.terms.currency)
            }
            try former.cancel(reason: nil, insteadOf: id, by: who, at: now, db)
        }
        try db.run(
            """
            INSERT INTO funding_commitment (id, tenant_id, partner_id, supersedes_id, who, at, type, amount_cents,
                                            currency, cadence, starts_on, ends_on, intended_use, cohort_size,
                                            cost_per_participant_cents, target_region, timing, seats, note)
            VALUES (\(id), \(tenant), \(partner.id), \(former?.id), \(who), \(now), \(part: terms.columnValues))
            """)
        try db.run(
            """
            INSERT INTO commitment_standing (commitment_id, tenant_id, state, updated_at)
            VALUES (\(id), \(tenant), 'submitted', \(now))
            """)
        try History.append(
            HistoryEntry(
                "commitment", id, "submit", to: State.submitted.rawValue, by: who, at: now,
                detail: [
                    "partner": Value(partner.id), "amount_cents": .int(terms.amount.count),
                    "terms": .string(terms.fingerprint),
                ]), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// An admin's decision, which only a person makes and never who entered the promise. Approval books it (F29).
    package func decide(
        _ event: Event, note: String?, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        precondition([.approve, .requestChanges, .decline].contains(event), "\(event) is no decision of a review")
        _ = try Self.lifecycle.move(state, on: event)
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        guard who != maker else { throw CommitmentRefusal.ownPromise(id) }
        if event != .approve, note == nil { throw CommitmentRefusal.reasonNeeded }
        if event == .approve {
            let partner = try Partner.find(partner, tenant: tenant, db)
            guard partner.mayPromise else {
                throw CommitmentRefusal.notAdmitted(partner.id, partner.state)
            }
        }
        try move(on: event, reason: note, by: who, at: now, db)
        guard event == .approve else { return }
        try Capital(tenant: tenant, by: who, at: now).promise(self, db)
        try CapitalReturn.carry(to: try Self.find(id, tenant: tenant, db), by: who, at: now, db)
    }

    /// Taken back. What of an approved promise is not paid yet is promised no longer, and what is only planned of it is
    /// given back; what was released stays (F33). Refused while money of it is not released, but where `later` takes its
    /// place.
    package func cancel(
        reason: String?, insteadOf later: ID? = nil, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        _ = try Self.lifecycle.move(state, on: .cancel)
        if reason == nil, later == nil { throw CommitmentRefusal.reasonNeeded }
        let capital = Capital(tenant: tenant, by: who, at: now)
        if later == nil {
            let left = try capital.unreleased(self, db)
            guard left == .zero else { throw CommitmentRefusal.unreleased(id, left: left, terms.currency) }
        }
        try move(
            on: .cancel, reason: reason, detail: later.map { ["superseded_by": Value($0)] } ?? [:], by: who, at: now, db
        )
        guard state.stands else { return }
        for allocation in try Allocation.planned(of: self, db) {
            try allocation.cancel(reason: "its commitment was cancelled", by: who, at: now, db)
        }
        try capital.letGo(self, db)
    }

    /// Refused where its partner has left: nothing new is done with its money.
    package func checkPartner(_ db: Connection) throws {
        let partner = try Partner.find(partner, tenant: tenant, db)
        guard !partner.hasLeft else { throw CommitmentRefusal.partnerLeft(partner.id) }
    }

    /// Its first release makes it active, and its partner with it (F15, F30).
    func activate(by who: Who, at now: Moment, _ db: Connection) throws {
        guard state == .approved else { return }
        try move(on: .activate, reason: nil, by: who, at: now, db)
        try Partner.find(partner, tenant: tenant, db).activate(by: who, at: now, db)
    }

    /// Takes off the books what of its cycles nobody can use and nobody paid, and completes it where all that it promises then is
    /// disbursed; an open-ended one never is complete (F31).
    func letGoOfCycles(by who: Who, at now: Moment, _ db: Connection) throws {
        let fresh = try Self.find(id, tenant: tenant, db)
        guard fresh.state.takesMoney else { return }
        try UnusedCycles.letGo(of: fresh, by: who, at: now, db)
        guard Self.lifecycle.target(from: fresh.state, on: .complete) != nil, !terms.isOpenEnded else { return }
        guard try CommitmentStanding.of(fresh, at: now, db).remaining == .zero else { return }
        try fresh.move(on: .complete, reason: nil, by: who, at: now, db)
    }

    /// Something that was paid out came back: what was complete is so no more, until that is paid out again (F31).
    func reopen(by who: Who, at now: Moment, _ db: Connection) throws {
        guard Self.lifecycle.target(from: state, on: .reopen) != nil else { return }
        try move(on: .reopen, reason: "support came back", by: who, at: now, db)
    }

    /// Nothing of it is released until it goes on (F32).
    package func pause(reason: String, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .pause)
        try checkPartner(db)
        try move(on: .pause, reason: reason, by: who, at: now, db)
    }

    /// What the partner paused it takes up again; what the office paused, the office.
    package func resume(by who: Who, isOffice: Bool, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .resume)
        try checkPartner(db)
        guard try isPausedByPartner(db) != isOffice else {
            throw isOffice ? CommitmentRefusal.pausedByPartner(id) : .pausedByOffice(id)
        }
        try move(on: .resume, reason: nil, by: who, at: now, db)
    }

    /// Whether somebody who signs in for the partner paused it.
    func isPausedByPartner(_ db: Connection) throws -> Bool {
        let last = try History.of("commitment", id, tenant: tenant, db).first { $0.event == Event.pause.rawValue }
        guard case .person(let person) = last?.who else { return false }
        return try PartnerUser.partner(of: person, tenant: tenant, db)?.id == partner
    }

    private func move(
        on event: Event, reason: String?, detail: Value = [:], by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let approvedAt = next == .approved ? now : approvedAt
        let changed = try db.changes(
            """
            UPDATE commitment_standing SET state = \(next), approved_at = \(approvedAt), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND commitment_id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "commitment \(id)") }
        try History.append(
            HistoryEntry(
                "commitment", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason, detail: detail), tenant: tenant, db)
    }
}
