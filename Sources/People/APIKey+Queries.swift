import Kernel
import Storage
import Web

extension APIKey {
    private static let columns: SQL = """
        SELECT id, tenant_id, name, created_at, used_at, revoked_at
          FROM api_key
        """

    /// Adds a key with that secret; a name that is or was in use is refused (409).
    package static func add(
        _ secret: Secret, name: String, roles: Set<RoleName>, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> APIKey {
        let name = try checkedName(name)
        let roles = try PersonRules.roles(roles)
        let id = ID(at: moment)
        do {
            try db.run(
                """
                INSERT INTO api_key (id, tenant_id, name, secret_hash, created_at)
                VALUES (\(id), \(tenant), \(name), \(secret.hash), \(moment))
                """)
        } catch let fault as StorageFault where fault.isNotUnique {
            throw PeopleRefusal.keyNameTaken
        }
        for role in roles {
            try db.run(
                "INSERT INTO api_key_role (tenant_id, api_key_id, role) VALUES (\(tenant), \(id), \(role.rawValue))")
        }
        try History.append(
            HistoryEntry(
                "api_key", id, "added", by: who, at: moment,
                detail: ["name": Value(name), "roles": .list(roles.map { Value($0.rawValue) })]),
            tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> APIKey {
        let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("key", id) }
        return try APIKey(row, roles: roles(of: id, tenant: tenant, db))
    }

    /// Those keys with their roles, in two statements.
    package static func find(_ ids: [ID], tenant: TenantID, _ db: Connection) throws -> [ID: APIKey] {
        var roles: [ID: [RoleName]] = [:]
        for row in try db.rows(
            """
            SELECT api_key_id, role FROM api_key_role
             WHERE tenant_id = \(tenant) AND api_key_id IN \(list: ids) ORDER BY api_key_id, role
            """)
        {
            roles[try row["api_key_id"], default: []].append(RoleName(try row["role"]))
        }
        let keys = try db.rows(columns + " WHERE tenant_id = \(tenant) AND id IN \(list: ids) ORDER BY id").map {
            try APIKey($0, roles: roles[try $0["id"]] ?? [])
        }
        return Dictionary(uniqueKeysWithValues: keys.map { ($0.id, $0) })
    }

    /// The tenant's keys, the newest first, revoked ones too.
    package static func list(_ page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<APIKey> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            columns + " WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)")
        let keys = try rows.map { try APIKey($0, roles: roles(of: $0["id"], tenant: tenant, db)) }
        return Page(rows: keys, of: page) { Value($0.id) }
    }

    private static func roles(of id: ID, tenant: TenantID, _ db: Connection) throws -> [RoleName] {
        try db.rows(
            "SELECT role FROM api_key_role WHERE tenant_id = \(tenant) AND api_key_id = \(id) ORDER BY role"
        ).map { RoleName(try $0["role"]) }
    }

    /// From now on the key opens nothing; a second time changes nothing.
    package static func revoke(
        _ id: ID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> APIKey {
        let changed = try db.changes(
            """
            UPDATE api_key SET revoked_at = \(moment)
             WHERE tenant_id = \(tenant) AND id = \(id) AND revoked_at IS NULL
            """)
        let key = try find(id, tenant: tenant, db)
        if changed == 1 {
            try History.append(
                HistoryEntry("api_key", id, "revoked", by: who, at: moment, detail: ["name": Value(key.name)]),
                tenant: tenant, db)
        }
        return key
    }

    /// The key of that secret that is not revoked, with its roles in one statement: each request of a program asks it.
    static func open(_ secret: Secret, _ database: Database) async throws -> APIKey? {
        let rows = try await database.rows(
            of:
                """
                SELECT id, api_key.tenant_id AS tenant_id, name, created_at, used_at, revoked_at, role
                  FROM api_key
                  LEFT JOIN api_key_role ON api_key_role.tenant_id = api_key.tenant_id AND api_key_id = id
                 WHERE secret_hash = \(secret.hash) AND revoked_at IS NULL
                 ORDER BY role
                """)
        let roles = try rows.compactMap { row -> RoleName? in
            let role: String? = try row["role"]
            return role.map { RoleName($0) }
        }
        return try rows.first.map { try APIKey($0, roles: roles) }
    }

    static func touch(_ id: ID, at moment: Moment, _ db: Connection) throws {
        try db.run("UPDATE api_key SET used_at = \(moment) WHERE id = \(id)")
    }
}
