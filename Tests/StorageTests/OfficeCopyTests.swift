import Crypto
import Kernel
import TestDatabases
import TestServers
import Testing

@testable import Storage

/// A small schema with what is hard to copy: numbers that count up, rows that refer to later ones, rows that come with
/// the schema, bytes.
@Suite struct OfficeCopyTests {
    private static let migrations =
        StorageSchema.migrations + [
            Migration(
                "test.1",
                [
                    "CREATE TABLE word (word TEXT NOT NULL PRIMARY KEY) STRICT",
                    "INSERT INTO word (word) VALUES ('given'), ('taken')",
                    """
                    CREATE TABLE note (
                        seq      INTEGER PRIMARY KEY,
                        offset   INTEGER,
                        text     TEXT NOT NULL,
                        bytes    BLOB,
                        word     TEXT REFERENCES word (word),
                        later    INTEGER REFERENCES note (seq)
                    ) STRICT
                    """,
                ] + Migration.appendOnly("word"))
        ]
    private let folder: TemporaryFolder
    private let tenant = TenantID(bits: 1)

    init() throws { folder = try TemporaryFolder() }

    private func place(_ name: String) -> DatabaseAddress { TestDatabases.address("\(folder.path)/\(name).db") }

    private func copy(
        _ source: DatabaseAddress, _ target: DatabaseAddress, _ migrations: [Migration] = Self.migrations,
        isOnline: Bool = true
    ) async throws -> OfficeCopy.Summary {
        try await OfficeCopy(from: source, to: target, migrations: migrations, isOnline: isOnline, look: { _ in }).run()
    }

    private func office(_ place: DatabaseAddress, notes: Int = 3000) async throws -> Database {
        let database = try Database(place, readers: 1)
        try await database.migrate(Self.migrations, at: Moment(seconds: 5))
        try await database.write { [tenant] db in
            for number in 1...notes {
                let (later, bytes) = (number < notes ? number + 1 : nil, [UInt8](repeating: 0, count: number % 7))
                try db.run(
                    """
                    INSERT INTO note (seq, "offset", text, bytes, word, later)
                    VALUES (\(number), NULL, \("text \(number) é\u{10FFFF}"), \(bytes), 'given', NULL)
                    """)
                if number == notes { break }
                if number % 2 == 0 { try db.run("UPDATE note SET later = \(number - 1) WHERE seq = \(number)") }
                try db.run("UPDATE note SET \"offset\" = \(-(later ?? 0)) WHERE seq = \(number)")
            }
            // A row that refers to the last one.
            try db.run("UPDATE note SET later = \(notes) WHERE seq = 1")
            for number in 1...3 {
                try Setting.write(
                    "n\(number)", "x", tenant: tenant, by: .system("test"), at: Moment(seconds: 7), db)
            }
        }
        return database
    }

    private func rows(_ database: Database, _ sql: SQL) async throws -> [[SQLValue]] {
        try await database.read { try $0.rows(sql).map(\.values) }
    }

    /// There and back: on PostgreSQL over both engines.
    @Test func `every row is copied as it is, and what counts up goes on behind the last one`() async throws {
        let source = try await office(place("a"))
        let file = DatabaseAddress.sqlite(path: "\(folder.path)/between.db")
        let there = try await copy(source.address, file)
        #expect(there.rows == 3000 + 2 + 3 + 3 + Self.migrations.count && there.historyRows == 3)
        #expect(try await copy(file, place("b")) == there)
        let target = try Database(place("b"), readers: 1)
        for table: SQL in ["note ORDER BY seq", "word ORDER BY word", "history ORDER BY seq", "setting ORDER BY name"] {
            let statement: SQL = "SELECT * FROM \(part: table)"
            #expect(try await rows(source, statement) == rows(target, statement))
        }
        #expect(try await target.migrate(Self.migrations, at: Moment(seconds: 9)).isEmpty)
        let seq = try await target.write { db in
            try db.value("INSERT INTO note (text) VALUES ('next') RETURNING seq", as: Int.self)
        }
        #expect(seq == 3001)
        await #expect(throws: StorageFault.self) {
            try await target.write { try $0.run("DELETE FROM word WHERE word = 'given'") }
        }
    }

    @Test func `a place that holds an office, one that holds none and another schema are refused`() async throws {
        let source = try await office(place("a"), notes: 2)
        let shown = place("b").shown
        await #expect(throws: CopyRefusal.noOffice(shown)) { try await copy(place("b"), place("c")) }
        _ = try await copy(source.address, place("b"))
        await #expect(throws: CopyRefusal.notEmpty(shown)) { try await copy(source.address, place("b")) }
        let more = Self.migrations + [Migration("test.2", ["CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT"])]
        await #expect(throws: CopyRefusal.olderSchema(place("a").shown)) {
            try await copy(source.address, place("c"), more)
        }
        await #expect(throws: CopyRefusal.newerSchema(place("a").shown)) {
            try await copy(source.address, place("c"), StorageSchema.migrations)
        }
    }

    @Test func `a move is refused while another program has the source open, and goes on when it has not`() async throws
    {
        var source: Database? = try await office(place("a"), notes: 2)
        await #expect(throws: CopyRefusal.inUse(place("a").shown)) {
            try await copy(place("a"), place("b"), isOnline: false)
        }
        source = nil
        _ = source
        // The last connection is closed when its queue is done with it.
        var summary: OfficeCopy.Summary?
        for _ in 0..<6_000 where summary == nil {
            do { summary = try await copy(place("a"), place("b"), isOnline: false) } catch CopyRefusal.inUse {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        #expect(summary?.historyRows == 3)
    }

    @Test func `a copy that breaks off leaves nothing, and a history that does not verify is not copied`() async throws
    {
        let source = try await office(place("a"), notes: 2)
        try await source.write { [tenant] db in
            try TestDatabases.dropGuards(of: "history", db)
            try db.run("UPDATE history SET event = 'other' WHERE seq = 2")
            _ = tenant
        }
        for _ in 1...2 {
            await #expect(throws: CopyRefusal.brokenHistory(tenant: tenant, seq: 2)) {
                try await copy(source.address, place("b"))
            }
            #expect(try await !place("b").isMade())
        }
    }

    @Test func `a NUL in a text is a space on both engines, and the history verifies`() async throws {
        let source = try await office(place("a"), notes: 2)
        try await source.write { [tenant] db in
            try db.run("UPDATE note SET text = \("a\u{0}b") WHERE seq = 1")
            let entry = HistoryEntry(
                "note", tenant, "changed", by: .system("test"), at: Moment(seconds: 9), reason: "a\u{0}b",
                detail: ["text": "a\u{0}b"])
            try History.append(entry, tenant: tenant, db)
        }
        #expect(try await source.read { try $0.value("SELECT text FROM note WHERE seq = 1") } == "a b")
        #expect(try await source.read { try History.verify($0) } == .whole(rows: 4))
        #expect(try await copy(source.address, place("b")).historyRows == 4)
    }

    /// Files of an earlier program may hold what is written no more.
    @Test func `a NUL that a file holds becomes a space, and in the history it is refused`() async throws {
        let path = "\(folder.path)/old.db"
        let old = try await office(.sqlite(path: path), notes: 2)
        try await old.write { try $0.run("UPDATE note SET text = 'a' || char(0) || 'b' WHERE seq = 1") }
        let summary = try await copy(old.address, place("b"))
        #expect(summary.cleanedTexts == 1)
        let target = try Database(place("b"), readers: 1)
        #expect(try await target.read { try $0.value("SELECT text FROM note WHERE seq = 1") } == "a b")
        try await old.write { db in
            try db.run("DROP TRIGGER history_no_update")
            try db.run("UPDATE history SET reason = 'a' || char(0) WHERE seq = 3")
        }
        await #expect(throws: CopyRefusal.unstorableHistory(row: 3)) { try await copy(old.address, place("c")) }
    }
}
