import Kernel
import Storage

/// An office with data of its own: no row of one tenant is seen by another.
package struct Tenant: Hashable, Sendable {
    package let id: TenantID
    package let name: String
    package let createdAt: Moment

    init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        createdAt = try row["created_at"]
    }
}

extension Tenant {
    /// Makes a tenant; its first admin is added with `Person.add`.
    package static func add(name: String, by who: Who, at moment: Moment, _ db: Connection) throws -> TenantID {
        let name = try PersonRules.name(name)
        let id = TenantID(at: moment)
        try db.run("INSERT INTO tenant (id, name, created_at) VALUES (\(id), \(name), \(moment))")
        try History.append(
            HistoryEntry("tenant", id, "added", by: who, at: moment, detail: ["fields": ["name"]]), tenant: id, db)
        return id
    }

    /// All tenants, the oldest first.
    package static func all(_ db: Connection) throws -> [Tenant] {
        try db.rows("SELECT id, name, created_at FROM tenant ORDER BY id").map(Tenant.init)
    }

    package static func find(_ id: TenantID, _ db: Connection) throws -> Tenant? {
        try db.row("SELECT id, name, created_at FROM tenant WHERE id = \(id)").map(Tenant.init)
    }
}
