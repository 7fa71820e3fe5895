import Kernel
import People
import Storage
import Web

/// What is shown of contracts, and what is done with them.
extension SponsorRoutes {
    func contracts(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", Sponsor.self)
        let (page, today) = (try request.query.page(), clock.now().day)
        let value = try await database.read { db -> Value in
            let sponsor = try Sponsor.find(id, scope, db)
            return try SponsorContract.of(id, scope, page: page, db).value { $0.value(on: today) }
                .adding("sponsor", sponsor.value)
        }
        return .view("sponsorship/contracts", value, title: "Contracts")
    }

    func allContracts(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let (page, today) = (try request.query.page(), clock.now().day)
        let state = try request.query.choice("state", SponsorContract.State.self)
        let under = try request.query.id("under", OrgNode.self)
        let value = try await database.read { db -> Value in
            let list = try SponsorContract.list(state, under: under, scope, page: page, db)
            var names: [Sponsor.ID: String] = [:]
            for contract in list.items where names[contract.sponsor] == nil {
                let row = try db.row(
                    "SELECT company FROM sponsor WHERE tenant_id = \(scope.tenant) AND id = \(contract.sponsor)")
                names[contract.sponsor] = try row?.get("company", as: String.self)
            }
            let companies = names
            return list.value { contract in
                contract.value(on: today).adding("company", Value(companies[contract.sponsor]))
            }
        }
        let states = SponsorContract.State.allCases.map(\.rawValue)
        return .view(
            "sponsorship/all-contracts",
            value.adding("state", Value(state?.rawValue))
                .adding(
                    "states",
                    .list(
                        states.map {
                            ["value": .string($0), "label": .string($0.prefix(1).uppercased() + $0.dropFirst())]
                        })
                ), title: "Contracts")
    }

    func contract(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", SponsorContract.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let contract = try SponsorContract.find(id, scope, db)
            let sponsor = try Sponsor.find(contract.sponsor, scope, db)
            let page = PageRequest(limit: 100, after: nil)
            let mayKeep = try scope.has(.sponsors, at: contract.node, db)
            let events = SponsorContract.lifecycle.events(from: contract.state)
            return try contract.wholeValue(on: today, db)
                .adding("sponsor_value", sponsor.value)
                .adding("node_value", try OrgNode.find(contract.node, scope, db).value)
                .adding(
                    "deliveries",
                    .list(try Exposure.of(sponsor.id, contract: id, scope, page: page, db).items.map(\.value))
                )
                .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) }))
                .adding("payments", .list(try SponsorPayment.of(contract, db).map(\.value)))
                .adding(
                    "targets",
                    .list(try SponsorAllocation.targets(of: contract, scope, db).map(\.value))
                )
                .adding("may_pay", .bool(mayKeep && contract.activatedAt != nil))
                .adding("may_share", .bool(try scope.has(.allocate, at: contract.node, db)))
                .adding("kinds", Entitlement.kinds).adding("may_keep", .bool(mayKeep))
                .adding("may_activate", .bool(mayKeep && events.contains(.activate)))
                .adding("may_terminate", .bool(mayKeep && events.contains(.terminate)))
                .adding(
                    "may_deliver", .bool(try contract.activatedAt != nil && scope.has(.exposure, at: contract.node, db))
                )
                .adding("next_start", Value(contract.endsOn.adding(days: 1)))
                .adding("next_end", Value(contract.endsOn.adding(months: 12)))
        }
        return .view("sponsorship/contract", value, title: value["reference"]?.text)
    }

    func draft(_ request: Request) async throws -> Answer {
        let draft = try request.read { ContractDraft.read(&$0) }
        let id = try request.id("id", Sponsor.self)
        let (value, isReplay) = try await once(request) { act, db in
            let sponsor = try Sponsor.find(id, for: .sponsors, act.scope, db)
            return try SponsorContract.draft(draft, of: sponsor, act, db).wholeValue(on: act.now.day, db)
        }
        return Answer.created(location: "/sponsor-contracts/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func renew(_ request: Request) async throws -> Answer {
        let draft = try request.read { ContractDraft.read(&$0) }
        let id = try request.id("id", SponsorContract.self)
        let (value, isReplay) = try await once(request) { act, db in
            let former = try SponsorContract.find(id, for: .sponsors, act.scope, db)
            return try former.renew(draft, act, db).wholeValue(on: act.now.day, db)
        }
        return Answer.created(location: "/sponsor-contracts/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func activate(_ request: Request) async throws -> Answer {
        try await changing(request) { try $0.decide(.activate, $1, $2) }
    }

    func cancel(_ request: Request) async throws -> Answer {
        try await changing(request) { try $0.decide(.cancel, $1, $2) }
    }

    func terminate(_ request: Request) async throws -> Answer {
        let (day, reason) = try request.read { ($0.day("terminated_on"), $0.text("reason", max: 500)) }
        return try await changing(request) { try $0.terminate(on: day, reason: reason, $1, $2) }
    }

    /// Changes the contract that the path names, where the asker keeps the sponsors of its node.
    private func changing(
        _ request: Request, _ body: @escaping @Sendable (SponsorContract, SponsorshipAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", SponsorContract.self)
        let (value, isReplay) = try await once(request) { act, db in
            try body(try SponsorContract.find(id, for: .sponsors, act.scope, db), act, db)
            return try SponsorContract.find(id, act.scope, db).wholeValue(on: act.now.day, db)
        }
        return Answer.done(redirect: "/sponsor-contracts/\(id)", value).replayed(isReplay)
    }
}
