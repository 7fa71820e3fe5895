import Kernel
import Storage

/// What one person booked of a commitment's money, and what the same person let out of it: nobody lets a cent out that only
/// that person booked (0024). The commitments in whose place it stands, and those in its own, are counted with it: what is
/// not released is carried over between them.
struct OwnMoney: Sendable, Equatable {
    /// What the person booked as received, and what others did; what was taken back is in neither.
    let booked: Cents
    let byOthers: Cents
    /// What the person released and cohorts did not give back, and what the person paid back to the partner.
    let letOut: Cents

    /// What the person may still let out; nil where the ledger alone bounds it, because the person booked nothing.
    var left: Cents? { booked == .zero ? nil : max(byOthers - letOut, .zero) }

    func allows(_ amount: Cents) -> Bool { left.map { amount <= $0 } ?? true }

    static func of(_ commitment: Commitment, _ who: Who, _ db: Connection) throws -> OwnMoney {
        let (tenant, family) = (commitment.tenant, try family(of: commitment, db))
        let came = try db.row(
            """
            SELECT CAST(coalesce(sum(CASE WHEN who = \(who) THEN amount_cents ELSE 0 END), 0) AS BIGINT) AS own,
                   CAST(coalesce(sum(CASE WHEN who = \(who) THEN 0 ELSE amount_cents END), 0) AS BIGINT) AS others
              FROM commitment_receipt
             WHERE tenant_id = \(tenant) AND state = 'booked' AND commitment_id IN \(list: family)
            """)
        let released: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(funding_ledger.amount_cents), 0) AS BIGINT)
              FROM funding_ledger
              JOIN funding_ledger AS release ON release.tenant_id = funding_ledger.tenant_id
                                            AND release.allocation_id = funding_ledger.allocation_id
                                            AND release.type = 'released' AND release.who = \(who)
             WHERE funding_ledger.tenant_id = \(tenant) AND funding_ledger.commitment_id IN \(list: family)
               AND funding_ledger.type IN ('created', 'adjusted', 'reversed')
            """)
        let returned: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commitment_return
             WHERE tenant_id = \(tenant) AND commitment_id IN \(list: family) AND carried_to_id IS NULL
               AND who = \(who)
            """)
        return OwnMoney(
            booked: try came?["own"] ?? .zero, byOthers: try came?["others"] ?? .zero,
            letOut: (released ?? .zero) + (returned ?? .zero))
    }

    /// It, and all that took its place, or whose place it took.
    private static func family(of commitment: Commitment, _ db: Connection) throws -> [Commitment.ID] {
        var member = try commitment.newest(db)
        var ids = [member.id]
        while let former = member.supersedes {
            member = try Commitment.find(former, tenant: commitment.tenant, db)
            ids.append(former)
        }
        return ids
    }

    /// Refused where the person would let out what only that person booked.
    static func check(_ amount: Cents, of commitment: Commitment, by who: Who, _ db: Connection) throws {
        let own = try of(commitment, who, db)
        guard own.allows(amount) else {
            throw CommitmentRefusal.ownReceipt(commitment.id, left: own.left ?? .zero, commitment.terms.currency)
        }
    }
}
