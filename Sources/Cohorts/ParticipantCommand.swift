import Applications
import Kernel
import People
import Storage
import Web

extension Request {
    /// Runs a command whose body says who somebody is, once: its Idempotency-Key remembers the body by a keyed digest, so that
    /// nobody who has the database tries names, addresses and numbers against it.
    func once(
        _ database: Database, at now: Moment, keys: PersonalKeys,
        _ body: @escaping @Sendable (Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let said = keys.fingerprint("participant.command", String(decoding: value.canonicalBytes, as: UTF8.self))
        let (caller, key) = (try caller, key(for: .string(said)))
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(caller, db) }
        }
    }
}
