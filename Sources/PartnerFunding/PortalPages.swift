import Kernel
import Storage
import Web

/// What a partner sees of itself.
extension PartnerRoutes {
    /// The reduced list of fields: what the partner said, where it stands, who signs in for it, what it promised, and what
    /// that came to.
    static func ownPage(of partner: Partner, at now: Moment, _ db: Connection) throws -> Value {
        let impact = try PartnerImpact.of(partner, db)
        return partner.ownValue.adding("impact", impact.value)
            .adding("cohorts", .list(impact.cohorts.map(\.value)))
            .adding("users", .list(try PartnerUser.of(partner.id, tenant: partner.tenant, db).map(\.value)))
            .adding("commitments", try commitments(of: partner, at: now, db))
            .adding("may_promise", .bool(partner.mayPromise))
    }

    /// The newest commitments of a partner.
    static func commitments(of partner: Partner, at now: Moment, _ db: Connection) throws -> Value {
        let page = try Commitment.list(
            .init(partner: partner.id), .newest, page: PageRequest(limit: 20, after: nil), at: now,
            tenant: partner.tenant, db)
        return [
            "items": .list(try CommitmentLine.telling(page.items, to: partner, db).map(\.value)),
            "has_more": .bool(page.next != nil),
        ]
    }
}
