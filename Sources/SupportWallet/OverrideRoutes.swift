import Applications
import Kernel
import People
import Storage
import Web

/// Exceptions, and what is looked at by chance.
package struct OverrideRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys

    package static func routes(database: Database, clock: any Clock, keys: PersonalKeys) -> [Route] {
        Self(database: database, clock: clock, keys: keys).table.keyed()
    }

    // swift-format-ignore
    private var table: [Route] {
        let fields: [FieldShape] = [.required("amount", .money), .required("reason", .text(max: 500))]
        return [
            .get ("/admin/support/overrides",               for: .budgets,   "Exceptions from the rules and how many they are, those to be decided first", index)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/wallets/{id}/overrides",          for: .admins,    "Propose another allocation; another admin decides", proposeAllocation)
                .taking(fields).answering(AnswerShape(201, "proposed"), AnswerShape(409, "one waits to be decided already")),
            .post("/admin/support/{id}/overrides",          for: .operators, "Propose that a request is worth more than its kind; an admin decides", proposeValue)
                .taking(fields).answering(AnswerShape(201, "proposed"), AnswerShape(409, "one waits to be decided already")),
            .post("/admin/support-overrides/{id}/approval", for: .admins,    "Approve what another proposed; it stands at once", approve)
                .answering(AnswerShape(409, "one's own proposal, or below what is spent")),
            .post("/admin/support-overrides/{id}/refusal",  for: .admins,    "Refuse it; nothing changes", refuse),
            .get ("/admin/support/samples",                 for: .budgets,   "What is looked at by chance, week by week, with the seed that drew it and what was found", samples)
                .taking(.optional("week", .day, "its Monday: with the identities of which it was drawn"), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/support/{id}/verification",       for: .operators, "Say what looking at a drawn support found; not by who approved it", verify)
                .taking(.required("outcome", .choice(SupportSample.Outcome.allCases.map(\.rawValue)))).answering(AnswerShape(409, "it was not drawn, or the own approval")),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let isAdmin = Access.admins.admits(caller.roles)
        let keys = Access.operators.admits(caller.roles) ? keys : nil
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let list = try SupportOverride.list(page: page, tenant: caller.tenant, db)
            let items = try list.items.map { item in
                try item.value(try Wallet.find(item.wallet, tenant: caller.tenant, db).currency)
                    .adding("reason", keys.map { try item.reason($0) } ?? .null)
                    .adding("proposer_name", item.proposerName(db))
                    .adding("is_own", .bool(item.proposedBy == caller.who))
                    .adding("may_decide", .bool(isAdmin && item.state == .open))
            }
            return try OverrideRate.of(caller.tenant, db).value.adding(list.map { _ in items }.value { $0 })
        }
        return .view("support/overrides", value, title: "Overrides")
    }

    private func propose(
        _ request: Request,
        _ body: @escaping @Sendable (Cents, SupportReason, SupportAct, Connection) throws -> Value
    ) async throws -> Answer {
        let (amount, text) = try request.read {
            ($0.cents("amount", in: Cents(1)...Cents(100_000_000)), $0.text("reason", max: 500))
        }
        let reason = SupportReason(text, keys: keys)
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reason"], told: keys.fingerprint("support.command", text)
        ) { act, db in try body(amount, reason, act, db) }
        return Answer.created(location: "/admin/support/overrides", value).replayed(isReplay)
    }

    func proposeAllocation(_ request: Request) async throws -> Answer {
        let id = try request.id("id", Wallet.self)
        return try await propose(request) { amount, reason, act, db in
            let wallet = try Wallet.find(id, tenant: act.tenant, db)
            return try SupportOverride.propose(amount, of: wallet, reason: reason, act, db).value(wallet.currency)
        }
    }

    func proposeValue(_ request: Request) async throws -> Answer {
        let id = try request.id("id", SupportRequest.self)
        return try await propose(request) { amount, reason, act, db in
            let found = try SupportRequest.find(id, tenant: act.tenant, db)
            let wallet = try Wallet.find(found.wallet, tenant: act.tenant, db)
            return try SupportOverride.propose(amount, for: found, reason: reason, act, db).value(wallet.currency)
        }
    }

    func approve(_ request: Request) async throws -> Answer { try await decide(.approve, request) }
    func refuse(_ request: Request) async throws -> Answer { try await decide(.refuse, request) }

    private func decide(_ event: SupportOverride.Event, _ request: Request) async throws -> Answer {
        let id = try request.id("id", SupportOverride.self)
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            try SupportOverride.find(id, tenant: act.tenant, db).decide(event, act, db)
            let found = try SupportOverride.find(id, tenant: act.tenant, db)
            return found.value(try Wallet.find(found.wallet, tenant: act.tenant, db).currency)
        }
        return Answer.done(redirect: "/admin/support/overrides", value).replayed(isReplay)
    }

    func samples(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let mayLook = Access.operators.admits(caller.roles)
        let week = try request.query.day("week").map(SupportSample.week(of:))
        // A year and what is over of it.
        let page = try request.query.page(limit: 53)
        let (list, given) = try await database.read { db in
            (
                try SupportSample.list(page: page, tenant: caller.tenant, db),
                try week.map { try SupportSample.given(in: $0, tenant: caller.tenant, db) }
            )
        }
        return .view(
            "support/samples",
            list.value { $0 }.adding([
                "may_look": .bool(mayLook), "given_in": Value(week),
                "given": .list((given ?? []).map { Value($0) }),
                "outcomes": .list(
                    SupportSample.Outcome.allCases.map {
                        ["value": .string($0.rawValue), "label": .string($0.label)]
                    }),
            ]), title: "Looked at by chance")
    }

    func verify(_ request: Request) async throws -> Answer {
        let outcome: SupportSample.Outcome = try request.read { $0.choice("outcome") }
        let id = try request.id("id", SupportRequest.self)
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            let found = try SupportRequest.find(id, tenant: act.tenant, db)
            try SupportSample.record(outcome, of: found, act, db)
            return ["request": Value(id), "outcome": .string(outcome.rawValue)]
        }
        return Answer.done(redirect: "/admin/support/samples", value).replayed(isReplay)
    }
}
