import Crypto
import Kernel
import People
import Storage
import Web

/// A person who signs in for a partner (F14).
package struct PartnerUser: Sendable {
    package let person: PersonID
    package let name: String
    package let email: String
    package let createdAt: Moment

    /// The login that a partner's contact makes: a person of the role `partner` and no other.
    package static func add(
        name: String, password: PasswordHash, to partner: Partner, by who: Who, at now: Moment, _ db: Connection
    ) throws -> PersonID {
        guard partner.state.isAdmitted else { throw PartnerRefusal.badInvitation }
        let draft = try Person.Draft(email: partner.enquiry.email, name: name, roles: [.partner])
        let person = try Person.add(draft, password: password, tenant: partner.tenant, by: who, at: now, db)
        try db.run(
            """
            INSERT INTO partner_user (person_id, tenant_id, partner_id, created_at)
            VALUES (\(person.id), \(partner.tenant), \(partner.id), \(now))
            """)
        try History.append(
            HistoryEntry(
                "partner", partner.id, "joined", by: who, at: now, detail: ["person": Value(person.id)]),
            tenant: partner.tenant, db)
        return person.id
    }

    /// The partner for whom the person signs in; nil for anybody else.
    package static func partner(of person: PersonID?, tenant: TenantID, _ db: Connection) throws -> Partner? {
        guard let person else { return nil }
        let id: Partner.ID? = try db.value(
            "SELECT partner_id FROM partner_user WHERE tenant_id = \(tenant) AND person_id = \(person)")
        return try id.map { try Partner.find($0, tenant: tenant, db) }
    }

    /// Whose records the asker may see: a partner's person its own partner's, an admin all (nil).
    package static func bounds(of caller: Principal, _ db: Connection) throws -> Partner? {
        if Access.admins.admits(caller.roles) { return nil }
        return try own(of: caller, db)
    }

    /// The asker's partner.
    static func own(of caller: Principal, _ db: Connection) throws -> Partner {
        guard let own = try partner(of: caller.person, tenant: caller.tenant, db) else {
            throw PartnerRefusal.noPartner
        }
        return own
    }

    /// Who signs in for the partner, in the order in which they came.
    package static func of(_ partner: Partner.ID, tenant: TenantID, _ db: Connection) throws -> [PartnerUser] {
        try db.rows(
            """
            SELECT person.id, person.name, person.email, partner_user.created_at
              FROM partner_user JOIN person ON person.id = partner_user.person_id
             WHERE partner_user.tenant_id = \(tenant) AND partner_user.partner_id = \(partner)
             ORDER BY partner_user.created_at, person.id
            """
        ).map {
            PartnerUser(
                person: try $0["id"], name: try $0["name"], email: try $0["email"], createdAt: try $0["created_at"])
        }
    }

    var value: Value { ["name": .string(name), "email": .string(email), "created_at": Value(createdAt)] }
}
