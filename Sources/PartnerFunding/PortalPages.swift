import Kernel
import Storage
import Web

/// The partner's side.
extension PartnerRoutes {
    func portal(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { db -> Value in
            guard let own = try PartnerUser.partner(of: caller.person, tenant: caller.tenant, db) else {
                throw PartnerRefusal.noPartner
            }
            return try Self.ownPage(of: own, db)
        }
        return .view("partners/portal", value, title: value["name"]?.text)
    }

    /// The reduced list of fields: what the partner said, where it stands, and who signs in for it.
    static func ownPage(of partner: Partner, _ db: Connection) throws -> Value {
        partner.ownValue.adding(
            "users", .list(try PartnerUser.of(partner.id, tenant: partner.tenant, db).map(\.value)))
    }
}
