import Funders
import Kernel
import People
import Storage
import Web

/// The office's saved shortlists: see, save, change, remove.
package struct SavedShortlistRoutes: Sendable {
    let database: Database
    let clock: any Clock

    // swift-format-ignore
    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        let fields: [FieldShape] = [
            .required("name", .text(max: 80)), .optional("fits_only", .flag), .optional("complete_only", .flag),
            .optional("min_points", .integer, "0 to 100"), .optional("max_answer_hours", .integer, "the funder lately answered within"),
            .optional("funders", .list, "empty: any"),
        ]
        return [
            .get ("/shortlists",              for: .readers, "The office's saved shortlists", pages.index),
            .post("/shortlists",              for: .brokers, "Save a choice of funders under a name", pages.save).taking(fields),
            .post("/shortlists/{id}",         for: .brokers, "Change a saved shortlist", pages.change).taking(fields + [.required("version", .integer)]),
            .post("/shortlists/{id}/removal", for: .brokers, "Remove a saved shortlist", pages.remove),
        ].exporting(
            "/shortlists", ["id", "name", "fits_only", "complete_only", "min_points", "max_answer_hours", "funder_names"])
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { db -> Value in
            let funders = try FunderDossier.all(tenant: caller.tenant, db).map(\.funder)
            let names = Dictionary(funders.map { ($0.id, $0.name) }) { first, _ in first }
            return [
                "items": .list(
                    try SavedShortlist.all(tenant: caller.tenant, db).map { saved in
                        let chosen = Set(saved.funders)
                        return saved.value.adding(
                            "funder_names", .list(saved.funders.compactMap { names[$0].map(Value.string) })
                        ).adding(
                            "choices",
                            .list(
                                funders.map {
                                    [
                                        "id": Value($0.id), "name": .string($0.name),
                                        "is_chosen": .bool(chosen.contains($0.id)),
                                    ]
                                }))
                    }),
                "choices": .list(funders.map { ["id": Value($0.id), "name": .string($0.name)] }),
            ]
        }
        return .view("submissions/shortlists", value, title: "Saved shortlists")
    }

    func save(_ request: Request) async throws -> Answer {
        let input = try request.read { SavedShortlist.Input(&$0) }
        return try await storing(request) { caller, now, db in
            try SavedShortlist.save(input, nil, tenant: caller.tenant, by: caller.who, at: now, db).value
        }
    }

    func change(_ request: Request) async throws -> Answer {
        let id = try request.id("id", SavedShortlist.self)
        let (input, version) = try request.read {
            (SavedShortlist.Input(&$0), $0.integer("version", in: 1...Int(Int32.max)))
        }
        return try await storing(request) { caller, now, db in
            try SavedShortlist.save(
                input, (id, version), tenant: caller.tenant, by: caller.who, at: now, db
            ).value
        }
    }

    func remove(_ request: Request) async throws -> Answer {
        let id = try request.id("id", SavedShortlist.self)
        return try await storing(request) { caller, now, db in
            try SavedShortlist.remove(id, tenant: caller.tenant, by: caller.who, at: now, db)
            return ["removed": Value(id)]
        }
    }

    private func storing(
        _ request: Request, _ body: @escaping @Sendable (Principal, Moment, Connection) throws -> Value
    ) async throws -> Answer {
        let caller = try request.caller
        let (key, now) = (request.key(for: request.value), clock.now())
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(caller, now, db) }
        }
        return Answer.done(redirect: "/shortlists", value).replayed(isReplay)
    }
}

extension Route {
    /// The same route with fields of a list.
    fileprivate func taking(_ fields: [FieldShape]) -> Self { fields.reduce(self) { $0.taking($1) } }
}
