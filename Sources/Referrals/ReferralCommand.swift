import Kernel
import People
import Storage
import Web

/// A command of this slice: one transaction; a repeated one answers as before.
enum ReferralCommand {
    /// `secrets`: fields that no stored hash may depend on.
    static func once(
        _ request: Request, _ database: Database, _ clock: any Clock, without secrets: Set<String> = [],
        _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        return try await request.once(database, at: now, without: secrets) { caller, db in
            try body(ReferralAct(tenant: caller.tenant, by: caller.who, at: now), caller, db)
        }
    }
}
