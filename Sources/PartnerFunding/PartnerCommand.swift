import Kernel
import People
import Storage
import Web

/// A command of this slice: one transaction; a repeated one answers as before.
enum PartnerCommand {
    static func once(
        _ request: Request, _ database: Database, _ clock: any Clock,
        _ body: @escaping @Sendable (Moment, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let (caller, now, key) = (try request.caller, clock.now(), request.key(for: request.value))
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(now, db) }
        }
    }
}
