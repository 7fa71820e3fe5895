import Kernel
import People
import Storage
import Web

extension ApplicationRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let search = try request.query.text("q")
        let isArchived = request.query.flag("archived")
        let today = clock.now().day
        let found = try await database.read { db in
            try Application.list(page, search: search, archived: isArchived, tenant: caller.tenant, db)
        }
        let value = found.value { $0.summary(today: today) }
            .adding("q", Value(search)).adding("archived", Value(isArchived))
        return .view("applications/index", value, title: "Applications")
    }

    func recent(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page(limit: 20)
        let today = clock.now().day
        let found = try await database.read { try Application.list(page, tenant: caller.tenant, $0) }
        return .view("applications/recent", found.value { $0.summary(today: today) }, title: "Recent applications")
    }

    func new(_ request: Request) async throws -> Answer {
        let value: Value = ["application": .object(Application.Fields().value), "choices": ApplicationShape.choices]
        return .view("applications/new", value, title: "New application")
    }

    func create(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let (input, _) = try ApplicationInput.read(request.form(), over: nil, today: now.day)
        let key = request.key(for: Value(keys.fingerprint("request", request.value)))
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let made = try Application.create(
                    input, keys: keys, tenant: caller.tenant, by: caller.who, at: now, db)
                return try Self.value(of: made, today: now.day, db)
            }
        }
        return Answer.created(location: "/applications/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let application = try Application.find(id, tenant: caller.tenant, db)
            let files = try ApplicationFile.list(of: id, tenant: caller.tenant, db)
            let doubles = try Application.doubles(of: application, tenant: caller.tenant, db)
            let history = try History.of("application", id, tenant: caller.tenant, db)
            return try Self.value(of: application, today: today, db)
                .adding("files", .list(files.map(\.value)))
                .adding("same_merchant", .list(doubles.map { $0.summary(today: today) }))
                .adding("history", .list(history.prefix(100).map(\.value)))
                .adding("documents", ApplicationShape.choices["documents"] ?? [])
        }
        return .view("applications/show", value, title: value["legal_name"]?.text)
    }

    func edit(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let application = try Application.find(id, tenant: caller.tenant, db)
            return [
                "application": try Self.value(of: application, today: today, db), "choices": ApplicationShape.choices,
            ]
        }
        return .view("applications/edit", value, title: "Change the application")
    }

    /// The stored fields are read and changed in one transaction, so that the rules see the application as it will be.
    func change(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let now = clock.now()
        let value = try await database.write { db -> Value in
            let former = try Application.find(id, tenant: caller.tenant, db)
            let (input, version) = try ApplicationInput.read(
                request.form(), over: former.fields, today: now.day
            ) { $0.integer("version", in: 1...Int(Int32.max)) }
            let changed = try Application.change(
                id, to: input, version: version, keys: keys, tenant: caller.tenant, by: caller.who, at: now, db)
            return try Self.value(of: changed, today: now.day, db)
        }
        return .done(redirect: "/applications/\(id)", value)
    }

    func archive(_ request: Request) async throws -> Answer { try await setArchived(true, request) }

    func restore(_ request: Request) async throws -> Answer { try await setArchived(false, request) }

    private func setArchived(_ isArchived: Bool, _ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let version = try request.read { $0.integer("version", in: 1...Int(Int32.max)) }
        let now = clock.now()
        let value = try await database.write { db -> Value in
            let changed = try Application.archive(
                id, isArchived, version: version, tenant: caller.tenant, by: caller.who, at: now, db)
            return try Self.value(of: changed, today: now.day, db)
        }
        return .done(redirect: "/applications/\(id)", value)
    }

    private static func value(of application: Application, today: Day, _ db: Connection) throws -> Value {
        application.value(owners: try application.owners(db), advances: try application.advances(db), today: today)
    }
}
