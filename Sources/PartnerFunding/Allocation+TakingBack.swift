import Cohorts
import Kernel
import Ledger
import Storage

extension Allocation {
    /// What was paid out for a claim came back: the booking is reversed, and what came back is held again for being paid out. One that
    /// was complete is so no more, nor is its commitment; of one that was cancelled it is the commitment's. Answers the row of the
    /// funding ledger.
    func takeBack(
        _ claim: AllocationClaim, by who: Who, at now: Moment, _ db: Connection
    ) throws -> FundingEntry.ID {
        let next = try Self.lifecycle.move(state, on: .takeBack)
        let paid: Transfer.ID? = try db.value(
            """
            SELECT ledger_row.transfer_id
              FROM funding_ledger
              JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                             AND ledger_row.seq = funding_ledger.ledger_seq
             WHERE funding_ledger.tenant_id = \(tenant) AND funding_ledger.id = \(claim.entry)
            """)
        guard let paid else { preconditionFailure("what is paid has a row of the funding ledger") }
        let commitment = try Commitment.find(commitment, tenant: tenant, db)
        let (event, capital) = (FundingEntry.ID(at: now), Capital(tenant: tenant, by: who, at: now))
        let money = AllocationMoney(capital: capital, commitment: commitment, allocation: id, cohort: cohort)
        let row = try capital.journal.reverse(
            paid, key: "allocation:\(id):\(event):taken-back", purpose: "allocation.disbursed", on: now.day, db)
        if let held { _ = try money.letGo(held, event, db) }
        let anew = next.isLive ? try money.hold(rest + claim.amount, event, db) : nil
        let changed = try db.changes(
            """
            UPDATE allocation_standing SET state = \(next), held_id = \(anew), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND allocation_id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "allocation \(id)") }
        let payment = Payment(claim.amount, claim.type, for: 1, note: "Support came back")
        try History.append(
            HistoryEntry(
                "allocation", id, from: state.rawValue, Event.takeBack.rawValue, to: next.rawValue, by: who, at: now,
                reason: payment.note, detail: payment.detail), tenant: tenant, db)
        try FundingEntry.append(
            .init(
                commitment: commitment, allocation: (id, cohort), kind: .disbursed, amount: .zero - claim.amount,
                support: claim.type, people: 1, description: payment.note),
            as: event, bookedBy: row, by: who, at: now, db)
        try commitment.reopen(by: who, at: now, db)
        if !next.isLive { try giveBack(claim.amount, money, by: who, at: now, db) }
        return event
    }

    /// What came back of one that was cancelled goes where its rest went; its seats were spent.
    private func giveBack(
        _ amount: Cents, _ money: AllocationMoney, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let event = FundingEntry.ID(at: now)
        let row = try money.giveBack(amount, event, db)
        try FundingEntry.append(
            .init(
                commitment: money.commitment, allocation: (id, cohort), kind: .reversed, amount: .zero - amount,
                description: "Support came back"),
            as: event, bookedBy: row, by: who, at: now, db)
        try Cohort.fund(
            cohort, .init(seats: 0, amount: .zero - amount, cause: "allocation:\(id)"), tenant: tenant, by: who,
            at: now,
            db)
        let fresh = try Commitment.find(commitment, tenant: tenant, db)
        try fresh.letGoOfCycles(by: who, at: now, db)
        try CapitalReturn.carry(to: try fresh.newest(db), by: who, at: now, db)
    }
}
