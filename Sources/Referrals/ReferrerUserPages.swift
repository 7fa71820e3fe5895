import Crypto
import Kernel
import People
import Storage
import Web

/// A partner's people.
extension ReferrerRoutes {
    func users(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (id, now) = (try request.id("id", Referrer.self), clock.now())
        let value = try await database.read { db -> Value in
            let referrer = try ReferrerSight.referrer(id, for: caller, db)
            let users = try ReferrerUser.of(id, tenant: caller.tenant, db)
            return [
                "items": .list(
                    try users.map { user in
                        try user.value(at: now, db).adding("roles", ReferrerUser.choices)
                            .adding("is_self", .bool(user.person.id == caller.person))
                    }), "next": .null, "partner": referrer.value, "roles": ReferrerUser.choices,
                "may_add": .bool(referrer.status == .active),
            ]
        }
        return .view("referrals/users", value, title: "People")
    }

    func addUser(_ request: Request) async throws -> Answer {
        let id = try request.id("id", Referrer.self)
        let (email, name, rank, given) = try request.read { reader -> (String, String, ReferrerUser.Rank, String) in
            (
                ReferrerFields.address(&reader), reader.text("name", max: 200), reader.choice("role"),
                reader.has("password") ? PeopleRoutes.password("password", &reader) : ""
            )
        }
        let caller = try request.caller
        _ = try await database.read { try ReferrerSight.changing(id, for: caller, $0) }
        let password = given.isEmpty ? Passwords.random() : given
        try PersonRules.password(password, email: email)
        let (hash, now) = (await passwords.hash(password), clock.now())
        let (value, isReplay) = try await once(request, without: ["password"], told: fingerprint(of: request)) {
            act, caller, db in
            let referrer = try ReferrerSight.changing(id, for: caller, db)
            return try ReferrerUser.add(
                email: email, name: name, as: rank, password: hash, to: referrer, act, db
            ).value(at: now, db)
        }
        // Shown once, and stored nowhere.
        if given.isEmpty, !isReplay {
            return .view(
                "referrals/password-shown", value.adding("password", .string(password)), title: "The new password",
                status: 201)
        }
        return Answer.created(location: "/referral/partners/\(id)/users", value).replayed(isReplay)
    }

    func userByEmail(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        guard let email = try request.query.text("email", max: 254) else {
            throw PlainRefusal(.invalid, code: "required", field: "email", "say which address")
        }
        let value = try await database.read { db -> Value in
            guard let user = try ReferrerUser.find(email: email, tenant: caller.tenant, db) else {
                throw PlainRefusal.missing
            }
            return try user.value(at: now, db)
        }
        return .view("referrals/user", value, title: value["name"]?.text)
    }

    func user(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let id = try request.id("id", PersonTag.self)
        let value = try await database.read { try found(id, for: caller, $0).value(at: now, $0) }
        return .view("referrals/user", value.adding("roles", ReferrerUser.choices), title: value["name"]?.text)
    }

    /// The person, where the asker may see who works for that partner.
    private func found(_ id: PersonID, for caller: Principal, _ db: Connection) throws -> ReferrerUser {
        let user = try ReferrerUser.find(id, tenant: caller.tenant, db)
        if let own = try ReferrerSight.bounds(of: caller, db), own.id != user.referrer {
            throw RecordRefusal.unknown("user", id)
        }
        return user
    }

    func changeUser(_ request: Request) async throws -> Answer {
        let (name, rank, version) = try request.read { reader -> (String?, ReferrerUser.Rank?, Int) in
            (
                reader.optionalText("name", max: 200), reader.optionalChoice("role"),
                reader.integer("version", in: 1...Int(Int32.max))
            )
        }
        return try await changingUser(request) { user, act, db in
            _ = try user.change(name: name, rank: rank, version: version, act, db)
        }
    }

    func deactivateUser(_ request: Request) async throws -> Answer {
        try await changingUser(request) { user, act, db in try user.move(on: .disable, act, db) }
    }

    func reactivateUser(_ request: Request) async throws -> Answer {
        try await changingUser(request) { user, act, db in try user.move(on: .enable, act, db) }
    }

    private func changingUser(
        _ request: Request, _ body: @escaping @Sendable (ReferrerUser, ReferralAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", PersonTag.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            let user = try found(id, for: caller, db)
            _ = try ReferrerSight.changing(user.referrer, for: caller, db)
            try body(user, act, db)
            return try ReferrerUser.find(id, tenant: caller.tenant, db).value(at: act.now, db)
        }
        return Answer.done(
            redirect: "/referral/partners/\(value["partner"]?.text ?? "")/users", value
        ).replayed(isReplay)
    }

    /// The own password, shown to be known.
    func changePassword(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", PersonTag.self)
        guard id == caller.person else { throw ReferralRefusal.notSelf }
        let (present, password) = try request.read { reader in
            (PeopleRoutes.password("current_password", &reader), PeopleRoutes.password("password", &reader))
        }
        try guesses.take(id.description, at: clock.now())
        let (user, stored) = try await database.read { db in
            (try found(id, for: caller, db), try Person.passwordHash(of: id, tenant: caller.tenant, db))
        }
        guard await passwords.matches(present, stored.map { PasswordHash(stored: $0) }) else {
            throw PeopleRefusal.wrongPassword
        }
        try PersonRules.password(password, email: user.person.email)
        guard password != present else { throw PeopleRefusal.passwordUnchanged }
        let hash = await passwords.hash(password)
        let (value, isReplay) = try await once(
            request, without: ["current_password", "password"], told: fingerprint(of: request)
        ) { act, caller, db in
            try Person.setPassword(
                of: id, to: hash, keeping: PeopleRoutes.session(of: caller), event: "password_changed",
                tenant: caller.tenant, by: act.who, at: act.now, db)
            try act.log(.init(.passwordChanged, "referral_user", id), of: user.referrer, db)
            return ["changed": true]
        }
        return Answer.done(redirect: "/referral", value).replayed(isReplay)
    }
}
