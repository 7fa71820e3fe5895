import Kernel
import Storage
import Web

extension Person {
    /// The person, or a refusal (404) where this tenant has none of that id.
    package static func find(_ id: PersonID, tenant: TenantID, _ db: Connection) throws -> Person {
        let row = try db.row(
            """
            SELECT id, tenant_id, email, name, state, signed_in_at, created_at, updated_at, version
              FROM person
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        guard let row else { throw RecordRefusal.unknown("person", id) }
        return try Person(row, roles: roles(of: [id], tenant: tenant, db)[id] ?? [])
    }

    /// The person who signs in with that address, of whatever tenant: for sign-in and the command line.
    package static func find(email: String, _ db: Connection) throws -> Person? {
        let row = try db.row("SELECT id, tenant_id FROM person WHERE email_key = \(PersonRules.emailKey(email))")
        return try row.map { try find($0["id"], tenant: $0["tenant_id"], db) }
    }

    /// The tenant's people, the newest first.
    package static func list(_ page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<Person> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text.flatMap({ PersonID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT id, tenant_id, email, name, state, signed_in_at, created_at, updated_at, version
              FROM person
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """)
        let roles = try roles(of: rows.map { try $0["id"] }, tenant: tenant, db)
        let people = try rows.map { try Person($0, roles: roles[$0["id"]] ?? []) }
        return Page(rows: people, of: page) { Value($0.id) }
    }

    private static func roles(
        of people: [PersonID], tenant: TenantID, _ db: Connection
    ) throws -> [PersonID: [RoleName]] {
        let rows = try db.rows(
            """
            SELECT person_id, role
              FROM person_role
             WHERE tenant_id = \(tenant) AND person_id IN \(list: people)
             ORDER BY person_id, role
            """)
        return try Dictionary(grouping: rows) { try $0.get("person_id", as: PersonID.self) }
            .mapValues { try $0.map { RoleName(try $0["role"]) } }
    }

    package static func passwordHash(of id: PersonID, tenant: TenantID, _ db: Connection) throws -> String? {
        try db.value("SELECT password_hash FROM person WHERE tenant_id = \(tenant) AND id = \(id)", as: String.self)
    }

}
