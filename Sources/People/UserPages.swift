import Crypto
import Kernel
import Storage
import Web

extension PeopleRoutes {
    func listPeople(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let people = try await database.read { try Person.list(page, tenant: caller.tenant, $0) }
        return .view("people/users", people.value(\.value), title: "People")
    }

    func newPerson(_ request: Request) async throws -> Answer {
        .view("people/user-new", ["roles": Self.roleRows([])], title: "Add a person")
    }

    func addPerson(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (email, name, roles, given) = try request.read { fields in
            (
                fields.text("email", max: 254), fields.text("name", max: 200), Self.roles(&fields),
                fields.has("password") ? Self.password("password", &fields) : ""
            )
        }
        let draft = try Person.Draft(email: email, name: name, roles: roles)
        let password = given.isEmpty ? Passwords.random() : given
        try PersonRules.password(password, email: draft.email)
        let hash = await passwords.hash(password)
        let key = request.key(for: request.body(without: ["password"]))
        let now = clock.now()
        var (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try Person.add(draft, password: hash, tenant: caller.tenant, by: caller.who, at: now, db).value
            }
        }
        if given.isEmpty, !isReplay { value = value.adding("password", Value(password)) }
        let place = "/users/\(value["id"]?.text ?? "")"
        if given.isEmpty, !isReplay, request.wantsHTML {
            return .view("people/password-shown", value, title: "The new password", status: 201)
        }
        return Answer.created(location: place, value).replayed(isReplay)
    }

    func showPerson(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", PersonTag.self)
        let value = try await database.read { db -> Value in
            let person = try Person.find(id, tenant: caller.tenant, db)
            let history = try History.of("person", id, tenant: caller.tenant, db)
            return person.value.adding("role_rows", Self.roleRows(Set(person.roles)))
                .adding("history", .list(history.prefix(100).map(\.value)))
        }
        return .view("people/user", value, title: value["name"]?.text)
    }

    func changeRoles(_ request: Request) async throws -> Answer {
        let (roles, version) = try request.read { fields in
            (Self.roles(&fields), fields.integer("version", in: 1...Int(Int32.max)))
        }
        let watch = watch
        return try await change(request) { id, caller, now, db in
            try watch.checkRoles(id, roles, caller.tenant, db)
            return try Person.changeRoles(
                of: id, to: roles, version: version, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func disable(_ request: Request) async throws -> Answer { try await move(request, on: .disable) }

    func enable(_ request: Request) async throws -> Answer { try await move(request, on: .enable) }

    private func move(_ request: Request, on event: Person.Event) async throws -> Answer {
        let version = try request.read { $0.integer("version", in: 1...Int(Int32.max)) }
        let watch = watch
        return try await change(request) { id, caller, now, db in
            let moved = try Person.move(
                id, on: event, version: version, tenant: caller.tenant, by: caller.who, at: now, db)
            try watch.noteMove(id, event, caller.tenant, caller.who, now, db)
            return moved
        }
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (PersonID, Principal, Moment, Connection) throws -> Person
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", PersonTag.self)
        let now = clock.now()
        let person = try await database.write { try body(id, caller, now, $0) }
        return .done(redirect: "/users/\(id)", person.value)
    }

    func resetPassword(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", PersonTag.self)
        let password = Passwords.random()
        let hash = await passwords.hash(password)
        let (now, watch) = (clock.now(), watch)
        let person = try await database.write { db in
            // Theirs is made where it is kept who made it: that person decides nothing they ask for.
            guard try !Person.find(id, tenant: caller.tenant, db).roles.contains(.participant) else {
                throw PeopleRefusal.participant
            }
            try watch.noteReset(id, caller.tenant, caller.who, now, db)
            try Person.setPassword(
                of: id, to: hash, event: "password_reset", tenant: caller.tenant, by: caller.who, at: now, db)
            return try Person.find(id, tenant: caller.tenant, db)
        }
        return .view(
            "people/password-shown", person.value.adding("password", Value(password)), title: "The new password")
    }

    static func roles(_ fields: inout FieldReader) -> Set<RoleName> {
        Set(fields.texts("roles", max: 40, count: 20).map { RoleName($0) })
    }
}

extension HistoryEntry {
    /// One row of a record's history as pages show it.
    package var value: Value {
        [
            "at": Value(at), "who": Value(who.text), "event": Value(event), "from": Value(from), "to": Value(to),
            "reason": Value(reason), "detail": detail,
        ]
    }
}
