import Kernel
import People
import Storage
import Web

/// Whose office, who acts and when: what every command of the wallet is given. What it does is written into the office's
/// history in the same transaction.
package struct SupportAct: Sendable {
    package let tenant: TenantID
    package let who: Who
    package let now: Moment
    /// Who pays for what it gives.
    let funding: any SupportFunding

    package init(tenant: TenantID, by who: Who, at now: Moment, funding: any SupportFunding = GivesNothing()) {
        self.tenant = tenant
        self.who = who
        self.now = now
        self.funding = funding
    }

    init(_ caller: Principal, at now: Moment, funding: any SupportFunding = GivesNothing()) {
        self.init(tenant: caller.tenant, by: caller.who, at: now, funding: funding)
    }

    /// Support is decided by people; the program itself approves by its rules of the first tier and nothing else (I-8).
    func requirePerson() throws {
        guard case .person = who else { throw WalletRefusal.notAPerson }
    }

    func log<Record>(
        _ kind: String, _ id: Identifier<Record>, _ event: String, from: String? = nil, to: String? = nil,
        reason: SupportReason? = nil, detail: Value = [:], _ db: Connection
    ) throws {
        let said = try reason?.keep(kind, id.description, self, db) ?? [:]
        try History.append(
            HistoryEntry(kind, id, from: from, event, to: to, by: who, at: now, detail: detail.adding(said)),
            tenant: tenant, db)
    }

    /// One command in one transaction; the same with the same key answers as before. Of `secrets` the key knows what is `told`: a keyed
    /// hash of them, so that another secret is another command.
    static func once(
        _ request: Request, _ database: Database, _ clock: any Clock, without secrets: Set<String> = [],
        told: String? = nil, funding: any SupportFunding = GivesNothing(),
        _ body: @escaping @Sendable (SupportAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let (caller, now) = (try request.caller, clock.now())
        let key = request.key(for: request.body(without: secrets, told: told))
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(SupportAct(caller, at: now, funding: funding), db)
            }
        }
    }

    /// A participant's command: its key is that person's, so that nobody gets another's answer.
    static func onceOwn(
        _ request: Request, _ database: Database, _ clock: any Clock, without secrets: Set<String> = [],
        told: String? = nil,
        _ body: @escaping @Sendable (SupportAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        let (caller, now) = (try request.caller, clock.now())
        let key = try request.ownKey(for: request.body(without: secrets, told: told))
        return try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(SupportAct(caller, at: now), db)
            }
        }
    }
}

extension Request {
    /// The body without what no hash of the database may depend on, and with a keyed hash of that in its place.
    func body(without secrets: Set<String>, told: String?) -> Value {
        let rest = secrets.isEmpty ? value : body(without: secrets)
        return told.map { rest.adding("told", .string($0)) } ?? rest
    }

    /// The command's key, or that of a step of it, of the person who asks: participants choose theirs without knowing of each other.
    func ownKey(for body: Value, step: String = "") throws -> IdempotencyKey? {
        let person = try caller.who.text
        return idempotencyKey.map {
            IdempotencyKey("\(person) \($0)\(step)", command: "\(method.rawValue) \(path)", body: body)
        }
    }
}
