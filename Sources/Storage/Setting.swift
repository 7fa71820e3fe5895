import Kernel

/// One value of a tenant's settings by name: thresholds, switches, recorded defaults.
package enum Setting {
    package static func read(_ name: String, tenant: TenantID, _ db: Connection) throws -> Value? {
        try db.value("SELECT value FROM setting WHERE tenant_id = \(tenant) AND name = \(name)")
    }

    /// Stores the value and writes a history row.
    package static func write(
        _ name: String, _ value: Value, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO setting (tenant_id, name, value, changed_at) VALUES (\(tenant), \(name), \(value), \(moment))
            ON CONFLICT (tenant_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """)
        try History.append(
            HistoryEntry("setting", tenant, name, by: who, at: moment, detail: ["value": value]), tenant: tenant, db)
    }
}
