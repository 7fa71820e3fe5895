import Kernel
import Storage
import Web

extension Request {
    /// The command's key, where the asker gave one. `body` is what must be the same when the key comes again;
    /// secrets are left out of it.
    package func key(for body: Value) -> IdempotencyKey? {
        idempotencyKey.map { IdempotencyKey($0, command: command, body: body) }
    }

    /// The command's key, which it needs.
    package func neededKey(for body: Value) throws -> IdempotencyKey {
        guard let key = key(for: body) else { throw PlainRefusal.keyMissing }
        return key
    }

    /// The key of what anybody may ask of an office, whoever is signed in: no key of the office's own can be one, as it
    /// has a space in it. So a stranger takes nobody's.
    package func publicKey(for body: Value) -> IdempotencyKey? {
        idempotencyKey.map { IdempotencyKey("anybody \($0)", command: command, body: body) }
    }

    private var command: String { "\(method.rawValue) \(path)" }

    /// Runs a command in one transaction; the same command with the same key answers as before. `secrets` as below.
    package func once(
        _ database: Database, at now: Moment, without secrets: Set<String> = [],
        _ body: @escaping @Sendable (Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let (caller, key) = (try caller, key(for: secrets.isEmpty ? value : self.body(without: secrets)))
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(caller, db) }
        }
    }

    /// The body's fields but for those named: passwords and numbers that no hash of the database may depend on.
    package func body(without secrets: Set<String>) -> Value {
        guard case .object(var fields) = value else { return value }
        for name in secrets { fields[name] = nil }
        return .object(fields)
    }
}

extension Answer {
    /// The same answer, marked where it is that of an earlier request with the same Idempotency-Key.
    package func replayed(_ isReplay: Bool) -> Self {
        isReplay ? adding("Idempotency-Replayed", "true") : self
    }
}
