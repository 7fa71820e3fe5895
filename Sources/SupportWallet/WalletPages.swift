import Cohorts
import Kernel
import Storage
import Web

/// What is shown of budgets, and what admins book on them.
extension WalletRoutes {
    func index(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        var filter = Wallet.Filter()
        filter.cohort = try request.query.id("cohort", Cohort.self)
        filter.state = try request.query.choice("state")
        let (page, wish) = (try request.query.page(), filter)
        let value = try await database.read { db -> Value in
            let list = try Wallet.list(wish, page: page, tenant: tenant, db)
            let balances = try WalletBalance.of(list.items.map(\.wallet), tenant: tenant, db)
            let values = zip(list.items, balances).map { $0.value.adding($1.value) }
            return list.map { _ in values }.value { $0 }
        }
        let states: [Value] = Wallet.State.allCases.map {
            ["state": .string($0.rawValue), "is_chosen": .bool($0 == wish.state)]
        }
        return .view(
            "support/wallets", value.adding("states", .list(states)).adding("is_all", .bool(wish.state == nil)),
            title: "Wallets")
    }

    func show(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        let roles = try request.caller.roles
        let (isAdmin, mayKeep) = (Access.admins.admits(roles), Access.operators.admits(roles))
        let (id, page, keys) = (try request.id("id", Wallet.self), try request.query.page(), keys)
        let value = try await database.read { db -> Value in
            let wallet = try Wallet.find(id, tenant: tenant, db)
            let participant = try Participant.find(wallet.participant, tenant: tenant, db)
            let overheads = try Overhead.of(id, page: page, tenant: tenant, db)
            let newest = PageRequest(limit: 20, after: nil)
            let requests = try SupportRequest.of(id, page: newest, tenant: tenant, db)
            return wallet.value.adding(try WalletBalance.of(wallet, db).value)
                .adding("reference", .string(participant.reference))
                .adding("cohort_name", .string(try Cohort.find(wallet.cohort, tenant: tenant, db).name))
                .adding("signal", try SupportSignal.of(id, tenant: tenant, db)?.value(wallet.currency) ?? .null)
                .adding("overheads", .list(overheads.items.map { $0.value(wallet.currency) }))
                .adding("next", Value(overheads.next?.text))
                .adding("purposes", Self.purposes)
                .adding("requests", .list(requests.items.map { $0.rowValue(wallet.currency) }))
                .adding("has_earlier", .bool(requests.next != nil))
                .adding("may_keep", .bool(mayKeep))
                .adding("has_login", .bool(try SupportLogin.isMade(for: participant, db)))
                .adding(
                    "flags",
                    .list(
                        try RiskFlag.of(wallet.participant, tenant: tenant, db).map {
                            try (mayKeep ? $0.openedValue(keys) : $0.value).adding("may_clear", .bool(isAdmin))
                        })
                )
                .adding("may_book", .bool(isAdmin && wallet.state == .open))
                .adding(
                    "history",
                    try SupportReason.history(
                        of: "support_wallet", id, keys: mayKeep ? keys : nil, tenant: tenant, db))
        }
        return .view("support/wallet", value, title: value["reference"]?.text)
    }

    func requests(_ request: Request) async throws -> Answer {
        let (tenant, id, page) = (
            try request.caller.tenant, try request.id("id", Wallet.self), try request.query.page()
        )
        let value = try await database.read { db -> Value in
            let wallet = try Wallet.find(id, tenant: tenant, db)
            let participant = try Participant.find(wallet.participant, tenant: tenant, db)
            return try SupportRequest.of(id, page: page, tenant: tenant, db).value { $0.rowValue(wallet.currency) }
                .adding("wallet", Value(id)).adding("reference", .string(participant.reference))
        }
        return .view("support/wallet-requests", value, title: "Requests of \(value["reference"]?.text ?? "")")
    }

    private static let purposes: Value = .list(
        Overhead.Purpose.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })

    func bookOverhead(_ request: Request) async throws -> Answer {
        let draft = try request.read { Overhead.Draft.read(&$0) }
        let (id, keys) = (try request.id("id", Wallet.self), keys)
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reference"],
            told: keys.fingerprint("support.command", draft.reference)
        ) { act, db in
            let wallet = try Wallet.find(id, tenant: act.tenant, db)
            return try Overhead.book(draft, to: wallet, keys: keys, act, db).value(wallet.currency)
        }
        return Answer.created(location: "/admin/wallets/\(id)", value).replayed(isReplay)
    }

    func reverseOverhead(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("reason", max: 500) }
        let (id, reason) = (try request.id("id", Overhead.self), SupportReason(text, keys: keys))
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reason"], told: keys.fingerprint("support.command", text)
        ) { act, db in
            let overhead = try Overhead.find(id, tenant: act.tenant, db)
            try overhead.reverse(reason: reason, act, db)
            let wallet = try Wallet.find(overhead.wallet, tenant: act.tenant, db)
            return try Overhead.find(id, tenant: act.tenant, db).value(wallet.currency)
        }
        return Answer.done(redirect: "/admin/wallets/\(value["wallet"]?.text ?? "")", value).replayed(isReplay)
    }

    func sums(_ request: Request) async throws -> Answer {
        let (tenant, funding, today) = (try request.caller.tenant, funding, clock.now().day)
        let value = try await database.read { db in
            try WalletSums.of(tenant, funding, db).value.adding("overrides", try OverrideRate.of(tenant, db).value)
                .adding("actions", .list(try SupportAction.of(tenant, today: today, db).map(\.value)))
        }
        return .view("support/sums", value, title: "Support in figures")
    }

    func settings(_ request: Request) async throws -> Answer {
        let (tenant, reader) = (try request.caller.tenant, try request.caller.who)
        let value = try await database.read { db in
            try WalletSettings.of(tenant, db).value
                .adding("coming", try WalletSettings.coming(for: reader, tenant, db))
                .adding("rates", try PayoutRate.values(for: reader, tenant, db))
        }
        return .view(
            "support/settings",
            value.adding("currencies", .list(Currency.allCases.map { Value($0.rawValue) })),
            title: "What is set for support")
    }

    func changeSettings(_ request: Request) async throws -> Answer {
        let settings = try request.read { WalletSettings.read(&$0) }
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            // Wallets of a currency in which nobody said what kinds are worth would give nothing.
            guard try SupportRules.of(act.tenant, in: settings.currency, db).hasValues else {
                throw DecisionRefusal.noWorth(settings.currency)
            }
            let from = try settings.set(act, db)
            return settings.value.adding("holds_at", Value(from))
        }
        return Answer.done(redirect: "/admin/support/settings", value).replayed(isReplay)
    }

    func refuseComing(_ request: Request) async throws -> Answer {
        let name = try request.read { reader -> String in
            let name = reader.text("setting", max: 100)
            if !name.isEmpty, !ComingSetting.names.contains(name) {
                reader.refuse("setting", code: "not_one_of", "there is no such setting; choose one that waits")
            }
            return name
        }
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            try ComingSetting.refuse(name, act, db)
            return ["setting": .string(name)]
        }
        return Answer.done(redirect: ComingSetting.path(of: name), value).replayed(isReplay)
    }
}
