import Kernel
import Storage
import TestDatabases
import TestServers
import Testing

@Suite struct DatabaseTests {
    let folder: TemporaryFolder
    let database: Database
    let tenant = TenantID(bits: 1)
    static let schema = [
        Migration("test.1", ["CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"])
    ]

    init() async throws {
        folder = try TemporaryFolder()
        database = try TestDatabases.open("\(folder.path)/test.db")
        try await database.migrate(StorageSchema.migrations + Self.schema, at: Moment(seconds: 0))
    }

    @Test func `a closure that throws leaves nothing behind, its neighbours in the same commit stay`() async throws {
        struct Stop: Error {}
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await self.database.write { db in
                            try db.run("INSERT INTO note (id, text) VALUES (\(number), \("n\(number)"))")
                            if number % 3 == 0 { throw Stop() }
                        }
                    } catch is Stop {}
                }
            }
            try await group.waitForAll()
        }
        let count = try await database.read { try $0.value("SELECT count(*) FROM note", as: Int.self) }
        #expect(count == 133)
    }

    @Test func `a value in a hole is bound, whatever it spells`() async throws {
        let hostile = "x'); DROP TABLE note; --"
        let read = try await database.write { db in
            try db.run("INSERT INTO note (id, text) VALUES (1, \(hostile))")
            return try db.value("SELECT text FROM note WHERE text IN \(list: [hostile, "y"])", as: String.self)
        }
        #expect(read == hostile)
    }

    @Test func `what is asked ahead is answered as if it were asked one by one`() async throws {
        try await database.write { db in
            for number in 1...3 { try db.run("INSERT INTO note (id, text) VALUES (\(number), \("n\(number)"))") }
        }
        let text: @Sendable (Int) -> SQL = { "SELECT text FROM note WHERE id = \($0)" }
        for _ in 0..<2 {
            let read = try await database.read { db in
                try db.ahead(text(1), "SELECT count(*) FROM note", text(9))
                // out of turn, one of them twice, one that was not asked and one that answers nothing
                return try [text(9), text(1), text(2), text(1)].map { try db.value($0, as: String.self) }
                    + [db.value("SELECT count(*) FROM note", as: Int.self).map { "\($0)" }]
            }
            #expect(read == [nil, "n1", "n2", "n1", "3"])
        }
        let written = try await database.write { db in
            try db.ahead(text(4))
            try db.run("INSERT INTO note (id, text) VALUES (4, 'n4')")
            return try db.value(text(4), as: String.self)
        }
        #expect(written == "n4", "a write sees what it wrote")
        await #expect(throws: StorageFault.self) {
            try await database.read { db in
                try db.ahead(text(1), "SELECT nothing FROM nowhere")
                _ = try db.value("SELECT nothing FROM nowhere", as: String.self)
            }
        }
        #expect(try await database.read { try $0.value(text(1), as: String.self) } == "n1")
    }

    @Test func `a reader does not wait for an open write transaction`() async throws {
        let seen = try await database.write { [database] db in
            try db.run("INSERT INTO note (id, text) VALUES (1, 'a')")
            return Task { try await database.read { try $0.value("SELECT count(*) FROM note", as: Int.self) } }
        }
        #expect(try await seen.value != nil)
    }

    @Test func `a doubled key is told with its place and without its value`() async throws {
        let place = TestDatabases.server == nil ? "note.text" : "note_text_key"
        await #expect(throws: StorageFault.notUnique(constraint: place)) {
            try await database.write { db in
                try db.run("INSERT INTO note (id, text) VALUES (1, 'same')")
                try db.run("INSERT INTO note (id, text) VALUES (2, 'same')")
            }
        }
    }

    @Test func `a second migration run is a no-op and an edited migration is refused`() async throws {
        #expect(try await database.migrate(Self.schema, at: Moment(seconds: 9)) == [])
        await #expect(throws: MigrationRefusal.edited("test.1")) {
            try await database.migrate([Migration("test.1", ["SELECT 1"])], at: Moment(seconds: 9))
        }
    }

    @Test func `K10 the same key and body get the stored answer, another body is refused`() async throws {
        let tenant = tenant
        @Sendable func command(_ body: Value) async throws -> (Value, Bool) {
            try await database.write { db in
                let key = IdempotencyKey("k", command: "POST /notes", body: body)
                let result = try Idempotency.once(key, tenant: tenant, at: Moment(seconds: 0), db) {
                    try db.run("INSERT INTO note (text) VALUES ('once')")
                    return ["made": 1]
                }
                return (result.answer, result.isReplay)
            }
        }
        let first = try await command(["a": 1])
        let second = try await command(["a": 1])
        #expect(first.0 == second.0 && !first.1 && second.1)
        await #expect(throws: IdempotencyRefusal.otherBody) { try await command(["a": 2]) }
        #expect(try await database.read { try $0.value("SELECT count(*) FROM note", as: Int.self) } == 1)
    }

    @Test func `a signal arrives after the commit and not after a rollback`() async throws {
        struct Stop: Error {}
        var iterator = database.signals(named: "mail").makeAsyncIterator()
        await #expect(throws: Stop.self) {
            try await database.write { db in
                db.signal("mail")
                throw Stop()
            }
        }
        try await database.write { db in
            try db.run("INSERT INTO note (id, text) VALUES (1, 'a')")
            db.signal("mail")
        }
        #expect(await iterator.next() != nil)
    }

    @Test(.enabled(if: TestDatabases.server == nil))
    func `K09 commits reach the disk: write-ahead log, full synchronisation, foreign keys, on writer and readers`()
        async throws
    {
        let look: @Sendable (Connection) throws -> [String] = { db in
            try ["journal_mode", "synchronous", "foreign_keys"].map { name in
                let row = try db.row("SELECT * FROM \(part: Self.pragma(name))")
                return try row.map { "\(try $0.get("value", as: String.self))" } ?? ""
            }
        }
        #expect(try await database.write(look) == ["wal", "2", "1"])
        #expect(try await database.read(look) == ["wal", "2", "1"])
    }

    private static func pragma(_ name: String) -> SQL {
        switch name {
        case "journal_mode": "(SELECT journal_mode AS value FROM pragma_journal_mode)"
        case "synchronous": "(SELECT CAST(synchronous AS TEXT) AS value FROM pragma_synchronous)"
        default: "(SELECT CAST(foreign_keys AS TEXT) AS value FROM pragma_foreign_keys)"
        }
    }
}
