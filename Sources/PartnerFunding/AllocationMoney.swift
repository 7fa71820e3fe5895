import Cohorts
import Kernel
import Ledger
import Storage

/// One allocation's money in the ledger. While it is planned, a reservation holds it; once it is released, another one
/// holds what is not disbursed.
struct AllocationMoney: Sendable {
    let capital: Capital
    let commitment: Commitment
    let allocation: Allocation.ID
    let cohort: Cohort.ID

    /// Of the event that moves it: each key is of one event.
    private func key(_ event: FundingEntry.ID, _ step: String) -> String { "allocation:\(allocation):\(event):\(step)" }

    /// `purpose` is what is booked, of a reservation what is when it is settled.
    private func transfer(
        _ event: FundingEntry.ID, _ step: String, _ purpose: FundingEntry.Kind, _ move: Capital.Move, _ db: Connection
    ) throws -> Transfer {
        try capital.transfer(
            key(event, step), "allocation.\(purpose.rawValue)", commitment,
            about: Transfer.Subject("allocation", allocation),
            capital.now.day, [move], db)
    }

    /// Holds an amount of what the commitment promises for the cohort; refused above what is not allocated.
    func plan(_ amount: Cents, _ event: FundingEntry.ID, _ db: Connection) throws -> Journal.Receipt {
        let wish = try transfer(event, "planned", .released, (.open, .wallet(cohort), amount), db)
        do { return try capital.journal.reserve(wish, db) } catch LedgerRefusal.belowFloor {
            throw try overAllocated(db)
        }
    }

    private func overAllocated(_ db: Connection) throws -> AllocationRefusal {
        let left = try capital.totals(.open, of: commitment, db).lowest(on: .credit)
        return AllocationRefusal.overAllocated(commitment.id, left: left, commitment.terms.currency)
    }

    /// Lets go of what is held.
    func letGo(_ held: Transfer.ID, _ event: FundingEntry.ID, _ db: Connection) throws -> Journal.Receipt {
        try capital.journal.void(held, key: key(event, "let-go"), db)
    }

    /// Another amount than `former` of what is only planned.
    func replan(
        _ amount: Cents, from former: Cents, _ held: Transfer.ID, _ event: FundingEntry.ID, _ db: Connection
    ) throws -> (booked: Journal.Receipt, held: Transfer.ID?) {
        _ = try letGo(held, event, db)
        do {
            let row = try plan(amount, event, db)
            return (row, row.transfer)
        } catch AllocationRefusal.overAllocated(let id, let left, let currency) {
            throw AllocationRefusal.overAllocated(id, left: left - former, currency)
        }
    }

    /// The cohort's wallet has what was planned; it is held for being disbursed.
    func release(
        _ planned: Transfer.ID, _ amount: Cents, _ event: FundingEntry.ID, _ db: Connection
    ) throws -> (booked: Journal.Receipt, held: Transfer.ID) {
        let booked = try capital.journal.settle(planned, key: key(event, "released"), db)
        return (booked, try hold(amount, event, db))
    }

    /// Holds money for being disbursed; refused above what came in for the commitment and is not held already (F23).
    func hold(_ amount: Cents, _ event: FundingEntry.ID, _ db: Connection) throws -> Transfer.ID {
        let wish = try transfer(event, "held", .disbursed, (.wallet(cohort), .capital, amount), db)
        do { return try capital.journal.reserve(wish, db).transfer } catch LedgerRefusal.belowFloor {
            let funded = try capital.totals(.capital, of: commitment, db).lowest(on: .debit)
            throw AllocationRefusal.unfunded(commitment.id, left: funded, commitment.terms.currency)
        }
    }

    /// Pays out of the cohort's wallet, all that is held or a part of it; what stays is held anew.
    func disburse(
        _ amount: Cents, of rest: Cents, _ held: Transfer.ID, _ event: FundingEntry.ID, _ db: Connection
    ) throws -> (booked: Journal.Receipt, held: Transfer.ID?) {
        if amount == rest { return (try capital.journal.settle(held, key: key(event, "disbursed"), db), nil) }
        _ = try letGo(held, event, db)
        let booked = try capital.journal.post(
            try transfer(event, "disbursed", .disbursed, (.wallet(cohort), .capital, amount), db), db)
        return (booked, try hold(rest - amount, event, db))
    }

    /// What came to the cohort's wallet goes back to the commitment.
    func giveBack(_ amount: Cents, _ event: FundingEntry.ID, _ db: Connection) throws -> Journal.Receipt {
        try capital.journal.post(
            try transfer(event, "given-back", .adjusted, (.wallet(cohort), .open, amount), db), db)
    }

    /// Less for a cohort that has it already.
    func adjust(
        _ delta: Cents, rest: Cents, _ held: Transfer.ID, _ event: FundingEntry.ID, _ db: Connection
    ) throws -> (booked: Journal.Receipt, held: Transfer.ID?) {
        _ = try letGo(held, event, db)
        precondition(delta < .zero, "what is released is not made more")
        let booked = try capital.journal.post(
            try transfer(event, "adjusted", .adjusted, (.wallet(cohort), .open, .zero - delta), db), db)
        let left = rest + delta
        return (booked, left == .zero ? nil : try hold(left, event, db))
    }
}
