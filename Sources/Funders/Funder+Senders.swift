import Kernel
import Storage

extension Funder {
    /// Adds a domain or an address from where the funder writes, because a person says so (C18); refused (409) where it is
    /// another funder's. One that is known already changes nothing.
    package static func learn(
        _ sender: KnownSender, of id: ID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws {
        _ = try find(id, tenant: tenant, db)
        let holder: ID? = try db.value(
            "SELECT funder_id FROM funder_domain WHERE tenant_id = \(tenant) AND domain = \(sender.text)")
        if let holder {
            guard holder == id else { throw FunderRefusal.domainTaken(by: holder) }
            return
        }
        try db.run(
            """
            INSERT INTO funder_domain (tenant_id, funder_id, kind, domain)
            VALUES (\(tenant), \(id), \(sender.kind.rawValue), \(sender.text))
            """)
        try db.run(
            "UPDATE funder SET version = version + 1, updated_at = \(moment) WHERE tenant_id = \(tenant) AND id = \(id)"
        )
        try note(id, "sender_learned", ["kind": .string(sender.kind.rawValue)], by: who, at: moment, tenant: tenant, db)
    }
}
