import Cohorts
import Kernel
import Ledger
import Storage

extension Allocation {
    /// What was paid out for a claim came back: the booking is reversed, and what came back is held again for being paid out. One that
    /// was complete is so no more.
    func takeBack(_ claim: AllocationClaim, by who: Who, at now: Moment, _ db: Connection) throws {
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
        let anew = try money.hold(rest + claim.amount, event, db)
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
    }
}
