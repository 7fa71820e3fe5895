import Applications
import Cohorts
import Crypto
import Kernel
import People
import Storage
import Web

/// What operators and admins see of requests, and what they decide.
extension RequestRoutes {
    func queue(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let isAdmin = Access.admins.admits(caller.roles)
        let tier = try request.query.integer("tier", in: 2...3).flatMap { Tier(rawValue: $0) }
        let (page, keys) = (try request.query.page(), keys)
        let value = try await database.read { db -> Value in
            let list = try SupportRequest.queue(tier, isAdmin: isAdmin, page: page, tenant: caller.tenant, db)
            let values = try list.items.map { item in
                let wallet = try Wallet.find(item.request.wallet, tenant: caller.tenant, db)
                return try item.value(wallet.currency, keys)
            }
            return list.map { _ in values }.value { $0 }
        }
        return .view(
            "support/queue",
            value.adding("is_admin", .bool(isAdmin)).adding("tier", Value(tier?.rawValue))
                .adding("is_all", .bool(tier == nil)).adding("is_second", .bool(tier == .programmeOperator))
                .adding("is_third", .bool(tier == .admin)), title: "Requests")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (isAdmin, keys, funding) = (Access.admins.admits(caller.roles), keys, funding)
        let mayDecide = Access.operators.admits(caller.roles)
        let id = try request.id("id", SupportRequest.self)
        let value = try await database.read { db -> Value in
            let found = try SupportRequest.listed(id, tenant: caller.tenant, db)
            let wallet = try Wallet.find(found.request.wallet, tenant: caller.tenant, db)
            let flags = try RiskFlag.shown(
                of: found.request.participant, mayDecide ? keys : nil, caller.tenant, db)
            let isOwn = mayDecide && (isAdmin || found.request.tier != .admin)
            return try found.value(wallet.currency, keys, isOpened: mayDecide)
                .adding("balance", try WalletBalance.of(wallet, db).value)
                .adding("has_evidence", .bool(try Evidence.of(id, tenant: caller.tenant, db) != nil))
                .adding("flags", .list(flags))
                .adding("may_decide", .bool(isOwn && found.request.state == .queued))
                .adding("approver_name", try found.request.approverName(db))
                .adding("may_flag", .bool(mayDecide))
                .adding("account", mayDecide ? try Self.account(for: found.request, keys, db) : .null)
                .adding("sources", .list(isAdmin ? try funding.sources(of: id, tenant: caller.tenant, db) : []))
                .adding(
                    "may_cancel",
                    .bool(isAdmin && (try Disbursement.of(id, tenant: caller.tenant, db)?.state == .waiting))
                )
                .adding(
                    "may_settle",
                    .bool(isAdmin && [.completed, .failed, .approved].contains(found.request.state))
                )
                .adding("may_deny", .bool(isOwn && found.request.state == .asked)).adding("is_admin", .bool(isAdmin))
                .adding("taken_back", mayDecide ? try Self.takenBack(found.request, keys, db) : .null)
                .adding("history", .list(try History.of("support_request", id, tenant: caller.tenant, db).map(\.value)))
        }
        return .view("support/request", value.adding(Self.choices), title: value["reference"]?.text)
    }

    /// Why somebody took it back; nothing where it was given after all.
    private static func takenBack(
        _ request: SupportRequest, _ keys: PersonalKeys, _ db: Connection
    ) throws -> Value {
        guard request.state == .failed, let found = try Disbursement.of(request.id, tenant: request.tenant, db) else {
            return .null
        }
        return try SupportReason.last("support_disbursement", found.id, keys: keys, tenant: request.tenant, db)
    }

    /// Where cash would go, as far as who approves must see it.
    private static func account(
        for request: SupportRequest, _ keys: PersonalKeys, _ db: Connection
    ) throws -> Value {
        guard request.kind == .cash else { return .null }
        let participant = try Participant.find(request.participant, tenant: request.tenant, db)
        guard let account = try BankAccount.confirmed(of: participant, db) else { return ["is_missing": true] }
        let name = try participant.person.opened(for: participant.id, keys).name
        return try account.ownValue(keys).adding(
            "is_of_another", .bool(!BankAccount.isAlike(name, try account.opened(.resolvedName, keys))))
    }

    private static let choices: Value = [
        "denials": .list(Denial.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
        "questions": .list(Question.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
        "justifications": .list(
            JustificationCategory.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
        "channels": .list(Channel.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
    ]

    func evidence(_ request: Request) async throws -> Answer {
        let (tenant, id) = (try request.caller.tenant, try request.id("id", SupportRequest.self))
        let found = try await database.read { try Evidence.of(id, tenant: tenant, $0) }
        guard let found else { throw PlainRefusal.missing }
        let path = try await intake.blobs.awaitedPath(of: found.digest)
        let bytes = try Evidence.opened(try await intake.read(path: path), of: found, id, keys)
        let ending = found.type == "image/png" ? "png" : "jpg"
        return Answer.bytes(bytes, type: found.type)
            .adding("Content-Disposition", "attachment; filename=\"\(found.kind.rawValue).\(ending)\"")
    }

    func approve(_ request: Request) async throws -> Answer {
        let approval = try request.read { SupportRequest.Approval.read(&$0) }
        return try await deciding(request) { found, isAdmin, act, db in
            try found.approve(approval, isAdmin: isAdmin, act, db)
        }
    }

    func deny(_ request: Request) async throws -> Answer {
        let denial: Denial = try request.read { $0.choice("reason") }
        return try await deciding(request) { try $0.deny(denial, isAdmin: $1, $2, $3) }
    }

    func clarify(_ request: Request) async throws -> Answer {
        let question: Question = try request.read { $0.choice("question") }
        return try await deciding(request) { try $0.ask(question, isAdmin: $1, $2, $3) }
    }

    func cancel(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("reason", max: 500) }
        let reason = SupportReason(text, keys: keys)
        return try await deciding(request, saying: text) { found, _, act, db in
            try found.cancel(reason: reason, act, db)
        }
    }

    private func deciding(
        _ request: Request, saying words: String? = nil,
        _ body: @escaping @Sendable (SupportRequest, Bool, SupportAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", SupportRequest.self)
        let isAdmin = Access.admins.admits(try request.caller.roles)
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: words == nil ? [] : ["reason"],
            told: words.map { keys.fingerprint("support.command", $0) }, funding: funding
        ) { act, db in
            try body(try SupportRequest.find(id, tenant: act.tenant, db), isAdmin, act, db)
            let found = try SupportRequest.find(id, tenant: act.tenant, db)
            return [
                "id": Value(id), "state": .string(found.state.rawValue), "tier": Value(found.tier?.rawValue),
                "amount": .string(found.amount.decimal),
            ]
        }
        return Answer.done(redirect: "/admin/support/\(id)", value).replayed(isReplay)
    }

    /// The name and the password are shown once, and the password is stored nowhere.
    func login(_ request: Request) async throws -> Answer {
        let id = try request.id("id", Participant.self)
        let password = Passwords.random()
        let hash = await hash(password)
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            let participant = try Participant.find(id, tenant: act.tenant, db)
            // A key is in somebody's hands, who could not be told apart from who decides.
            try act.requirePerson()
            try SupportLogin.set(hash, for: participant, act, db)
            return ["name": .string(SupportLogin.name(of: participant)), "participant": Value(id)]
        }
        let shown = isReplay ? value : value.adding("password", .string(password))
        return Answer.view("support/login", shown, title: "The sign-in", status: 201).replayed(isReplay)
    }

    func raise(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", Participant.self)
        let keys = keys
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reason"], told: keys.fingerprint("support.command", reason)
        ) { act, db in
            let participant = try Participant.find(id, tenant: act.tenant, db)
            return try RiskFlag.observe(participant.id, reason: reason, keys: keys, act, db).value
                .adding("wallet", Value(try Wallet.of(id, tenant: act.tenant, db)?.id))
        }
        // Back to where the form stands.
        let place = value["wallet"]?.text.map { "/admin/wallets/\($0)" } ?? "/participants/\(id)"
        return Answer.created(location: place, value).replayed(isReplay)
    }

    func clear(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("reason", max: 500) }
        let (id, reason) = (try request.id("id", RiskFlag.self), SupportReason(text, keys: keys))
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reason"], told: keys.fingerprint("support.command", text)
        ) { act, db in
            try RiskFlag.find(id, tenant: act.tenant, db).clear(reason: reason, act, db)
            return try RiskFlag.find(id, tenant: act.tenant, db).value
        }
        return Answer.done(redirect: "/admin/support/queue", value).replayed(isReplay)
    }

    func rules(_ request: Request) async throws -> Answer {
        let (caller, currency) = (try request.caller, try request.query.choice("currency", Currency.self))
        let value = try await database.read { db in
            try SupportRules.of(caller.tenant, in: currency, db).value
                .adding("coming", try SupportRules.coming(for: caller.who, caller.tenant, db))
        }
        return .view("support/rules", value, title: "Borders of support")
    }

    func changeRules(_ request: Request) async throws -> Answer {
        let rules = try request.read { SupportRules.read(&$0) }
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            let from = try rules.set(act, db)
            return try SupportRules.of(act.tenant, in: rules.currency, db).value.adding("holds_at", Value(from))
        }
        return Answer.done(redirect: "/admin/support/rules", value).replayed(isReplay)
    }
}
