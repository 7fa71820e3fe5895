import Kernel
import People
import Storage
import Web

/// Cohorts: the list, a cohort's page, and what admins do with them.
extension CohortRoutes {
    /// So many participants stand on a cohort's page; the others are in the list.
    private static let shown = 100

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let reader = ProgrammeReader(caller, keys)
        let (state, page) = (try request.query.choice("state", Cohort.State.self), try request.query.page())
        let value = try await database.read { db -> Value in
            let cohorts = try Cohort.list(state, page: page, tenant: caller.tenant, db)
            let counts = try Cohort.counts(of: cohorts.items.map(\.id), tenant: caller.tenant, db)
            return cohorts.value { reader.value(of: $0, counts[$0.id] ?? [:]) }
        }
        let states: [Value] = Cohort.State.allCases.map {
            ["state": .string($0.rawValue), "is_chosen": .bool($0 == state)]
        }
        return .view(
            "cohorts/index",
            value.adding("states", .list(states)).adding("is_all", .bool(state == nil))
                .adding("sees_budgets", .bool(reader.seesBudgets)), title: "Cohorts")
    }

    func new(_ request: Request) async throws -> Answer {
        .view("cohorts/new", ["currencies": Self.currencies(nil)], title: "Plan a cohort")
    }

    func create(_ request: Request) async throws -> Answer {
        let (terms, now) = (try request.read { CohortTerms.read(&$0) }, clock.now())
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            try Cohort.add(terms, tenant: caller.tenant, by: caller.who, at: now, db).value
        }
        return Answer.created(location: "/cohorts/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Cohort.self)
        let reader = ProgrammeReader(caller, keys)
        let value = try await database.read { db -> Value in
            try Self.page(of: try Cohort.find(id, tenant: caller.tenant, db), for: reader, db)
        }
        return .view("cohorts/show", value, title: value["name"]?.text)
    }

    private static func page(of cohort: Cohort, for reader: ProgrammeReader, _ db: Connection) throws -> Value {
        let counts = try cohort.counts(db)
        let people = try Participant.first(shown, of: cohort, db)
        var may = Value.Fields()
        if reader.isAdmin {
            for event in Cohort.lifecycle.events(from: cohort.state) { may[event.rawValue] = true }
        }
        let hasChoices = !may.isEmpty
        if reader.isAdmin, cohort.isOpen { may["change"] = true }
        if reader.isOperator, cohort.isOpen { may["add"] = true }
        let states = Participant.State.allCases.map { $0.value.adding("count", Value(counts[$0] ?? 0)) }
        let released = try CohortRelease.seats(of: [cohort.id], tenant: cohort.tenant, db)[cohort.id]
        var value = reader.value(of: cohort, counts).adding("released_seats", Value(released ?? 0))
            .adding("participants", .list(try reader.values(of: people, db)))
            .adding("has_more", .bool(counts.values.reduce(0, +) > people.count))
            .adding("states", .list(states)).adding("may", .object(may)).adding("has_choices", .bool(hasChoices))
            .adding("is_operator", .bool(reader.isOperator))
            .adding("missions", .list(try missions(of: cohort, db)))
            .adding("figures", try CohortFigures.of(cohort.id, tenant: cohort.tenant, db).value).adding(
                "nobody", Self.nobody)
        if reader.seesBudgets {
            let funding = try CohortFunding.of(cohort, db).map { $0.value(in: cohort.currency) }
            value = value.adding("funding", .list(funding))
        }
        guard reader.isOperator else { return value }
        return value.adding(
            "history", .list(try History.of("cohort", cohort.id, tenant: cohort.tenant, db).map(\.value)))
    }

    /// The empty fields of the form that takes somebody in.
    private static let nobody: Value = ["name": nil, "email": nil, "phone": nil, "external_id": nil]

    func edit(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Cohort.self)
        let cohort = try await database.read { try Cohort.find(id, tenant: caller.tenant, $0) }
        let value: Value = [
            "cohort": cohort.value, "currencies": Self.currencies(cohort.currency),
            "is_running": .bool(cohort.state == .running),
        ]
        return .view("cohorts/edit", value, title: "Change the cohort")
    }

    func change(_ request: Request) async throws -> Answer {
        let (terms, version) = try request.read { reader in
            (CohortTerms.read(&reader), reader.integer("version", in: 1...Int(Int32.max)))
        }
        return try await move(request) { cohort, caller, now, db in
            try cohort.change(to: terms, version: version, by: caller.who, at: now, db)
        }
    }

    func start(_ request: Request) async throws -> Answer {
        try await move(request) { cohort, caller, now, db in try cohort.start(by: caller.who, at: now, db) }
    }

    func close(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.optionalText("reason", max: 500) }
        return try await move(request) { cohort, caller, now, db in
            try cohort.close(reason: reason, by: caller.who, at: now, db)
        }
    }

    func cancel(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.optionalText("reason", max: 500) }
        return try await move(request) { cohort, caller, now, db in
            try cohort.cancel(reason: reason, by: caller.who, at: now, db)
        }
    }

    private func move(
        _ request: Request, _ body: @escaping @Sendable (Cohort, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let (id, now) = (try request.id("id", Cohort.self), clock.now())
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            try body(try Cohort.find(id, tenant: caller.tenant, db), caller, now, db)
            return try Cohort.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/cohorts/\(id)", value).replayed(isReplay)
    }

    private static func currencies(_ chosen: Currency?) -> Value {
        .list(
            Currency.allCases.map { ["code": .string($0.rawValue), "is_chosen": .bool($0 == chosen)] })
    }
}
