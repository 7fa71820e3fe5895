import Kernel
import People
import Storage
import Web

/// A command of this slice: one transaction; a repeated one answers as before.
enum ReferralCommand {
    /// `secrets`: fields that no stored hash may depend on. `told`: what stands for them, and for what came beside the body,
    /// so that another request is not taken for the same.
    static func once(
        _ request: Request, _ database: Database, _ clock: any Clock, without secrets: Set<String> = [],
        told: Value? = nil, _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let (caller, now) = (try request.caller, clock.now())
        let act = ReferralAct(tenant: caller.tenant, by: caller.who, at: now)
        let fields = secrets.isEmpty ? request.value : request.body(without: secrets)
        let key = key(of: request, by: caller, for: told.map { ["body": fields, "told": $0] } ?? fields)
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(act, caller, db) }
        }
    }
    /// The asker's own key: partners choose theirs without knowing of each other, and learn nothing of each other by them.
    static func key(of request: Request, by caller: Principal, for body: Value) -> IdempotencyKey? {
        request.idempotencyKey.map {
            IdempotencyKey(
                "\(caller.who.text) \($0)", command: "\(request.method.rawValue) \(request.path)", body: body)
        }
    }
}
