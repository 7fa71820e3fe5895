import Kernel
import People
import Storage
import Web

/// The office's side: pipeline, a partner's page, what is decided.
extension PartnerRoutes {
    /// So many cards of a status stand on the board; the others are in the status's list.
    private static let cards = 12

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = Partner.Filter(
            state: try request.query.choice("state"), text: try request.query.text("q", max: 200))
        let page = try request.query.page()
        let now = clock.now()
        let value = try await database.read { db -> Value in
            let partners = try Partner.list(filter, page: page, tenant: caller.tenant, db)
            let counts = try Partner.counts(tenant: caller.tenant, db)
            var fields = try partners.map { try Self.cards($0, at: now, db) }.value(\.self).fields ?? Value.Fields()
            fields["chosen"] = Value(filter.state?.rawValue)
            fields["q"] = Value(filter.text)
            fields["office"] = Value(caller.tenant)
            fields["is_board"] = .bool(filter.state == nil && filter.text == nil && page.after == nil)
            fields["columns"] = .list(
                try Partner.State.allCases.map { state in
                    let first = PageRequest(limit: Self.cards, after: nil)
                    let cards = try Partner.list(.init(state: state), page: first, tenant: caller.tenant, db)
                    return [
                        "state": .string(state.rawValue), "count": Value(counts[state] ?? 0),
                        "cards": .list(try Self.cards(cards.items, at: now, db)), "has_more": .bool(cards.next != nil),
                    ]
                })
            return .object(fields)
        }
        return .view("partners/index", value, title: "Partners")
    }

    /// Partners with what their commitments come to.
    private static func cards(_ partners: [Partner], at now: Moment, _ db: Connection) throws -> [Value] {
        let funds = try PartnerFunds.of(partners, at: now, db)
        return partners.map { $0.value.adding("funds", (funds[$0.id] ?? PartnerFunds()).value) }
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let now = clock.now()
        let isAdmin = Access.admins.admits(caller.roles)
        if isAdmin {
            let (partner, value) = try await database.read { db in
                let partner = try Partner.find(id, tenant: caller.tenant, db)
                return (partner, try Self.page(of: partner, at: now, db))
            }
            let hasJoined = value["users"]?.list?.isEmpty == false
            let signsIn = try await desk.signsIn(partner)
            return .view(
                "partners/show", value.adding("is_address_taken", .bool(!hasJoined && signsIn)), title: partner.name)
        }
        let value = try await database.read { db -> Value in
            // Another partner's page is not there: nor is it said that it is somebody's.
            let own = try PartnerUser.partner(of: caller.person, tenant: caller.tenant, db)
            guard let own, own.id == id else { throw PartnerRefusal.unknown(id) }
            return try Self.ownPage(of: own, at: now, db)
        }
        return .view("partners/portal", value, title: value["name"]?.text)
    }

    private static func page(of partner: Partner, at now: Moment, _ db: Connection) throws -> Value {
        let (id, tenant) = (partner.id, partner.tenant)
        let flags = try PartnerFlag.of(id, tenant: tenant, db)
        let users = try PartnerUser.of(id, tenant: tenant, db)
        var may = Value.Fields()
        for event in Partner.lifecycle.events(from: partner.state) where event != .activate {
            may[event.rawValue] = true
        }
        return partner.value
            .adding("notes", .list(try PartnerNote.of(id, tenant: tenant, db).map(\.value)))
            .adding("flags", .list(flags.map(\.value))).adding("kinds", PartnerFlag.choices)
            .adding("is_blocked", .bool(flags.contains(where: \.isBlocking)))
            .adding("alike", .list(try partner.alike(db).map(\.value)))
            .adding("users", .list(users.map(\.value)))
            .adding("may", .object(may))
            .adding("commitments", try commitments(of: partner, at: now, db))
            .adding("funds", (try PartnerFunds.of([partner], at: now, db)[id] ?? PartnerFunds()).value)
            .adding("may_promise", .bool(partner.mayPromise))
            .adding("may_invite", .bool(partner.state.isAdmitted && users.isEmpty))
            .adding("history", .list(try History.of("partner", id, tenant: tenant, db).map(\.value)))
    }

    func note(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("text", max: 4000, lines: true) }
        return try await change(request) { partner, caller, now, db in
            try PartnerNote.add(text, to: partner, by: caller.who, at: now, db)
        }
    }

    func flag(_ request: Request) async throws -> Answer {
        let (kind, note) = try request.read { reader -> (PartnerFlag.Kind, String) in
            (reader.choice("kind"), reader.text("note", max: 1000))
        }
        return try await change(request) { partner, caller, now, db in
            try PartnerFlag.raise(kind, note: note, on: partner, by: caller.who, at: now, db)
        }
    }

    func clearFlag(_ request: Request) async throws -> Answer {
        let note = try request.read { $0.text("note", max: 1000) }
        let caller = try request.caller
        let id = try request.id("id", PartnerFlag.self)
        let (now, key) = (clock.now(), request.key(for: request.value))
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let flag = try PartnerFlag.find(id, tenant: caller.tenant, db)
                try flag.clear(note: note, tenant: caller.tenant, by: caller.who, at: now, db)
                return try PartnerFlag.find(id, tenant: caller.tenant, db).value.adding("partner", Value(flag.partner))
            }
        }
        return Answer.done(redirect: "/partners/\(value["partner"]?.text ?? "")", value).replayed(isReplay)
    }

    func qualify(_ request: Request) async throws -> Answer { try await decide(request, .qualify) }
    func hold(_ request: Request) async throws -> Answer { try await decide(request, .hold) }
    func decline(_ request: Request) async throws -> Answer { try await decide(request, .decline) }
    func pause(_ request: Request) async throws -> Answer { try await decide(request, .pause) }
    func resume(_ request: Request) async throws -> Answer { try await decide(request, .resume) }
    func churn(_ request: Request) async throws -> Answer { try await decide(request, .churn) }

    private func decide(_ request: Request, _ event: Partner.Event) async throws -> Answer {
        let reason = try request.read { $0.optionalText("reason", max: 500) }
        let isUnspent = isUnspent
        return try await change(request) { partner, caller, now, db in
            try partner.decide(
                .init(event, reason: reason), isUnspent: try isUnspent(partner, db), by: caller.who, at: now, db)
        }
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (Partner, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let (now, key) = (clock.now(), request.key(for: request.value))
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(try Partner.find(id, tenant: caller.tenant, db), caller, now, db)
                return try Partner.find(id, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/partners/\(id)", value).replayed(isReplay)
    }

    func approve(_ request: Request) async throws -> Answer {
        try await send(request) { try await desk.invite($0, decides: true, $1) }
    }

    func invite(_ request: Request) async throws -> Answer {
        try await send(request) { try await desk.invite($0, decides: false, $1) }
    }

    func askAgain(_ request: Request) async throws -> Answer {
        try await send(request) { try await desk.askAgain($0, $1) }
    }

    private func send(
        _ request: Request,
        _ work: (Partner, PartnerDesk.Order) async throws -> (answer: Value, isReplay: Bool)
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let partner = try await database.read { try Partner.find(id, tenant: caller.tenant, $0) }
        let order = PartnerDesk.Order(
            tenant: caller.tenant, who: caller.who, key: request.key(for: request.value))
        let (value, isReplay) = try await work(partner, order)
        return Answer.done(redirect: "/partners/\(partner.id)", value).replayed(isReplay)
    }
}
