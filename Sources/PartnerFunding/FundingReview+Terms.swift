import Kernel
import Storage

extension FundingReview {
    /// The commitments whose terms are not those that were submitted, as the history tells, which is chained, or whose promise is not
    /// what approval booked of them.
    static func changedTerms(_ tenant: TenantID, _ db: Connection) throws -> Set<Commitment.ID> {
        var told: [Commitment.ID: Value] = [:]
        try db.each(
            """
            SELECT record_id, detail FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'commitment' AND event = 'submit'
             ORDER BY seq
            """
        ) { told[try $0["record_id"]] = try $0["detail"] }
        let rows = try db.rows(
            """
            SELECT id, \(part: CommitmentTerms.columns),
                   (SELECT CAST(coalesce(sum(funding_ledger.amount_cents), 0) AS BIGINT) FROM funding_ledger
                     WHERE funding_ledger.tenant_id = funding_commitment.tenant_id
                       AND funding_ledger.commitment_id = funding_commitment.id
                       AND funding_ledger.allocation_id IS NULL AND funding_ledger.type = 'created') AS booked_cents
              FROM funding_commitment
             WHERE tenant_id = \(tenant)
             ORDER BY id
            """)
        return try rows.reduce(into: []) { changed, row in
            let (id, terms): (Commitment.ID, CommitmentTerms) = (try row["id"], try CommitmentTerms(row))
            let detail = told[id]
            // Of what was submitted by an older program the history has the amount alone.
            let isTold =
                detail?["amount_cents"]?.integer == terms.amount.count
                && detail?["terms"].map { $0.text == terms.fingerprint } ?? true
            let isBooked = terms.isBooked(as: try row["booked_cents"])
            if !isTold || !isBooked { changed.insert(id) }
        }
    }
}

extension CommitmentTerms {
    /// Whether approval books so much of it: all of it, of an open-ended one whole cycles, and nothing before.
    fileprivate func isBooked(as booked: Cents) -> Bool {
        if booked == .zero { return true }
        return isOpenEnded ? booked.count % amount.count == 0 : booked == promised(on: Day(number: 0))
    }
}
