import Kernel
import Storage

/// What of a recurring commitment's cycles nobody can use any more: something of the cycle was paid out, and what its allocation
/// gave back or never had is not allocated again (F37). Where nobody paid it, it is promised no longer; where it came in, it is once
/// it is refunded: so all that is promised can be disbursed (F31).
enum UnusedCycles {
    /// Takes off the books what is unused, is not let go of yet and did not come in.
    static func letGo(of commitment: Commitment, by who: Who, at now: Moment, _ db: Connection) throws {
        guard commitment.terms.kind == .recurring else { return }
        let capital = Capital(tenant: commitment.tenant, by: who, at: now)
        let gone = try letGo(of: [commitment], db)[commitment.id] ?? .zero
        let left = try amount(of: commitment, db) - gone - capital.unreleased(commitment, db)
        try capital.letGo(
            of: min(left, try capital.unpaid(commitment, db)), of: commitment, "unused:\(FundingEntry.ID(at: now))",
            "No cycle can use it any more", db)
    }

    /// What of each commitment that is not cancelled was let go of.
    static func letGo(of commitments: [Commitment], _ db: Connection) throws -> [Commitment.ID: Cents] {
        try commitments.filter { $0.terms.kind == .recurring }.batches.reduce(into: [:]) { amounts, some in
            let rows = try db.rows(
                """
                SELECT commitment_id, CAST(0 - sum(amount_cents) AS BIGINT) AS amount_cents FROM funding_ledger
                 WHERE tenant_id = \(some[0].tenant) AND commitment_id IN \(list: some.map(\.id))
                   AND type = 'reversed' AND allocation_id IS NULL
                 GROUP BY commitment_id
                 ORDER BY commitment_id
                """)
            for row in rows { amounts[try row["commitment_id"]] = try row["amount_cents"] }
        }
    }

    /// What the cycles that were paid out in part, and that no allocation has any more, leave.
    private static func amount(of commitment: Commitment, _ db: Connection) throws -> Cents {
        let rows = try db.rows(
            """
            SELECT commitment_allocation.cycle_on,
                   CAST(sum(CASE WHEN funding_ledger.type IN ('created', 'adjusted', 'reversed')
                                 THEN funding_ledger.amount_cents ELSE 0 END) AS BIGINT) AS used
              FROM commitment_allocation
              JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
              JOIN funding_ledger ON funding_ledger.tenant_id = commitment_allocation.tenant_id
                                 AND funding_ledger.allocation_id = commitment_allocation.id
             WHERE commitment_allocation.tenant_id = \(commitment.tenant)
               AND commitment_allocation.commitment_id = \(commitment.id)
               AND commitment_allocation.cycle_on IS NOT NULL
             GROUP BY commitment_allocation.cycle_on
            HAVING sum(CASE WHEN funding_ledger.type = 'disbursed' THEN 1 ELSE 0 END) > 0
               AND sum(CASE WHEN allocation_standing.held_id IS NULL THEN 0 ELSE 1 END) = 0
             ORDER BY commitment_allocation.cycle_on
            """)
        return try rows.reduce(.zero) {
            $0 + max(commitment.terms.amount - (try $1.get("used", as: Cents.self)), .zero)
        }
    }
}
