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
        let now = clock.now()
        return try await request.once(database, at: now) { _, db in try body(now, db) }
    }
}
