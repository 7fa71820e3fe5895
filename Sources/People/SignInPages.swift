import Crypto
import Kernel
import Web

extension PeopleRoutes {
    func showSignIn(_ request: Request) async throws -> Answer {
        .view("people/sign-in", ["next": Value(Self.safeNext(request.query["next"]))], title: "Sign in")
    }

    func signIn(_ request: Request) async throws -> Answer {
        let now = clock.now()
        try attempts.take(request.clientAddress, at: now)
        let (email, password, next) = try request.read { fields in
            (
                fields.text("email", max: 254), Self.password("password", &fields),
                fields.optionalText("next", max: 500)
            )
        }
        let (token, person) = try await SignIn(database: database, passwords: passwords)
            .begin(email: email, password: password, at: now)
        let cookie = Cookie(
            Session.cookieName, token.text, seconds: Int(Session.longest.milliseconds / 1000), isSecure: isBehindTLS)
        let place = Self.safeNext(next)
        let first = place == "/" ? Role.home(of: Set(person.roles)) : place
        return Answer.done(redirect: first, ["person": person.value, "csrf": Value(token.csrf)])
            .setting(cookie)
    }

    func signOut(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        if case .session(let text, _) = caller.credential, let id = Digest(text) {
            try await database.write { try Session.end(id, tenant: caller.tenant, by: caller.who, at: now, $0) }
        }
        return Answer.done(redirect: "/sign-in", ["signed_out": true])
            .setting(.removal(Session.cookieName, isSecure: isBehindTLS))
    }

    func showAccount(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        guard let id = caller.person else {
            return .view("people/account", ["key": Value(caller.name), "roles": Self.ownRoles(caller.roles)])
        }
        let value = try await database.read { db -> Value in
            let person = try Person.find(id, tenant: caller.tenant, db)
            let sessions = try Session.list(of: id, tenant: caller.tenant, db).filter { !$0.isOver(at: now) }
            return [
                "person": person.value, "roles": Self.ownRoles(caller.roles),
                "sessions": .list(
                    sessions.map { session in
                        [
                            "created_at": Value(session.createdAt), "seen_at": Value(session.seenAt),
                            "is_this_one": Value(Self.session(of: caller) == session.id),
                        ]
                    }),
            ]
        }
        return .view("people/account", value, title: "Your account")
    }

    func changePassword(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        guard let id = caller.person else {
            throw PlainRefusal(.forbidden, code: "no_person", "a key has no password")
        }
        let (present, password) = try request.read { fields in
            (Self.password("current_password", &fields), Self.password("password", &fields))
        }
        let (person, stored) = try await database.read { db in
            (
                try Person.find(id, tenant: caller.tenant, db),
                try Person.passwordHash(of: id, tenant: caller.tenant, db)
            )
        }
        try attempts.take("password:\(id)", at: clock.now())
        guard await passwords.matches(present, stored.map { PasswordHash(stored: $0) }) else {
            throw PeopleRefusal.wrongPassword
        }
        try PersonRules.password(password, email: person.email)
        guard password != present else { throw PeopleRefusal.passwordUnchanged }
        let hash = await passwords.hash(password)
        let now = clock.now()
        try await database.write { db in
            try Person.setPassword(
                of: id, to: hash, keeping: Self.session(of: caller), event: "password_changed", tenant: caller.tenant,
                by: caller.who, at: now, db)
        }
        return .done(redirect: "/account", ["changed": true])
    }

    func signOutEverywhere(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        if let id = caller.person {
            try await database.write { db in
                try Session.endAll(of: id, tenant: caller.tenant, by: caller.who, at: now, db)
            }
        }
        return Answer.done(redirect: "/sign-in", ["signed_out": true])
            .setting(.removal(Session.cookieName, isSecure: isBehindTLS))
    }

    /// A password as it was typed: spaces at its ends belong to it.
    package static func password(_ name: String, _ fields: inout FieldReader) -> String {
        guard let text = fields.raw(name)?.text else {
            fields.refuse(name, code: "required", "must be given as text")
            return ""
        }
        if text.unicodeScalars.count > PersonRules.longestPassword {
            fields.refuse(name, code: "too_long", "must have at most \(PersonRules.longestPassword) characters")
        }
        return text
    }

    /// A path of this site; anything else (`//other`, `/\other`, an address) leads to the start page.
    static func safeNext(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), text.utf8.count <= 500 else { return "/" }
        let second = text.utf8.dropFirst().first
        let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
        return second == UInt8(ascii: "/") || !isPlain ? "/" : text
    }

    package static func session(of caller: Principal) -> Session.ID? {
        if case .session(let text, _) = caller.credential { Digest(text) } else { nil }
    }

    /// What somebody is, for that one: of other roles nothing, because not everybody may read what those may do.
    private static func ownRoles(_ held: Set<RoleName>) -> Value {
        .list(
            Role.all.filter { held.contains($0.name) }.map {
                ["name": Value($0.name.rawValue), "label": Value($0.label)]
            })
    }

    /// The rows of the role table that an admin gives and those of `held`, each with whether it is held.
    static func roleRows(_ held: Set<RoleName>) -> Value {
        .list(
            Role.all.filter { !$0.comesByInvitation || held.contains($0.name) }.map { role in
                [
                    "name": Value(role.name.rawValue), "label": Value(role.label), "can_do": Value(role.canDo),
                    "is_held": Value(held.contains(role.name)),
                ]
            })
    }
}
