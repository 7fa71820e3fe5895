import Crypto
import Kernel
import Storage
import Web

/// A browser that somebody signed in with. The token stands in its cookie only; stored is the token's hash.
package struct Session: Sendable {
    package typealias ID = Digest

    package static let cookieName = "session"
    /// However busy, a session ends then.
    package static let longest = Span.days(30)
    /// A session nobody uses ends then.
    package static let idle = Span.hours(12)

    /// The secret of a new session and what is derived from it.
    package struct Token: Sendable {
        package let text: String

        package init() { text = Hexadecimal.encode(randomBytes(32)) }
        package init(_ text: String) { self.text = text }

        package var id: ID { Digest(of: Array(text.utf8)) }
        /// What a form of the session must bring along.
        package var csrf: String { Digest(of: Array("csrf:\(text)".utf8)).description }
    }

    package let id: ID
    package let tenant: TenantID
    package let person: PersonID
    package let createdAt: Moment
    package let seenAt: Moment

    init(_ row: Row) throws {
        id = try row["token_hash"]
        tenant = try row["tenant_id"]
        person = try row["person_id"]
        createdAt = try row["created_at"]
        seenAt = try row["seen_at"]
    }

    package func isOver(at now: Moment) -> Bool {
        now >= createdAt + Self.longest || now >= seenAt + Self.idle
    }
}

extension Session {
    static func begin(
        _ token: Token, of person: PersonID, tenant: TenantID, at moment: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO session (token_hash, tenant_id, person_id, created_at, seen_at)
            VALUES (\(token.id), \(tenant), \(person), \(moment), \(moment))
            """)
    }

    static func find(_ id: ID, _ db: Connection) throws -> Session? {
        try db.row(
            "SELECT token_hash, tenant_id, person_id, created_at, seen_at FROM session WHERE token_hash = \(id)"
        ).map(Session.init)
    }

    /// The person's sessions, the latest used first.
    package static func list(of person: PersonID, tenant: TenantID, _ db: Connection) throws -> [Session] {
        try db.rows(
            """
            SELECT token_hash, tenant_id, person_id, created_at, seen_at
              FROM session
             WHERE tenant_id = \(tenant) AND person_id = \(person)
             ORDER BY seen_at DESC, token_hash
            """
        ).map(Session.init)
    }

    /// Signs out of one session; one that is over already is no error.
    package static func end(_ id: ID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection) throws {
        let person: PersonID? = try db.value(
            "DELETE FROM session WHERE tenant_id = \(tenant) AND token_hash = \(id) RETURNING person_id")
        guard let person else { return }
        try Person.note(person, "signed_out", by: who, at: moment, [:], tenant: tenant, db)
    }

    /// Signs out everywhere.
    package static func endAll(
        of person: PersonID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws {
        try end(of: person, tenant: tenant, db)
        try Person.note(person, "signed_out_everywhere", by: who, at: moment, [:], tenant: tenant, db)
    }

    static func end(of person: PersonID, keeping kept: ID? = nil, tenant: TenantID, _ db: Connection) throws {
        let others: SQL = kept.map { "token_hash <> \($0)" } ?? "TRUE"
        try db.run("DELETE FROM session WHERE tenant_id = \(tenant) AND person_id = \(person) AND \(part: others)")
    }

    /// Removes what is over: old sessions and failures that no longer count. For a daily worker.
    package static func removeOld(at now: Moment, _ db: Connection) throws {
        try db.run(
            "DELETE FROM session WHERE created_at <= \(now - longest) OR seen_at <= \(now - idle)")
        try db.run("DELETE FROM sign_in_failure WHERE at <= \(now - SignIn.lockOut)")
    }

    static func touch(_ id: ID, at moment: Moment, _ db: Connection) throws {
        try db.run("UPDATE session SET seen_at = \(moment) WHERE token_hash = \(id) AND seen_at < \(moment)")
    }
}
