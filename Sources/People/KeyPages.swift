import Kernel
import Storage
import Web

extension PeopleRoutes {
    func listKeys(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let keys = try await database.read { try APIKey.list(page, tenant: caller.tenant, $0) }
        return .view("people/keys", keys.value(\.value).adding("roles", Self.roleRows([])), title: "Keys")
    }

    /// The secret is in the first answer and nowhere else: a repeated request gets the key without it.
    func addKey(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (name, roles) = try request.read { ($0.text("name", max: 60), Self.roles(&$0)) }
        let secret = APIKey.Secret()
        let command = request.key(for: request.value)
        let now = clock.now()
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(command, tenant: caller.tenant, at: now, db) {
                try APIKey.add(
                    secret, name: name, roles: roles, tenant: caller.tenant, by: caller.who, at: now, db
                ).value
            }
        }
        if isReplay { return Answer.created(location: "/keys", value).replayed(true) }
        let shown = value.adding("secret", Value(secret.text))
        return .view("people/key-shown", shown, title: "The new key", status: 201)
    }

    func revokeKey(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", APIKey.self)
        let now = clock.now()
        let key = try await database.write { db in
            try APIKey.revoke(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/keys", key.value)
    }
}
