import Cohorts
import Kernel
import Ledger
import Storage

extension Allocation {
    /// What an admin assigns.
    package struct New: Sendable {
        package let cohort: Cohort.ID
        /// Nil: of a recurring commitment the amount of its cycle.
        package let amount: Cents?
        /// Nil: as many as the amount pays for at the cohort's cost per participant.
        package let seats: Int?
        package let cycle: Day?
        package let note: String?

        package init(_ cohort: Cohort.ID, _ amount: Cents?, seats: Int? = nil, cycle: Day? = nil, note: String? = nil) {
            self.cohort = cohort
            self.amount = amount
            self.seats = seats
            self.cycle = cycle
            self.note = note
        }
    }

    /// A person assigns capital to a cohort: reserved, and never more than is promised (F35, F38). The cohort has its seats at
    /// once.
    package static func plan(
        _ new: New, of commitment: Commitment, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Allocation {
        // A key is in somebody's hands, who might then release what is assigned.
        if case .key = who { throw CommitmentRefusal.notAPerson }
        guard commitment.state.takesAllocations else {
            throw AllocationRefusal.notAllocatable(commitment.id, commitment.state)
        }
        try commitment.checkPartner(db)
        let tenant = commitment.tenant
        let cohort = try Cohort.find(new.cohort, tenant: tenant, db)
        let terms = commitment.terms
        guard cohort.currency == terms.currency else {
            throw AllocationRefusal.otherCurrency(cohort.id, cohort.currency)
        }
        let amount = try cycleAmount(new, of: commitment, on: now.day, db)
        let paid = paidSeats(amount, of: cohort)
        let seats = new.seats ?? paid
        try checkSeats(seats, of: commitment, db)
        guard seats <= paid else { throw AllocationRefusal.unpaidSeats(most: paid) }
        let (id, event) = (ID(at: now), FundingEntry.ID(at: now))
        let capital = Capital(tenant: tenant, by: who, at: now)
        if terms.isOpenEnded {
            try capital.promise(commitment, db)
            try CapitalReturn.carry(to: commitment, by: who, at: now, db)
        }
        let money = AllocationMoney(capital: capital, commitment: commitment, allocation: id, cohort: cohort.id)
        let row = try money.plan(amount, event, db)
        try db.run(
            """
            INSERT INTO commitment_allocation (id, tenant_id, commitment_id, cohort_id, cycle_on, currency, who, at)
            VALUES (\(id), \(tenant), \(commitment.id), \(cohort.id), \(new.cycle), \(terms.currency), \(who), \(now))
            """)
        try db.run(
            """
            INSERT INTO allocation_standing (allocation_id, tenant_id, commitment_id, cycle_taken, state, held_id,
                                             updated_at)
            VALUES (\(id), \(tenant), \(commitment.id), \(new.cycle), 'planned', \(row.transfer), \(now))
            """)
        try FundingEntry.append(
            .init(
                commitment: commitment, allocation: (id, cohort.id), kind: .created, amount: amount, seats: seats,
                description: new.note ?? "Allocated to \(cohort.name)"),
            as: event, bookedBy: row, by: who, at: now, db)
        try Cohort.fund(
            cohort.id, .init(seats: seats, amount: amount, cause: "allocation:\(id)"), tenant: tenant, by: who, at: now,
            db)
        try History.append(
            HistoryEntry(
                "allocation", id, "plan", to: State.planned.rawValue, by: who, at: now,
                detail: [
                    "commitment": Value(commitment.id), "cohort": Value(cohort.id), "amount_cents": .int(amount.count),
                    "seats": Value(seats),
                ]), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// The cohort may spend it: once, after its cycle has begun, by somebody who neither assigned it nor made it more (F37,
    /// F39), of money that somebody else booked. The first one makes its commitment active, and that its partner (F15, F30).
    package func release(by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .release)
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        guard try !isMade(by: who, db) else { throw AllocationRefusal.ownAllocation(id) }
        let work = try begin(by: who, at: now, db)
        guard work.commitment.state.takesAllocations else {
            throw AllocationRefusal.notAllocatable(commitment, work.commitment.state)
        }
        try work.commitment.checkPartner(db)
        if let cycle, cycle > now.day { throw AllocationRefusal.tooEarly(cycle) }
        if let cycle, try isSpent(cycle, db) { throw AllocationRefusal.cycleReleased(cycle) }
        let cohort = try Cohort.find(cohort, tenant: tenant, db)
        guard cohort.isOpen else { throw CohortRefusal.notOpen(cohort.id, cohort.state) }
        let (row, held) = try work.money.release(work.held, amount, work.event, db)
        try OwnMoney.check(amount, of: work.commitment, by: who, db)
        try move(on: .release, holding: held, by: who, at: now, db)
        try work.note(.released, amount, "Released", bookedBy: row, db)
        try Cohort.release(seats, of: cohort.id, cause: cause, tenant: tenant, by: who, at: now, db)
        try work.commitment.activate(by: who, at: now, db)
    }

    /// Pays out of the cohort's wallet for its participants, and keeps what that becomes (F56); the last cent completes the
    /// allocation, and its commitment where nothing is left of that (F31, F62).
    package func disburse(_ payment: Payment, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .disburse)
        let free = rest - (try AllocationClaim.kept(of: self, db))
        guard payment.amount <= free else { throw AllocationRefusal.moreThanHeld(id, left: free, currency) }
        if let people = payment.people {
            let seats = try Cohort.find(cohort, tenant: tenant, db).seats
            guard people <= seats else { throw AllocationRefusal.moreThanSeats(cohort, seats: seats) }
        }
        try pay(payment, on: .disburse, last: .complete, by: who, at: now, db)
    }

    /// Books a payment, and answers the row of the funding ledger.
    @discardableResult
    func pay(
        _ payment: Payment, on event: Event, last: Event, by who: Who, at now: Moment, _ db: Connection
    ) throws -> FundingEntry.ID {
        let work = try begin(by: who, at: now, db)
        let (row, held) = try work.money.disburse(payment.amount, of: rest, work.held, work.event, db)
        FaultPoint.reach(.insideDisbursement)
        try move(
            on: held == nil ? last : event, holding: held, reason: payment.note, detail: payment.detail, by: who,
            at: now, db)
        try work.note(.disbursed, payment.amount, payment.note, support: payment, bookedBy: row, db)
        try work.commitment.letGoOfCycles(by: who, at: now, db)
        return work.event
    }

    /// Whether somebody assigned it or gave it more money or seats: whoever did does not release it.
    func isMade(by who: Who, _ db: Connection) throws -> Bool {
        if who == maker { return true }
        return try db.row(
            """
            SELECT id FROM funding_ledger
             WHERE tenant_id = \(tenant) AND allocation_id = \(id) AND type = 'adjusted'
               AND (amount_cents > 0 OR seats > 0) AND who = \(who)
             LIMIT 1
            """) != nil
    }

    /// More or less, as a row of its own with its sign; the promise bounds it again (F41). More money or seats only before the
    /// release, which somebody else does; less than all that is not disbursed: else it is cancelled. Without `seats`, those go
    /// for which the amount does not pay any more.
    package func adjust(
        by delta: Cents, seats wanted: Int?, reason: String, who: Who, at now: Moment, _ db: Connection
    ) throws {
        _ = try Self.lifecycle.move(state, on: .adjust)
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        let isMore = delta > .zero || wanted ?? 0 > 0
        guard !isMore || releasedAt == nil else { throw AllocationRefusal.moreAfterRelease(id) }
        guard rest + delta > .zero else { throw AllocationRefusal.nothingLeft(id) }
        let kept = try AllocationClaim.kept(of: self, db)
        guard rest + delta >= kept else { throw AllocationRefusal.kept(id, kept, currency) }
        let seats = try seats(wanted, for: amount + delta, db)
        let work = try begin(by: who, at: now, db)
        guard work.commitment.state.takesAllocations else {
            throw AllocationRefusal.notAllocatable(commitment, work.commitment.state)
        }
        if isMore { try work.commitment.checkPartner(db) }
        if let cycle {
            let left = try Self.left(of: cycle, work.commitment, db)
            guard delta <= left else { throw AllocationRefusal.moreThanCycle(left, currency) }
        }
        try Self.checkSeats(seats, of: work.commitment, db)
        let (row, held) =
            state == .planned
            ? try work.money.replan(amount + delta, from: amount, work.held, work.event, db)
            : try work.money.adjust(delta, rest: rest, work.held, work.event, db)
        try move(
            on: .adjust, holding: held, reason: reason,
            detail: ["amount_cents": .int(delta.count), "seats": Value(seats)], by: who, at: now, db)
        try work.note(.adjusted, delta, seats: seats, reason, bookedBy: row, db)
        try fund(seats: seats, delta, by: who, at: now, db)
    }

    /// Nothing is released or disbursed until it goes on (F40).
    package func pause(reason: String, by who: Who, at now: Moment, _ db: Connection) throws {
        try move(on: .pause, holding: held, reason: reason, by: who, at: now, db)
    }

    package func resume(by who: Who, at now: Moment, _ db: Connection) throws {
        try move(on: releasedAt == nil ? .resume : .resumeReleased, holding: held, by: who, at: now, db)
    }

    /// What is not disbursed goes back to the commitment, with its share of the seats, and those for which what was disbursed does
    /// not pay; but none that somebody completed on. Of a commitment that ended meanwhile it goes on to the one in its place.
    package func cancel(reason: String, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .cancel)
        let kept = try AllocationClaim.kept(of: self, db)
        guard kept == .zero else { throw AllocationRefusal.kept(id, kept, currency) }
        let work = try begin(by: who, at: now, db)
        let row =
            releasedAt == nil
            ? try work.money.letGo(work.held, work.event, db)
            : try work.money.adjust(.zero - rest, rest: rest, work.held, work.event, db).booked
        let share = amount == .zero ? 0 : Int(Int128(seats) * Int128(rest.count) / Int128(amount.count))
        let found = try Cohort.find(cohort, tenant: tenant, db)
        let back = try found.returnable(max(share, seats - Self.paidSeats(disbursed, of: found)), db)
        try move(
            on: .cancel, holding: nil, reason: reason, detail: ["amount_cents": .int(rest.count)], by: who, at: now, db)
        try work.note(.reversed, .zero - rest, seats: -back, reason, bookedBy: row, db)
        try fund(seats: -back, .zero - rest, by: who, at: now, db)
        try work.commitment.letGoOfCycles(by: who, at: now, db)
        try CapitalReturn.carry(to: try work.commitment.newest(db), by: who, at: now, db)
    }

    /// By what it has to do with its cohort.
    private var cause: String { "allocation:\(id)" }

    private func fund(seats: Int, _ amount: Cents, by who: Who, at now: Moment, _ db: Connection) throws {
        try Cohort.fund(
            cohort, .init(seats: seats, amount: amount, cause: cause), tenant: tenant, by: who, at: now, db)
        guard releasedAt != nil else { return }
        try Cohort.release(seats, of: cohort, cause: cause, tenant: tenant, by: who, at: now, db)
    }
}

extension Allocation {
    /// An event of an allocation that moves money.
    private struct Work {
        let commitment: Commitment
        let allocation: Allocation
        let event: FundingEntry.ID
        let money: AllocationMoney
        let held: Transfer.ID

        func note(
            _ kind: FundingEntry.Kind, _ amount: Cents, seats: Int = 0, _ text: String, support: Payment? = nil,
            bookedBy row: Journal.Receipt, _ db: Connection
        ) throws {
            try FundingEntry.append(
                .init(
                    commitment: commitment, allocation: (allocation.id, allocation.cohort), kind: kind, amount: amount,
                    seats: seats, support: support?.type, people: support?.people, description: text),
                as: event, bookedBy: row, by: money.capital.who, at: money.capital.now, db)
        }
    }

    private func begin(by who: Who, at now: Moment, _ db: Connection) throws -> Work {
        guard let held else { preconditionFailure("allocation \(id) is \(state) and holds nothing") }
        let commitment = try Commitment.find(commitment, tenant: tenant, db)
        let money = AllocationMoney(
            capital: Capital(tenant: tenant, by: who, at: now), commitment: commitment, allocation: id, cohort: cohort)
        return Work(
            commitment: commitment, allocation: self, event: FundingEntry.ID(at: now), money: money, held: held)
    }

    private func move(
        on event: Event, holding held: Transfer.ID?, reason: String? = nil, detail: Value = [:], by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let releasedAt = event == .release ? now : releasedAt
        // A cycle is released once (F37): it may be allocated anew where nothing of it was ever paid out, by whichever allocation.
        let isFree = try next == .cancelled && !(cycle.map { try isSpent($0, db) } ?? false)
        let taken = isFree ? nil : cycle
        let changed = try db.changes(
            """
            UPDATE allocation_standing
               SET state = \(next), held_id = \(held), released_at = \(releasedAt), cycle_taken = \(taken),
                   updated_at = \(now)
             WHERE tenant_id = \(tenant) AND allocation_id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "allocation \(id)") }
        try History.append(
            HistoryEntry(
                "allocation", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason, detail: detail), tenant: tenant, db)
    }
}
