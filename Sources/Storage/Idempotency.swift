import Crypto
import Kernel

/// A command's key: the asker's word for one intention. The same key with the same body gets the stored answer and
/// changes nothing; with another body it is refused. The answer is stored in the command's own transaction.
package struct IdempotencyKey: Sendable {
    package let key: String
    /// Method and path.
    package let command: String
    package let bodyHash: Digest

    package init(_ key: String, command: String, body: Value) {
        self.key = key
        self.command = command
        bodyHash = Digest(of: body.canonicalBytes)
    }
}

package enum Idempotency {
    /// The answer of `body`, which runs once per key; `isReplay` says that the answer is an earlier one.
    package static func once(
        _ key: IdempotencyKey?, tenant: TenantID, at moment: Moment, _ db: Connection, _ body: () throws -> Value
    ) throws -> (answer: Value, isReplay: Bool) {
        guard let key else { return (try body(), false) }
        if let answer = try answer(of: key, tenant: tenant, db) { return (answer, true) }
        let answer = try body()
        try db.run(
            """
            INSERT INTO idempotency (tenant_id, key, command, body_hash, answer, at)
            VALUES (\(tenant), \(key.key), \(key.command), \(key.bodyHash), \(answer), \(moment))
            """)
        return (answer, false)
    }

    /// What a command reads before it prepares what it will write, unless its key was answered. Both are seen in one moment:
    /// of two that come at once with one key the second would else be refused for what the first one did in between.
    package static func unlessAnswered<Facts: Sendable>(
        _ key: IdempotencyKey?, tenant: TenantID, _ db: Connection, _ body: () throws -> Facts
    ) throws -> Asked<Facts> {
        if let key, let answer = try answer(of: key, tenant: tenant, db) { return .answered(answer) }
        return .new(try body())
    }

    /// A command that was answered before, or what it read to go on.
    package enum Asked<Facts: Sendable>: Sendable {
        case answered(Value)
        case new(Facts)
    }

    /// The stored answer of a key; nil where it was not used yet. Asked before work that only a first run needs.
    package static func answer(of key: IdempotencyKey, tenant: TenantID, _ db: Connection) throws -> Value? {
        let stored = try db.row(
            "SELECT command, body_hash, answer FROM idempotency WHERE tenant_id = \(tenant) AND key = \(key.key)")
        guard let stored else { return nil }
        let command: String = try stored["command"]
        let hash: Digest = try stored["body_hash"]
        guard command == key.command, hash == key.bodyHash else { throw IdempotencyRefusal.otherBody }
        return try stored["answer"]
    }
}

package enum IdempotencyRefusal: Refusal, Equatable {
    case otherBody

    package var kind: RefusalKind { .invalid }
    package var code: String { "idempotency_key_reused" }
    package var field: String? { "Idempotency-Key" }
    package var reason: String { "this Idempotency-Key was used for another request; take a new one" }
}
