import Kernel
import Storage

extension OutboxItem {
    /// After a restore: what the backup had queued, or was sending, may have gone out since the backup was made. A person
    /// looks and lets it go, or cancels it (K17). Says how many mails wait for that. With `tenant` the office alone is held:
    /// it came from elsewhere, and others go on working here.
    package static func holdRestored(
        of tenant: TenantID? = nil, at now: Moment, effects: @escaping SendEffects, _ db: Connection
    ) throws -> Int {
        let own: SQL = tenant.map { "tenant_id = \($0)" } ?? "TRUE"
        // Every lease in the copy is of a life that is over.
        if tenant == nil { try Node.removeAll(db) }
        _ = try takeBackAll(where: own, at: now, effects: effects, db)
        let queued = try db.rows(
            "SELECT \(part: columns) FROM outbox WHERE state = 'queued' AND \(part: own) ORDER BY id"
        ).map(OutboxItem.init)
        for item in queued {
            try move(
                item, on: .hold, why: "restored from a backup: it may have been sent since; look before you release it",
                by: .system("restore"), at: now, db)
        }
        return queued.count
    }
}
