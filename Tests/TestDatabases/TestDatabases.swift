import Crypto
import Glibc
import Kernel
import Storage

/// Databases of the tests' own, on the engine that the run is about: a file each, or on the PostgreSQL whose address
/// `FUNDGATE_TEST_POSTGRES` holds a schema each, or a database each where it is a copy of a prepared one.
package enum TestDatabases {
    /// The server of a run on PostgreSQL; nil in a run on SQLite.
    package static let server: String? = getenv("FUNDGATE_TEST_POSTGRES").map { String(cString: $0) }

    /// The database that belongs to `path`; the same path is the same database.
    package static func address(_ path: String) -> DatabaseAddress {
        guard let server else { return .sqlite(path: path) }
        let name = name(path)
        if PreparedDatabases.shared.holds(name) { return .postgres(uri: PreparedDatabases.address(name, on: server)) }
        return .postgres(uri: "\(server)&options=-csearch_path%3D\(name)")
    }

    private static func name(_ path: String) -> String { "t_" + Digest(of: Array(path.utf8)).description.prefix(24) }

    /// Sees to it that the database that belongs to `path` costs little to make: on PostgreSQL it is a copy of one that
    /// `migrations` made once for all tests of the run.
    package static func prepare(_ path: String, _ migrations: [Migration]) async throws {
        guard let server else { return }
        try await PreparedDatabases.shared.copy(name(path), for: path, migrations, on: server)
    }

    /// Opens the database that belongs to `path`, as `migrations` make it.
    package static func open(
        _ path: String, _ migrations: [Migration], at now: Moment, readers: Int = 4
    ) async throws -> Database {
        try await prepare(path, migrations)
        let database = try open(path, readers: readers)
        try await database.migrate(migrations, at: now)
        return database
    }

    /// What a program or a configuration is told of the database that belongs to `path`; nothing where it is the usual
    /// file in the data folder.
    package static func environment(_ path: String) -> [String: String] {
        guard case .postgres(let uri) = address(path) else { return [:] }
        return ["FUNDGATE_DATABASE": uri]
    }

    package static func open(_ path: String, readers: Int = 4) throws -> Database {
        try Database(address(path), readers: server == nil ? readers : min(readers, 2))
    }

    /// The names of the tables, in order.
    package static func tables(_ db: Connection) throws -> [String] {
        let inFile: SQL = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        let onServer: SQL =
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        return try db.rows(server == nil ? inFile : onServer).map { try $0["name"] }
    }

    /// Takes the triggers away that refuse changes: for tests that play somebody who tampers.
    package static func dropGuards(of table: StaticString, _ db: Connection) throws {
        for verb: StaticString in ["update", "delete"] {
            let name: SQL = "\(name: table)_no_\(name: verb)"
            try db.run(
                server == nil ? "DROP TRIGGER \(part: name)" : "DROP TRIGGER \(part: name) ON \(name: table)")
        }
    }

    /// From now on the table takes no rows, as if the program ended where it writes them.
    package static func refuseRows(of table: SQL, _ db: Connection) throws {
        if server == nil {
            try db.run(
                """
                CREATE TRIGGER torn BEFORE INSERT ON \(part: table)
                BEGIN SELECT RAISE(ABORT, 'as if the program ended here'); END
                """)
        } else {
            try db.run(
                "CREATE TRIGGER torn BEFORE INSERT ON \(part: table) FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        }
    }

    package static func acceptRows(of table: SQL, _ db: Connection) throws {
        try db.run(server == nil ? "DROP TRIGGER torn" : "DROP TRIGGER torn ON \(part: table)")
    }
}
