import Cohorts
import Kernel
import People
import Storage
import Web

/// What is shown of commitments.
extension CommitmentRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (filter, order) = try Self.wish(request)
        let page = try request.query.page()
        let now = clock.now()
        let found = try await database.read {
            try Commitment.list(filter, order, page: page, at: now, tenant: caller.tenant, $0)
        }
        let states = Commitment.State.allCases.map { ["state": .string($0.rawValue)] as Value }
        let value = found.value(\.value).adding("states", .list(states)).adding("order", .string(order.rawValue))
            .adding("state", Value(filter.state?.rawValue)).adding("type", Value(filter.kind?.rawValue))
            .adding("address", .string(Query.encoded(Self.entries(filter, order))))
            .adding(
                "types",
                .list(
                    CommitmentTerms.Kind.allCases.map {
                        ["value": .string($0.rawValue), "label": .string($0.label)]
                    })
            )
            .adding(
                "orders",
                .list(Commitment.Order.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }))
        return .view("commitments/index", value, title: "Commitments")
    }

    private static func wish(_ request: Request) throws -> (Commitment.Filter, Commitment.Order) {
        (
            Commitment.Filter(state: try request.query.choice("state"), kind: try request.query.choice("type")),
            try request.query.choice("sort") ?? .newest
        )
    }

    private static func entries(_ filter: Commitment.Filter, _ order: Commitment.Order) -> [(String, String)] {
        [("state", filter.state?.rawValue), ("type", filter.kind?.rawValue), ("sort", order.rawValue)]
            .compactMap { name, text in text.map { (name, $0) } }
    }

    func export(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (filter, order) = try Self.wish(request)
        let now = clock.now()
        let lines = try await database.read {
            try Commitment.ordered(filter, order, at: now, tenant: caller.tenant, $0)
        }
        var text = CommaText(head: CommitmentLine.head)
        for line in lines { text.add(line.cells) }
        return text.answer(name: "commitments.csv")
    }

    func ofPartner(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let page = try request.query.page()
        let now = clock.now()
        let (partner, value) = try await database.read { db in
            let own = try PartnerUser.bounds(of: caller, db)
            guard own == nil || own?.id == id else { throw PartnerRefusal.unknown(id) }
            let found = try Commitment.list(
                .init(partner: id), .newest, page: page, at: now, tenant: caller.tenant, db)
            let lines = try CommitmentLine.telling(found.items, to: own, db)
            let told = Dictionary(uniqueKeysWithValues: lines.map { ($0.commitment.id, $0) })
            return (
                try Partner.find(id, tenant: caller.tenant, db), found.value { (told[$0.commitment.id] ?? $0).value }
            )
        }
        return .view(
            "commitments/index", value.adding("of_partner", .string(partner.name)).adding("partner", Value(id)),
            title: "Commitments of \(partner.name)")
    }

    func form(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (asked, former) = (
            try request.query.id("partner", Partner.self), try request.query.id("supersedes", Commitment.self)
        )
        let wanted: CommitmentTerms.Kind? = try request.query.choice("type")
        let (partner, was) = try await database.read { db -> (Partner, Commitment?) in
            let was = try former.map { try Commitment.find($0, tenant: caller.tenant, db) }
            let partner = try self.partner(asked ?? was?.partner, for: caller, db)
            guard was == nil || was?.partner == partner.id else {
                throw former.map(CommitmentRefusal.unknown) ?? PartnerRefusal.unknown(partner.id)
            }
            return (partner, was)
        }
        let value = CommitmentTerms.choices(wanted ?? was?.terms.kind ?? .recurring)
            .adding("partner", Value(partner.id)).adding("partner_name", .string(partner.name))
            .adding("was", was?.value ?? .null).adding("supersedes", Value(was?.id.description))
        return .view("commitments/new", value, title: was == nil ? "New commitment" : "Other terms")
    }

    /// The partner for which something is promised: an admin says whose, a partner's person its own.
    func partner(_ asked: Partner.ID?, for caller: Principal, _ db: Connection) throws -> Partner {
        if let own = try PartnerUser.bounds(of: caller, db) {
            guard asked == nil || asked == own.id else { throw PartnerRefusal.unknown(asked ?? own.id) }
            return own
        }
        guard let asked else {
            throw PlainRefusal(.invalid, code: "required", field: "partner", "say whose commitment it is")
        }
        return try Partner.find(asked, tenant: caller.tenant, db)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let value = try await database.read { db in
            try Self.page(try commitment(request, db), for: caller, at: now, db)
        }
        let name = "\(value["type_label"]?.text ?? "") of \(value["partner_name"]?.text ?? "")"
        return .view("commitments/show", value, title: name)
    }

    private static func page(
        _ commitment: Commitment, for caller: Principal, at now: Moment, _ db: Connection
    ) throws -> Value {
        let isAdmin = Access.admins.admits(caller.roles)
        let partner = try Partner.find(commitment.partner, tenant: commitment.tenant, db)
        let told = isAdmin ? nil : try ToldSupport.of(partner, db)
        let standing = try CommitmentStanding.of(commitment, at: now, db)
            .telling(without: told?.untold(of: commitment.id) ?? .zero)
        var books = MoneyPlaces(commitment.tenant, for: caller.who, at: now)
        let own = try books.own(at: commitment, db)
        let refundable = min(own.left, standing.unreleased)
        let allowed = try allowed(commitment, refundable, standing, for: caller, db)
        var may = Value.Fields()
        for action in allowed { may[action] = true }
        let receipts = try CommitmentReceipt.of(commitment.id, tenant: commitment.tenant, db).map { receipt in
            receipt.value.adding(
                "may_take_back",
                .bool(try isAdmin && receipt.isSpare(for: commitment, &books, db)))
        }
        return commitment.value
            .adding("standing", standing.value(commitment.terms.currency))
            .adding("funded_at", Value(try standing.fundedAt(commitment, db)))
            .adding("receipts", .list(receipts)).adding("refundable", .string(refundable.decimal))
            .adding("is_own_money", .bool(isAdmin && standing.unreleased > .zero && refundable == .zero))
            .adding(
                "returns",
                .list(try CapitalReturn.of(commitment, db).map { $0.value(for: commitment.id, isOffice: isAdmin) })
            )
            .adding("allocations", try allocations(commitment, told, db))
            .adding("cycles", .list(try CommitmentCycle.of(commitment, at: now, db).map(\.value)))
            .adding("cohorts", may["allocate"] == nil ? .null : try cohorts(for: commitment, db))
            .adding("allowed", .list(allowed.map { .string($0) })).adding("may", .object(may))
            .adding("has_choices", .bool(!allowed.isEmpty)).adding("stands", .bool(commitment.state.stands))
            .adding(
                "is_own_promise", .bool(isAdmin && commitment.state == .submitted && caller.who == commitment.maker)
            )
            .adding("changes_wanted", Value(try changesWanted(commitment, db)))
            .adding("today", Value(now.day)).adding("is_office", .bool(isAdmin))
            .adding(
                "history",
                isAdmin
                    ? .list(try History.of("commitment", commitment.id, tenant: commitment.tenant, db).map(\.value))
                    : .null)
    }

    /// The newest allocations; as far as a partner is `told` of them.
    private static func allocations(
        _ commitment: Commitment, _ told: ToldSupport?, _ db: Connection
    ) throws -> Value {
        let page = try Allocation.list(
            .init(commitment: commitment.id), page: PageRequest(limit: PageRequest.largest, after: nil),
            tenant: commitment.tenant, db)
        return [
            "items": .list(page.items.map { $0.telling(without: told?.untold(of: $0.id) ?? .zero).value }),
            "has_more": .bool(page.next != nil),
        ]
    }

    /// The cohorts that may have something of it.
    private static func cohorts(for commitment: Commitment, _ db: Connection) throws -> Value {
        .list(
            try Cohort.all(tenant: commitment.tenant, db)
                .filter { $0.isOpen && $0.currency == commitment.terms.currency }
                .map { ["value": Value($0.id), "label": .string($0.name)] })
    }

    /// What the office asked for, while it stands.
    private static func changesWanted(_ commitment: Commitment, _ db: Connection) throws -> String? {
        guard commitment.state == .changesRequested else { return nil }
        return try History.of("commitment", commitment.id, tenant: commitment.tenant, db)
            .last { $0.event == Commitment.Event.requestChanges.rawValue }?.reason
    }

    /// What the asker may do next (J05).
    private static func allowed(
        _ commitment: Commitment, _ refundable: Cents, _ standing: CommitmentStanding, for caller: Principal,
        _ db: Connection
    ) throws -> [String] {
        let isAdmin = Access.admins.admits(caller.roles)
        let hasLeft = try Partner.find(commitment.partner, tenant: commitment.tenant, db).hasLeft
        var actions: [String] = []
        for event in Commitment.lifecycle.events(from: commitment.state) {
            let isAllowed =
                switch event {
                case .approve, .requestChanges, .decline: isAdmin && caller.who != commitment.maker
                // What is not released has to go somewhere first.
                case .cancel: isAdmin && standing.unreleased == .zero || commitment.state.isOpen
                case .pause: !hasLeft
                case .resume: try !hasLeft && commitment.isPausedByPartner(db) != isAdmin
                case .activate, .complete, .reopen: false
                }
            if isAllowed { actions.append(event.rawValue) }
        }
        let mayEnd = Commitment.lifecycle.target(from: commitment.state, on: .cancel) != nil
        if mayEnd, !hasLeft, isAdmin || commitment.state.isOpen { actions.append("supersede") }
        if isAdmin, refundable > .zero { actions.append("refund") }
        if isAdmin, !hasLeft, commitment.state.takesMoney { actions.append("receive") }
        if isAdmin, !hasLeft, commitment.state.takesAllocations { actions.append("allocate") }
        return actions
    }
}
