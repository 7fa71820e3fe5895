import Crypto
import Kernel
import Storage

/// Signing in with address and password. Whether a name exists shows neither in the answer nor in its duration.
package struct SignIn: Sendable {
    /// So many failures for one name within `lockOut` close the name until the oldest of them is past.
    package static let failures = 10
    package static let lockOut = Span.minutes(15)

    let database: Database
    let passwords: Passwords

    package init(database: Database, passwords: Passwords) {
        self.database = database
        self.passwords = passwords
    }

    /// Begins a session and answers its token; refused with the same words for an unknown name, a wrong password
    /// and a disabled person.
    package func begin(email: String, password: String, at now: Moment) async throws -> (Session.Token, Person) {
        let name = Digest(of: Array(PersonRules.emailKey(email).utf8))
        let stored = try await database.read { db in
            try Self.requireOpen(name, at: now, db)
            return try Self.stored(email, db)
        }
        let isRight = await passwords.matches(
            String(password.unicodeScalars.prefix(PersonRules.longestPassword + 1)), stored.map { .init(stored: $0) })
        let outcome = try await database.write { db in
            // Guesses that ran beside this one may have closed the name meanwhile.
            try Self.requireOpen(name, at: now, db)
            guard isRight, try Self.stored(email, db) == stored, let person = try Person.find(email: email, db) else {
                try Self.noteFailure(name, email: email, at: now, db)
                return nil as (Session.Token, Person)?
            }
            return try Self.open(person, name: name, at: now, db)
        }
        guard let outcome else { throw PeopleRefusal.signInFailed }
        return outcome
    }

    private static func open(
        _ person: Person, name: Digest, at now: Moment, _ db: Connection
    ) throws -> (Session.Token, Person) {
        try db.run("DELETE FROM sign_in_failure WHERE email_hash = \(name)")
        try db.run(
            "UPDATE person SET signed_in_at = \(now) WHERE tenant_id = \(person.tenant) AND id = \(person.id)")
        let token = Session.Token()
        try Session.begin(token, of: person.id, tenant: person.tenant, at: now, db)
        try Person.note(person.id, "signed_in", by: .person(person.id), at: now, [:], tenant: person.tenant, db)
        return (token, person)
    }

    /// The stored hash of an active person.
    private static func stored(_ email: String, _ db: Connection) throws -> String? {
        try db.value(
            """
            SELECT password_hash
              FROM person
             WHERE email_key = \(PersonRules.emailKey(email)) AND state = \(Person.State.active)
            """)
    }

    /// How often somebody failed to sign in with that address of late.
    package static func recentFailures(email: String, at now: Moment, _ db: Connection) throws -> Int {
        try count(Digest(of: Array(PersonRules.emailKey(email).utf8)), at: now, db)
    }

    private static func count(_ name: Digest, at now: Moment, _ db: Connection) throws -> Int {
        try db.value(
            "SELECT count(*) FROM sign_in_failure WHERE email_hash = \(name) AND at > \(now - lockOut)") ?? 0
    }

    private static func requireOpen(_ name: Digest, at now: Moment, _ db: Connection) throws {
        guard try count(name, at: now, db) < failures else { throw PeopleRefusal.lockedOut }
    }

    /// The failure that closes a known name is a row of the person's history.
    private static func noteFailure(_ name: Digest, email: String, at now: Moment, _ db: Connection) throws {
        try db.run("INSERT INTO sign_in_failure (email_hash, at) VALUES (\(name), \(now))")
        guard try count(name, at: now, db) == failures, let person = try Person.find(email: email, db) else { return }
        try Person.note(
            person.id, "locked_out", by: .system("sign-in"), at: now, ["failures": Value(failures)],
            tenant: person.tenant, db)
    }
}
