import Applications
import Kernel
import People
import Storage
import Web

/// A participant's bank account: given, shown masked, confirmed.
package struct AccountRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let provider: any BankProvider

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, provider: any BankProvider
    ) -> [Route] {
        Self(database: database, clock: clock, keys: keys, provider: provider).table
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/support/account",         for: .participants, "The own bank account, masked, and the form for one where it is asked for", show),
            .post("/support/account",         for: .participants, "Give an account: the bank tells its name, which is shown masked; three tries a day", give)
                .taking(BankAccount.Draft.shapes).answering(AnswerShape(201, "the masked name, to be confirmed"), AnswerShape(409, "no account is asked for"), AnswerShape(429, "three tries today")).keyed(),
            .post("/support/account/confirm", for: .participants, "Say that the name is one's own: from now on this account stands", confirm)
                .taking(.required("account", .id)).keyed(),
        ]
    }

    func show(_ request: Request) async throws -> Answer {
        let (caller, keys) = (try request.caller, keys)
        let value = try await database.read { db -> Value in
            let participant = try SupportLogin.participant(of: caller, db)
            let accounts = try BankAccount.of(participant, db)
            let shown = [BankAccount.State.resolved, .confirmed].compactMap { state in
                accounts.first { $0.state == state }
            }
            return [
                "accounts": .list(try shown.map { try $0.ownValue(keys) }),
                "may_give": .bool(try BankAccount.mayBeGiven(participant, db)),
                "banks": .list(NigerianBank.all.map { ["code": .string($0.code), "name": .string($0.name)] }),
            ]
        }
        return .view("support/account", value, title: "Your bank account")
    }

    /// A try is counted and committed before the bank is asked; nothing is open while it answers. The same command again is told what
    /// the first was, and costs no try.
    func give(_ request: Request) async throws -> Answer {
        guard let draft = try request.read({ BankAccount.Draft.read(&$0) }) else { throw PlainRefusal.missing }
        let (caller, keys, now) = (try request.caller, keys, clock.now())
        let act = SupportAct(caller, at: now)
        // Of the number the key knows a keyed hash alone.
        let hash = BankAccount.hash(bank: draft.bank, number: draft.number, keys)
        let account: Value = ["account": .string(hash)]
        let key = try request.ownKey(for: account)
        let tries = try (0..<Self.mostSilent).map { number -> Try in
            Try(
                begun: try request.ownKey(for: account, step: number == 0 ? " begun" : " begun \(number)"),
                silent: try request.ownKey(for: account, step: " silent \(number)"))
        }
        let begun = try await begin(key, tries, caller, act)
        if let told = begun.told { return try await self.told(told, isReplay: true, caller) }
        let resolution = await provider.resolve(bank: draft.bank, number: draft.number)
        guard resolution != .unavailable else {
            let silent = begun.silent
            try await database.write { db in
                _ = try Idempotency.once(silent, tenant: act.tenant, at: now, db) { ["is_silent": true] }
            }
            throw AccountRefusal.unavailable
        }
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: act.tenant, at: now, db) {
                guard case .found(let name, let reference) = resolution else { return ["is_resolved": false] }
                let account = try BankAccount.store(
                    draft, name: name, reference: reference, of: try SupportLogin.participant(of: caller, db),
                    keys: keys, act, db)
                return ["account": Value(account.id)]
            }
        }
        return try await told(value, isReplay: isReplay, caller)
    }

    /// The account as its participant is shown it. A command's answer is kept with its key, so it names the account and says nothing of it.
    private func told(_ kept: Value, isReplay: Bool, _ caller: Principal) async throws -> Answer {
        guard kept["is_resolved"]?.flag != false, let id = kept["account"]?.text.flatMap({ BankAccount.ID($0) }) else {
            throw AccountRefusal.notResolved
        }
        let keys = keys
        let value = try await database.read { db in
            try BankAccount.find(id, of: try SupportLogin.participant(of: caller, db), db).ownValue(keys)
        }
        return Answer.created(location: "/support/account", value).replayed(isReplay)
    }

    /// One asking of the bank by a command: that it began, and that the bank gave no answer.
    private struct Try: Sendable {
        let begun: IdempotencyKey?
        let silent: IdempotencyKey?
    }

    /// So often a command may be sent again where the bank gave no answer: more often than there are tries in three days.
    private static let mostSilent = 10

    /// Counts a try of the command, once; answers what it was told before. Refused while the bank is asked, and begun anew where it gave
    /// no answer to what was begun before.
    private func begin(
        _ key: IdempotencyKey?, _ tries: [Try], _ caller: Principal, _ act: SupportAct
    ) async throws -> (told: Value?, silent: IdempotencyKey?) {
        try await database.write { db in
            if let key, let told = try Idempotency.answer(of: key, tenant: act.tenant, db) { return (told, nil) }
            let next = try tries.first { one in
                try one.silent.map { try Idempotency.answer(of: $0, tenant: act.tenant, db) == nil } ?? true
            }
            guard let next else { throw AccountRefusal.underWay }
            let (_, isReplay) = try Idempotency.once(next.begun, tenant: act.tenant, at: act.now, db) {
                try BankAccount.countTry(try SupportLogin.participant(of: caller, db), act, db)
                return ["is_begun": true]
            }
            if isReplay { throw AccountRefusal.underWay }
            return (nil, next.silent)
        }
    }

    func confirm(_ request: Request) async throws -> Answer {
        let id = try request.read { $0.id("account", BankAccount.self) }
        let caller = try request.caller
        let (value, isReplay) = try await SupportAct.onceOwn(request, database, clock) { act, db in
            let participant = try SupportLogin.participant(of: caller, db)
            try BankAccount.find(id, of: participant, db).confirm(act, db)
            return ["account": Value(id), "is_confirmed": true]
        }
        return Answer.done(redirect: "/support/account", value).replayed(isReplay)
    }
}
