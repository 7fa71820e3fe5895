import Glibc

/// Which engine keeps the records, and where.
package enum DatabaseAddress: Sendable, Hashable {
    case sqlite(path: String)
    /// A connection URI of libpq: may name several hosts, and holds a password perhaps.
    case postgres(uri: String)

    /// `sqlite:PATH` or `postgresql://…`; nil where the text is neither. `place` says where a path of the text leads.
    package init?(_ text: String, fileAt place: (String) -> String = { $0 }) {
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(path: place(String(text.dropFirst(7))))
        } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
            self = .postgres(uri: text)
        } else {
            return nil
        }
    }

    /// The file, where the database is one.
    package var path: String? {
        switch self {
        case .sqlite(let path): path
        case .postgres: nil
        }
    }

    /// Whether programs on several machines may use it.
    package var isShared: Bool { path == nil }

    /// For people: a file's path, or a server's address without user and password.
    package var shown: String {
        switch self {
        case .sqlite(let path): return path
        case .postgres(let uri):
            let rest = uri.drop { $0 != ":" }.dropFirst(3)
            let server = rest.prefix { $0 != "?" }
            let place = server.lastIndex(of: "@").map { server[server.index(after: $0)...] } ?? server
            return "postgresql://\(place)"
        }
    }

    /// Whether there is an office's database already: on a server, one that was migrated. `say` is told where it takes
    /// its time because the server is starting.
    package func isMade(_ say: @escaping @Sendable (String) -> Void = { _ in }) async throws -> Bool {
        switch self {
        case .sqlite(let path): return access(path, F_OK) == 0
        case .postgres(let uri):
            return try await Lane.apart {
                let link = PostgresLink(uri: uri, isWriter: false)
                try link.connect(say)
                return try link.execute("SELECT to_regclass('migration') IS NOT NULL").word == "t"
            }
        }
    }

    /// Whether the database holds an office, not only the tables for one: what made it may have been cut off in between.
    package func holdsOffice(_ say: @escaping @Sendable (String) -> Void = { _ in }) async throws -> Bool {
        guard try await isMade(say) else { return false }
        let database = try Database(self, readers: 1)
        return try await database.read { db in
            try !db.session.columns(of: "tenant").isEmpty && db.value("SELECT EXISTS (SELECT 1 FROM tenant)") == true
        }
    }

    func session(isWriter: Bool) throws -> any Session {
        switch self {
        case .sqlite(let path): try SQLiteSession(path: path, for: isWriter ? .writing : .reading)
        case .postgres(let uri): PostgresSession(uri: uri, isWriter: isWriter)
        }
    }

    /// A connection beside which no program of ours works on the database, as long as it stands; nil where one does.
    func loneSession() throws -> (any Session)? {
        switch self {
        case .sqlite(let path):
            do { return try SQLiteSession(path: path, for: .alone) } catch StorageFault.busy { return nil }
        case .postgres(let uri):
            let session = PostgresSession(uri: uri, isWriter: true)
            return try session.isAlone() ? session : nil
        }
    }

    /// Does something while no program of ours works on the database; nil, and nothing is done, where one does.
    package func alone<Answer>(_ body: () throws -> Answer) throws -> Answer? {
        guard let session = try loneSession() else { return nil }
        return try withExtendedLifetime(session) { try body() }
    }

    /// Who hears what other nodes signal; none where there is one node.
    func listener(_ raise: @escaping @Sendable (Set<String>?) -> Void) -> PostgresListener? {
        switch self {
        case .sqlite: nil
        case .postgres(let uri): PostgresListener(uri: uri, raise: raise)
        }
    }
}
