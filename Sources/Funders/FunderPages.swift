import Kernel
import People
import Storage
import Web

extension FunderRoutes {
    static let versions = 1...Int(Int32.max)

    func list(_ request: Request) async throws -> Answer {
        if request.query["for"] != nil, let shortlist { return try await shortlist(request) }
        let caller = try request.caller
        let page = try request.query.page()
        let search = try request.query.text("q")
        let isArchived = request.query.flag("archived")
        let found = try await database.read { db in
            try Funder.list(page, search: search, archived: isArchived, tenant: caller.tenant, db)
        }
        let value = found.value { $0.value() }.adding("q", Value(search)).adding("archived", Value(isArchived))
        return .view("funders/index", value, title: "Funders")
    }

    func new(_ request: Request) async throws -> Answer {
        .view("funders/new", ["choices": Self.choices], title: "New funder")
    }

    func create(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let input = try request.read { FunderInput(&$0, over: nil) }
        let key = request.key(for: request.value)
        let now = clock.now()
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let made = try Funder.add(input, tenant: caller.tenant, by: caller.who, at: now, db)
                return made.value(domains: try Funder.domains(of: made.id, tenant: caller.tenant, db))
            }
        }
        return Answer.created(location: "/funders/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let now = clock.now()
        let value = try await database.read { [additions] db in
            try additions(id, caller.tenant, now, db).reduce(Self.profile(id, tenant: caller.tenant, at: now, db)) {
                $0.adding($1.name, $1.value)
            }
        }
        return .view("funders/show", value, title: value["name"]?.text)
    }

    private static func profile(
        _ id: Funder.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> Value {
        let dossiers = try FunderDossier.of([id], tenant: tenant, db)
        guard let dossier = dossiers.first else { throw RecordRefusal.unknown("funder", id) }
        let notes = try FunderNote.list(of: id, tenant: tenant, db)
        let history = try History.of("funder", id, tenant: tenant, db)
        return dossier.funder.value(domains: try Funder.domains(of: id, tenant: tenant, db))
            .adding("contact", dossier.contact?.value ?? .null)
            .adding("rules", dossier.rules?.value ?? .null)
            .adding("guidelines", guidelines(dossier.guideline))
            .adding("block_reason", Value(dossier.block(sentInWeek: 0, at: now)?.reason))
            .adding("handling", dossier.handling.value)
            .adding("rating", dossier.rating?.value ?? .null)
            .adding("ratings", .list(try FunderRating.list(of: id, tenant: tenant, db).map(\.value)))
            .adding("notes", .list(notes.map(\.value)))
            .adding("calls", .list(try FunderCall.list(of: id, tenant: tenant, db)))
            .adding("history", .list(history.prefix(100).map(\.value)))
            .adding("choices", choices)
    }

    static func guidelines(_ guideline: Guideline?) -> Value {
        guard let guideline else { return .null }
        return guideline.criteria.value.adding("labels", guideline.criteria.labels)
            .adding("version", Value(guideline.version)).adding("version_id", Value(guideline.versionID))
            .adding("updated_at", Value(guideline.updatedAt))
    }

    func edit(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let value = try await database.read { db -> Value in
            let funder = try Funder.find(id, tenant: caller.tenant, db)
            return [
                "funder": funder.value(domains: try Funder.domains(of: id, tenant: caller.tenant, db)),
                "choices": Self.choices,
            ]
        }
        return .view("funders/edit", value, title: "Change the funder")
    }

    func change(_ request: Request) async throws -> Answer {
        try await saving(request) { id, caller, now, db in
            let former = try Funder.find(id, tenant: caller.tenant, db)
            let (version, input) = try request.read { fields in
                (fields.integer("version", in: Self.versions), FunderInput(&fields, over: former))
            }
            let changed = try Funder.change(
                id, to: input, version: version, tenant: caller.tenant, by: caller.who, at: now, db)
            return changed.value(domains: try Funder.domains(of: id, tenant: caller.tenant, db))
        }
    }

    func archive(_ request: Request) async throws -> Answer { try await setArchived(true, request) }

    func restore(_ request: Request) async throws -> Answer { try await setArchived(false, request) }

    private func setArchived(_ isArchived: Bool, _ request: Request) async throws -> Answer {
        let version = try request.read { $0.integer("version", in: Self.versions) }
        return try await saving(request) { id, caller, now, db in
            try Funder.archive(
                id, isArchived, version: version, tenant: caller.tenant, by: caller.who, at: now, db
            ).value()
        }
    }

    func setStatus(_ request: Request) async throws -> Answer {
        let (status, reason, cap, version) = try request.read { fields in
            (
                fields.choice("status", FunderStatus.self), fields.optionalText("reason", max: 500, lines: true),
                fields.optionalInteger("weekly_cap", in: 1...1000), fields.integer("version", in: Self.versions)
            )
        }
        return try await saving(request) { id, caller, now, db in
            try Funder.setStatus(
                of: id, to: status, reason: reason, weeklyCap: cap, version: version, tenant: caller.tenant,
                by: caller.who, at: now, db
            ).value()
        }
    }

    /// Runs a change of the funder in the path, once per key.
    func saving(
        _ request: Request,
        _ body: @escaping @Sendable (Funder.ID, Principal, Moment, Connection) throws -> Value
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let key = request.key(for: request.value)
        let now = clock.now()
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(id, caller, now, db) }
        }
        return Answer.done(redirect: "/funders/\(id)", value).replayed(isReplay)
    }
}
