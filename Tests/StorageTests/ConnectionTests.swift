import Dispatch
import Kernel
import Synchronization
import TestDatabases
import TestServers
import Testing

@testable import Storage

/// What a server refuses, and what happens to a connection that stood.
@Suite struct ConnectionTests {
    private static let isOnServer = TestDatabases.server != nil

    /// Changes to the run's address, and the words that somebody reads who made the mistake.
    // swift-format-ignore
    private static let mistakes: [(address: @Sendable (String) -> String, words: String)] = [
        ({ _ in "postgresql://office@nowhere.invalid/office" },           "nowhere.invalid/office: the host's name is not known"),
        ({ _ in "postgresql://office@127.0.0.1:1/office" },               "127.0.0.1:1/office: nothing listens there"),
        ({ _ in "postgresql:///office?host=/nowhere" },                   "nothing listens there"),
        ({ $0.replacing("user=office", with: "user=guarded&password=wrong") },  "the user or the password is wrong"),
        ({ $0.replacing("user=office", with: "user=guarded") },           "the server asks for a password"),
        ({ $0.replacing("user=office", with: "user=barred") },            "pg_hba.conf does not let this user in"),
        ({ $0.replacing("user=office", with: "user=nobody_we_know") },    "the server knows no such user"),
        ({ $0.replacing("/office?", with: "/nothing?") },                 "the server has no such database"),
        ({ $0.replacing("user=office", with: "user=crowded") },           "the server takes no more connections"),
        ({ $0.replacing("user=office", with: "user=poor") },              "lacks a right: permission denied for schema public"),
        ({ $0.replacing("user=office", with: "user=fundgate") },          "is a superuser"),
    ]

    @Test(.enabled(if: isOnServer))
    func `what is wrong with an address, a user or a right is told in one sentence`() async throws {
        let server = try #require(TestDatabases.server)
        try await Lane.apart {
            let link = PostgresLink(uri: server.replacing("user=office", with: "user=fundgate"), isWriter: false)
            try link.connect()
            for role in [
                "guarded LOGIN PASSWORD 'right'", "barred LOGIN", "crowded LOGIN CONNECTION LIMIT 0", "poor LOGIN",
            ] {
                let name = role.prefix { $0 != " " }
                try link.execute(
                    """
                    DO $do$ BEGIN IF to_regrole('\(name)') IS NULL THEN
                        EXECUTE $role$CREATE ROLE \(role)$role$;
                    END IF; END $do$
                    """)
            }
        }
        for (address, words) in Self.mistakes {
            let uri = address(server)
            let error = await #expect(throws: StorageFault.self) {
                try await Database(.postgres(uri: uri), readers: 1).migrate(
                    StorageSchema.migrations, at: Moment(seconds: 0))
            }
            guard case .unusable(let sentence) = error else {
                Issue.record("\(words): \(String(describing: error))")
                continue
            }
            #expect(sentence.contains(words), "\(sentence)")
            #expect(!sentence.contains("wrong@") && !sentence.contains("\n"))
        }
    }

    /// A standby alone takes no writes.
    @Test(.enabled(if: TestDatabases.server?.contains("/socket2") == true))
    func `a server that takes no writes is told`() async throws {
        let (folder, _) = try await office()
        guard case .postgres(let server) = TestDatabases.address("\(folder.path)/test.db") else { return }
        let hosts = try #require(server.split(separator: "host=").last?.prefix { $0 != "&" })
        let standby = server.replacing(hosts, with: hosts.split(separator: ",").last ?? "")
        for attributes in ["read-write", "any"] {
            let uri = standby.replacing("target_session_attrs=read-write", with: "target_session_attrs=\(attributes)")
            let error = await #expect(throws: StorageFault.self) {
                try await Database(.postgres(uri: uri), readers: 1).write { try Self.add("a", $0) }
            }
            #expect(error?.description.contains("the server takes no writes") == true, "\(String(describing: error))")
        }
    }

    /// An answer of the server to somebody who connects: an error with its code and words.
    private static func refusal(_ code: String, _ words: String) -> [UInt8] {
        let fields: [UInt8] = ["SFATAL", "C\(code)", "M\(words)"].flatMap { (text: String) -> [UInt8] in
            Array(text.utf8) + [0]
        }
        let length = withUnsafeBytes(of: UInt32(fields.count + 5).bigEndian) { Array($0) }
        return [UInt8(ascii: "E")] + length + fields + [0]
    }

    @Test func `a server that is starting is waited for, and that is said once`() async throws {
        let starting: [ScriptedServer.Step] = [
            .readBytes(8),
            .sayBytes(Self.refusal("57P03", "the database system is starting up")),
        ]
        let wrong: [ScriptedServer.Step] = [
            .readBytes(8),
            .sayBytes(Self.refusal("28P01", "password authentication failed for user \"office\"")),
        ]
        let server = ScriptedServer(starting, starting, starting, wrong)
        defer { server.stop() }
        let said = Mutex<[String]>([])
        let address = DatabaseAddress.postgres(
            uri: "postgresql://office@127.0.0.1:\(server.port)/office?sslmode=disable&gssencmode=disable")
        await #expect(
            throws: StorageFault.unusable("no connection to \(address.shown): the user or the password is wrong")
        ) {
            _ = try await address.isMade { words in said.withLock { $0.append(words) } }
        }
        #expect(server.connectionCount == 4)
        #expect(said.withLock { $0 }.count == 1)
        #expect(said.withLock { $0 }.first?.contains("the server is starting up") == true)
    }

    @Test func `a server that is too old is told with the version that is needed`() {
        #expect(ConnectionTrouble.tooOld(150_000, at: "x") == nil)
        #expect(
            ConnectionTrouble.tooOld(130_004, at: "x")?.sentence == "x is PostgreSQL 13; fundgate needs 15 or later")
    }

    @Test(.enabled(if: TestDatabases.server != nil, "SQLite's writers wait for a minute"))
    func `who waits for the writers' lock in vain is told that the database is busy, and nothing of it stands`()
        async throws
    {
        let (folder, database) = try await office()
        guard case .postgres(let server) = TestDatabases.address("\(folder.path)/test.db") else { return }
        let impatient = try Database(.postgres(uri: "\(server)%20-clock_timeout%3D200"), readers: 1)
        let (isHeld, mayGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let holder: Void = database.write { db in
            try Self.add("held", db)
            isHeld.signal()
            mayGo.wait()
        }
        await withCheckedContinuation { continuation in
            TestServers.Thread.start {
                isHeld.wait()
                continuation.resume()
            }
        }
        await #expect(throws: StorageFault.busy) { try await impatient.write { try Self.add("plain", $0) } }
        await #expect(throws: StorageFault.busy) {
            try await impatient.write { db in _ = try db.attempt { try Self.add("attempted", db) } }
        }
        mayGo.signal()
        try await holder
        try await impatient.write { try Self.add("after", $0) }
        #expect(try await database.read { try $0.value(Self.rows, as: Int.self) } == 2)
    }

    // MARK: connections that stand

    private func office() async throws -> (TemporaryFolder, Database) {
        let folder = try TemporaryFolder()
        let database = try TestDatabases.open("\(folder.path)/test.db")
        try await database.migrate(StorageSchema.migrations, at: Moment(seconds: 0))
        return (folder, database)
    }

    private static let rows: SQL = "SELECT count(*) FROM setting"
    private static func add(_ name: String, _ db: Connection) throws {
        try db.run("INSERT INTO setting (tenant_id, name, value, changed_at) VALUES ('t', \(name), '1', 1)")
    }

    @Test(.enabled(if: isOnServer))
    func `a statement without end is stopped, its transaction leaves nothing, and the next one goes on`() async throws {
        let (_, database) = try await office()
        let bound: @Sendable (Connection) throws -> String? = {
            try $0.value("SELECT current_setting('statement_timeout')")
        }
        #expect(try await database.write(bound) == "1min")
        #expect(try await database.read(bound) == "2min")
        await #expect(throws: StorageFault.busy) {
            try await database.write { db in
                try Self.add("a", db)
                try db.run("SET LOCAL statement_timeout = '50ms'")
                try db.run("SELECT pg_sleep(20)")
            }
        }
        try await database.write { try Self.add("b", $0) }
        #expect(try await database.read { try $0.value(Self.rows, as: Int.self) } == 1)
    }

    @Test(.enabled(if: isOnServer))
    func `two transactions that met are no failure: the closure runs again`() async throws {
        let (_, database) = try await office()
        for state in ["40001", "40P01"] {
            let runs = Mutex(0)
            try await database.write { db in
                try Self.add(state, db)
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                guard run < 3 else { return }
                try db.run(
                    SQL(text: "DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '\(state)'; END $$", values: []))
            }
            #expect(runs.withLock { $0 } == 3)
        }
        #expect(try await database.read { try $0.value(Self.rows, as: Int.self) } == 2)
    }

    @Test(.enabled(if: isOnServer))
    func `however many read at once, no more connections are made than were asked for`() async throws {
        let (_, database) = try await office()
        let most = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await database.read { db in
                        try db.run("SELECT pg_sleep(0.005)")
                        // Each connection holds the lock that says it is present; this one's number tells which.
                        return try db.value(
                            """
                            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
                               AND (classid, objid) IN (SELECT classid, objid FROM pg_locks
                                                         WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                            """) ?? 0
                    }
                }
            }
            return try await group.reduce(0, max)
        }
        #expect(most == 3, "two readers and the writer")
    }
}
