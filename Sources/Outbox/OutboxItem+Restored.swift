import Kernel
import Storage

extension OutboxItem {
    /// After a restore: what the backup had queued, or was sending, may have gone out since the backup was made. A person
    /// looks and lets it go, or cancels it (K17). Says how many mails wait for that.
    package static func holdRestored(at now: Moment, effects: @escaping SendEffects, _ db: Connection) throws -> Int {
        // Every lease in the copy is of a life that is over.
        try Node.removeAll(db)
        _ = try takeBackAll(at: now, effects: effects, db)
        let queued = try db.rows("SELECT \(part: columns) FROM outbox WHERE state = 'queued' ORDER BY id")
            .map(OutboxItem.init)
        for item in queued {
            try move(
                item, on: .hold, why: "restored from a backup: it may have been sent since; look before you release it",
                by: .system("restore"), at: now, db)
        }
        return queued.count
    }
}
