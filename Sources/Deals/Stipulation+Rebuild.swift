import Kernel
import Storage

extension Stipulation {
    /// The ids behind `after` of an office's stipulations, those whose row is lost too.
    package static func everMade(
        after: String, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [ID] {
        try db.rows(
            """
            SELECT id FROM stipulation WHERE tenant_id = \(tenant) AND id > \(after)
             UNION
            SELECT record_id FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'stipulation' AND record_id > \(after)
             ORDER BY 1 LIMIT \(limit)
            """
        ).map { try $0["id"] }
    }

    /// What of the row is not what its history makes of it: `lost`, `unknown` (nobody made it, or it was taken back), or
    /// names of parts. Nothing is changed.
    package static func misbuilt(_ id: ID, tenant: TenantID, _ db: Connection) throws -> [String] {
        let (made, stored) = try (made(id, tenant: tenant, db), stored(id, tenant: tenant, db))
        guard let made else { return stored == nil ? [] : ["unknown"] }
        guard let stored else { return ["lost"] }
        var names: [String] = []
        if made.state != stored.state || made.reason != stored.reason || made.file != stored.file {
            names.append("state")
        }
        if made.dueOn != stored.dueOn { names.append("due_on") }
        if made.offer != stored.offer || made.code != stored.code || made.label != stored.label
            || made.message != stored.message || made.createdAt != stored.createdAt
        {
            names.append("origin")
        }
        if names.isEmpty, made != stored { names.append("updated_at") }
        return names
    }

    /// Makes the row anew; the history says what was rebuilt. A line whose offer is lost stays lost.
    package static func rebuild(
        _ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let names = try misbuilt(id, tenant: tenant, db)
        guard !names.isEmpty else { return }
        try db.run("DELETE FROM stipulation WHERE tenant_id = \(tenant) AND id = \(id)")
        if let made = try made(id, tenant: tenant, db), try isKnown(made.offer, tenant: tenant, db) {
            try made.insert(id, tenant: tenant, db)
        }
        try History.append(
            HistoryEntry(
                "stipulation", id, "rebuild", by: who, at: now, detail: ["parts": .list(names.map(Value.string))]),
            tenant: tenant, db)
        db.signal("submission")
    }

    private static func isKnown(_ offer: Offer.ID, tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row("SELECT 1 AS one FROM offer WHERE tenant_id = \(tenant) AND id = \(offer)") != nil
    }

    private static func made(_ id: ID, tenant: TenantID, _ db: Connection) throws -> StipulationRecord? {
        StipulationRecord(try History.of("stipulation", id, tenant: tenant, db).reversed())
    }

    private static func stored(_ id: ID, tenant: TenantID, _ db: Connection) throws -> StipulationRecord? {
        try db.row("SELECT \(part: columns) FROM stipulation WHERE tenant_id = \(tenant) AND id = \(id)").map {
            StipulationRecord(try Stipulation($0))
        }
    }
}
