import Kernel
import Storage
import Web

/// The partner's side.
extension PartnerRoutes {
    func portal(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let value = try await database.read { db -> Value in
            guard let own = try PartnerUser.partner(of: caller.person, tenant: caller.tenant, db) else {
                throw PartnerRefusal.noPartner
            }
            return try Self.ownPage(of: own, at: now, db)
        }
        return .view("partners/portal", value, title: value["name"]?.text)
    }

    /// The reduced list of fields: what the partner said, where it stands, who signs in for it, what it promised.
    static func ownPage(of partner: Partner, at now: Moment, _ db: Connection) throws -> Value {
        partner.ownValue
            .adding("users", .list(try PartnerUser.of(partner.id, tenant: partner.tenant, db).map(\.value)))
            .adding("commitments", try commitments(of: partner, at: now, db))
            .adding("may_promise", .bool(partner.mayPromise))
    }

    /// The newest commitments of a partner.
    static func commitments(of partner: Partner, at now: Moment, _ db: Connection) throws -> Value {
        let page = try Commitment.list(
            .init(partner: partner.id), .newest, page: PageRequest(limit: 20, after: nil), at: now,
            tenant: partner.tenant, db)
        return ["items": .list(page.items.map(\.value)), "has_more": .bool(page.next != nil)]
    }
}
