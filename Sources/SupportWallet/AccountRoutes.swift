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

    /// A try is counted and committed before the bank is asked; nothing is open while it answers.
    func give(_ request: Request) async throws -> Answer {
        guard let draft = try request.read({ BankAccount.Draft.read(&$0) }) else { throw PlainRefusal.missing }
        let (caller, keys, now) = (try request.caller, keys, clock.now())
        let act = SupportAct(caller, at: now)
        let participant = try await database.write { db in
            let participant = try SupportLogin.participant(of: caller, db)
            try BankAccount.countTry(participant, act, db)
            return participant
        }
        switch await provider.resolve(bank: draft.bank, number: draft.number) {
        case .unknown: throw AccountRefusal.notResolved
        case .unavailable: throw AccountRefusal.unavailable
        case .found(let name, let reference):
            let value = try await database.write { db in
                try BankAccount.store(
                    draft, name: name, reference: reference, of: participant, keys: keys, act, db
                ).ownValue(keys)
            }
            return Answer.created(location: "/support/account", value)
        }
    }

    func confirm(_ request: Request) async throws -> Answer {
        let id = try request.read { $0.id("account", BankAccount.self) }
        let caller = try request.caller
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            let participant = try SupportLogin.participant(of: caller, db)
            try BankAccount.find(id, of: participant, db).confirm(act, db)
            return ["account": Value(id), "is_confirmed": true]
        }
        return Answer.done(redirect: "/support/account", value).replayed(isReplay)
    }
}
