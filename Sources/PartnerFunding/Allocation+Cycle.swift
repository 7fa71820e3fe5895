import Kernel
import Storage

extension Allocation {
    /// What an allocation is for. A recurring commitment is allocated cycle by cycle, each to one allocation that is released
    /// once (F37);
    /// an open-ended one only cycles that have begun, because nothing is promised before.
    static func cycleAmount(
        _ new: New, of commitment: Commitment, on today: Day, _ db: Connection
    ) throws -> Cents {
        let terms = commitment.terms
        guard terms.kind == .recurring else {
            if let cycle = new.cycle { throw AllocationRefusal.noCycle(cycle) }
            guard let amount = new.amount else { throw AllocationRefusal.amountNeeded }
            return amount
        }
        guard let cycle = new.cycle else { throw AllocationRefusal.cycleNeeded }
        guard terms.cycles(until: cycle).last == cycle else { throw AllocationRefusal.noCycle(cycle) }
        guard !terms.isOpenEnded || cycle <= today else { throw AllocationRefusal.notBegun(cycle) }
        let taken = try db.row(
            """
            SELECT state FROM allocation_standing
             WHERE commitment_id = \(commitment.id) AND cycle_taken = \(cycle)
            """)
        if let state = try taken?.get("state", as: State.self) {
            throw state.isLive ? AllocationRefusal.cycleTaken(cycle) : .cycleReleased(cycle)
        }
        let left = try left(of: cycle, commitment, db)
        guard new.amount ?? left <= left else { throw AllocationRefusal.moreThanCycle(left, terms.currency) }
        return new.amount ?? left
    }

    /// Whether something of its cycle was ever paid out, by whichever allocation, be it that it came back: offices of before the
    /// rule may have two of one cycle.
    func isSpent(_ cycle: Day, _ db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT spent.id
              FROM commitment_allocation AS spent
              JOIN funding_ledger ON funding_ledger.tenant_id = spent.tenant_id
                                 AND funding_ledger.allocation_id = spent.id AND funding_ledger.type = 'disbursed'
             WHERE spent.tenant_id = \(tenant) AND spent.commitment_id = \(commitment) AND spent.cycle_on = \(cycle)
             LIMIT 1
            """) != nil
    }

    /// What of a cycle's amount no allocation has: what they gave back is there again.
    static func left(of cycle: Day, _ commitment: Commitment, _ db: Connection) throws -> Cents {
        let used: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(funding_ledger.amount_cents), 0) AS BIGINT)
              FROM commitment_allocation
              JOIN funding_ledger ON funding_ledger.tenant_id = commitment_allocation.tenant_id
                                 AND funding_ledger.allocation_id = commitment_allocation.id
             WHERE commitment_allocation.tenant_id = \(commitment.tenant)
               AND commitment_allocation.commitment_id = \(commitment.id)
               AND commitment_allocation.cycle_on = \(cycle)
               AND funding_ledger.type IN ('created', 'adjusted', 'reversed')
            """)
        return commitment.terms.amount - (used ?? .zero)
    }
}
