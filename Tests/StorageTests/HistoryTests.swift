import Kernel
import Storage
import TestDatabases
import TestServers
import Testing

@Suite struct HistoryTests {
    let folder: TemporaryFolder
    let database: Database
    let tenant = TenantID(bits: 7)

    init() async throws {
        folder = try TemporaryFolder()
        database = try TestDatabases.open("\(folder.path)/test.db")
        try await database.migrate(StorageSchema.migrations, at: Moment(seconds: 0))
        let tenant = tenant
        try await database.write { db in
            for number in 1...20 {
                let entry = HistoryEntry(
                    "offer", Identifier<Int>(bits: UInt128(number)), from: "open", "accept", to: "accepted",
                    by: .system("test"), at: Moment(seconds: Int64(number)), detail: ["number": .int(Int64(number))])
                try History.append(entry, tenant: tenant, db)
            }
        }
    }

    @Test func `A42 append-only rows refuse UPDATE and DELETE`() async throws {
        for statement: SQL in ["UPDATE history SET event = 'x'", "DELETE FROM history"] {
            await #expect(throws: StorageFault.appendOnly("history is append-only")) {
                try await database.write { try $0.run(statement) }
            }
        }
    }

    @Test func `an untouched chain is whole`() async throws {
        #expect(try await database.read { try History.verify($0) } == .whole(rows: 20))
    }

    @Test(
        arguments: [
            ("UPDATE history SET event = 'other' WHERE seq = 11", 11),
            ("UPDATE history SET detail = '{\"number\":12}' WHERE seq = 5", 5),
            ("DELETE FROM history WHERE seq = 3", 3),
            ("UPDATE history SET at = at + 1 WHERE seq = 20", 20),
        ] as [(SQL, Int64)])
    func `K05 verify names the first broken row`(tampering: SQL, seq: Int64) async throws {
        try await database.write { db in
            try TestDatabases.dropGuards(of: "history", db)
            try db.run(tampering)
        }
        #expect(
            try await database.read { try History.verify($0) } == .broken(table: "history", tenant: tenant, seq: seq))
    }
}
