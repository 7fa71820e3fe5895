import Kernel
import Storage
import Web

/// Finds out who asks: by the session's cookie or by a key as bearer token.
package struct Authenticator: Sendable {
    let database: Database
    let clock: any Clock
    let cookieName: String

    /// What was used last is written at most so often.
    static let touchEvery = Span.minutes(1)

    package init(database: Database, clock: any Clock, isBehindTLS: Bool) {
        self.database = database
        self.clock = clock
        cookieName = Cookie.name(Session.cookieName, isSecure: isBehindTLS)
    }

    /// Who asks, or nil. A bearer token counts before a cookie, and a wrong one is nobody whatever the cookie says.
    package func principal(of head: RequestHead) async throws -> Principal? {
        if let bearer = head.bearer { return try await principal(key: bearer) }
        guard let token = head.cookies[cookieName] else { return nil }
        return try await principal(session: token)
    }

    package func principal(key text: String) async throws -> Principal? {
        guard text.hasPrefix("fg_"), text.utf8.count <= 100 else { return nil }
        guard let key = try await APIKey.open(APIKey.Secret(text), database) else { return nil }
        let now = clock.now()
        if key.usedAt.map({ now >= $0 + Self.touchEvery }) ?? true {
            try await database.write { try APIKey.touch(key.id, at: now, $0) }
        }
        return Principal(
            tenant: key.tenant, person: nil, name: key.name, roles: Set(key.roles), credential: .key(name: key.name))
    }

    package func principal(session text: String) async throws -> Principal? {
        guard text.utf8.count == 64 else { return nil }
        let token = Session.Token(text)
        let now = clock.now()
        let found = try await database.read { db -> (Session, Person)? in
            guard let session = try Session.find(token.id, db), !session.isOver(at: now) else { return nil }
            let person = try Person.find(session.person, tenant: session.tenant, db)
            return person.state == .active ? (session, person) : nil
        }
        guard let (session, person) = found else { return nil }
        if now >= session.seenAt + Self.touchEvery {
            try await database.write { try Session.touch(session.id, at: now, $0) }
        }
        return Principal(
            tenant: person.tenant, person: person.id, name: person.name, roles: Set(person.roles),
            credential: .session(id: session.id.description, csrf: token.csrf))
    }
}
