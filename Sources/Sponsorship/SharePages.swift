import Kernel
import People
import Storage
import Web

/// What is shown of payments and shares, and what is done with them.
extension ShareRoutes {
    func pay(_ request: Request) async throws -> Answer {
        let (draft, isFurther) = try request.read { (SponsorPayment.Draft.read(&$0), $0.flag("further")) }
        let id = try request.id("id", SponsorContract.self)
        let (value, isReplay) = try await once(request) { act, db in
            let contract = try SponsorContract.find(id, for: .sponsors, act.scope, db)
            let brought =
                try isFurther
                ? nil
                : BookedReference.payment.brought(
                    "contract_id = \(id)", draft.amount, draft.currency, on: draft.receivedOn, at: contract.node,
                    tenant: act.tenant, db
                ).first
            if let brought { throw NodeBankRefusal.brought("payment \(brought)") }
            return try SponsorPayment.book(draft, for: contract, act, db).value
        }
        return Answer.created(location: "/sponsor-contracts/\(id)", value).replayed(isReplay)
    }

    func reversePayment(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", SponsorPayment.self)
        let (value, isReplay) = try await once(request) { act, db in
            let payment = try SponsorPayment.find(id, act.scope, db)
            try act.scope.require(.sponsors, at: payment.node, db)
            try payment.reverse(reason: reason, act, db)
            return try SponsorPayment.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/sponsor-contracts/\(value["contract"]?.text ?? "")", value).replayed(isReplay)
    }

    func index(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let (page, word) = (try request.query.page(), try request.query.text("state", max: 20))
        let states = try word.map { word in
            guard let states = SponsorAllocation.State.named(word) else {
                throw PlainRefusal(.invalid, code: "not_one_of", field: "state", "no allocation is ever \(word)")
            }
            return states
        }
        let value = try await database.read { db -> Value in
            let list = try SponsorAllocation.list(states, scope, page: page, db)
            let values = try list.items.map { ($0.id, try $0.wholeValue(scope, db)) }
            let whole = Dictionary(uniqueKeysWithValues: values)
            return list.value { whole[$0.id] ?? $0.value }.adding("state", Value(word))
        }
        return .view("sponsorship/allocations", value, title: "Allocations")
    }

    func share(_ request: Request) async throws -> Answer {
        let (payment, shares) = try request.read { reader in
            (reader.id("payment", SponsorPayment.self), SponsorAllocation.Share.rows(&reader))
        }
        let (value, isReplay) = try await once(request) { act, db in
            let payment = try SponsorPayment.find(payment, act.scope, db)
            return try SponsorAllocation.add(shares, of: payment, act, db).wholeValue(act.scope, db)
        }
        return Answer.created(location: "/sponsor-allocations/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func show(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", SponsorAllocation.self)
        let value = try await database.read { db -> Value in
            let allocation = try SponsorAllocation.find(id, scope, db)
            let events = SponsorAllocation.lifecycle.events(from: allocation.state)
            let mayAllocate = try scope.has(.allocate, at: allocation.node, db)
            let mayReconcile = try scope.has(.reconcile, at: allocation.node, db)
            return try allocation.wholeValue(scope, db)
                .adding("may_allocate", .bool(mayAllocate && events.contains(.allocate)))
                .adding("may_take_back", .bool(mayAllocate && events.contains(.takeBack)))
                .adding("may_unreconcile", .bool(mayReconcile && events.contains(.unreconcile)))
                .adding("may_reconcile", .bool(mayReconcile && events.contains(.reconcile)))
        }
        return .view("sponsorship/allocation", value, title: "Allocation")
    }

    func allocate(_ request: Request) async throws -> Answer {
        try await changing(request, .allocate) { try $0.allocate($1, $2) }
    }

    func cancel(_ request: Request) async throws -> Answer {
        try await changing(request, .allocate) { try $0.cancel($1, $2) }
    }

    func takeBack(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request, .allocate) { try $0.takeBack(reason: reason, $1, $2) }
    }

    func unreconcile(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request, .reconcile) { try $0.unreconcile(reason: reason, $1, $2) }
    }

    func reconcile(_ request: Request) async throws -> Answer {
        let (reference, day) = try request.read { ($0.text("reference", max: 100), $0.day("on")) }
        return try await changing(request, .reconcile) { try $0.reconcile(reference: reference, on: day, $1, $2) }
    }

    func trace(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let parts = request.parameter("entry").split(separator: "-").map { Int64($0) }
        guard parts.count == 2, let seq = parts[0], let leg = parts[1] else { throw PlainRefusal.missing }
        let value = try await database.read { try EntryTrace.of(seq: seq, leg: leg, scope, $0) }
        return .view("sponsorship/trace", value, title: "Where an entry comes from")
    }

    func summary(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let wish = try RevenueSummary.Wish(request.query)
        let period = try request.query.text("period", max: 10)
        let value = try await database.read { db -> Value in
            if let node = wish.node { _ = try OrgNode.find(node, scope, db) }
            let nodes = try OrgNode.list(OrgNode.Filter(), scope, page: PageRequest(limit: 200, after: nil), db).items
            return try RevenueSummary.of(wish, scope, db).value.adding("nodes", .list(nodes.map(\.value)))
        }
        let query = Query.encoded(request.query.entries)
        let shown = value.adding("from", Value(wish.from)).adding("to", Value(wish.to))
            .adding("node", Value(wish.node)).adding("source", Value(wish.source?.rawValue))
            .adding("period", Value(period)).adding("query", .string(query.isEmpty ? "" : "?\(query)"))
            .adding(
                "sources",
                .list(
                    RevenueSummary.Source.allCases.map {
                        ["value": .string($0.rawValue), "label": .string($0.label)]
                    }))
        return .view("sponsorship/revenue", shown, title: "Revenue")
    }

    func summaryPaper(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let wish = try RevenueSummary.Wish(request.query)
        let now = clock.now()
        let paper = try await database.read { db in
            let node = try wish.node.map { try OrgNode.find($0, scope, db).name }
            return RevenuePaper.of(
                try RevenueSummary.of(wish, scope, db), wish, office: try Tenant.find(scope.tenant, db)?.name ?? "",
                node: node)
        }
        return .bytes(try paper.render(date: now), type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"revenue.pdf\"")
    }

    private func changing(
        _ request: Request, _ capability: Capability,
        _ body: @escaping @Sendable (SponsorAllocation, SponsorshipAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", SponsorAllocation.self)
        let (value, isReplay) = try await once(request) { act, db in
            try body(try SponsorAllocation.find(id, for: capability, act.scope, db), act, db)
            return try SponsorAllocation.find(id, act.scope, db).wholeValue(act.scope, db)
        }
        return Answer.done(redirect: "/sponsor-allocations/\(id)", value).replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await SponsorshipAct.once(request, database, clock, body)
    }
}
