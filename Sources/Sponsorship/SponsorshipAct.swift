import Kernel
import People
import Storage
import Web

/// Whose office, who acts within which nodes, and when: what every command is given. What it does is written into the
/// office's history in the same transaction.
package struct SponsorshipAct: Sendable {
    package let tenant: TenantID
    package let who: Who
    package let scope: NodeScope
    package let now: Moment

    package init(_ caller: Principal, at now: Moment) {
        tenant = caller.tenant
        who = caller.who
        scope = NodeScope(caller)
        self.now = now
    }

    /// Money and approvals are decided by a person who did not enter them.
    func requireOther(than maker: Who) throws {
        guard case .person = who else { throw SponsorshipRefusal.notAPerson }
        guard who != maker else { throw SponsorshipRefusal.ownWork }
    }

    func log<Record>(
        _ kind: String, _ id: Identifier<Record>, _ event: String, from: String? = nil, to: String? = nil,
        reason: String? = nil, detail: Value = [:], _ db: Connection
    ) throws {
        try History.append(
            HistoryEntry(
                kind, id, from: from, event, to: to, by: who, at: now, reason: reason, detail: detail),
            tenant: tenant, db)
    }

    /// One command in one transaction; the same with the same key answers as before. `told`: what came beside the body, so
    /// that another file is not taken for the same request.
    static func once(
        _ request: Request, _ database: Database, _ clock: any Clock, told: Value? = nil,
        _ command: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let act = SponsorshipAct(try request.caller, at: clock.now())
        let body = told.map { ["body": request.value, "told": $0] } ?? request.value
        // The asker's own: officers choose theirs without knowing of each other.
        let key = request.idempotencyKey.map {
            IdempotencyKey("\(act.who.text) \($0)", command: "\(request.method.rawValue) \(request.path)", body: body)
        }
        return try await database.write { db in
            try Idempotency.once(key, tenant: act.tenant, at: act.now, db) { try command(act, db) }
        }
    }
}
