import Kernel
import Ledger
import People
import TestDatabases
import Testing

@testable import Server
@testable import Storage

@Suite struct MoveTests {
    /// What the sample office has none of: nobody signed in, nobody corrected, nobody called.
    // swift-format-ignore
    static let filled: [(table: String, rows: String)] = [
        ("session",         "SELECT 'hash' || id, tenant_id, id, 5, 6 FROM person"),
        ("sign_in_failure", "VALUES ('hash', 1), ('hash', 1), ('other', 2)"),
        ("api_key",         "SELECT '01m7xt5a893nfrwz0sbdwkce8n', id, 'key', 'hash', 1, NULL, NULL FROM tenant"),
        ("api_key_role",    "SELECT tenant_id, id, 'broker' FROM api_key"),
        ("setting",         "SELECT id, 'name', '{}', 1 FROM tenant"),
        ("intake_item",     "SELECT id, tenant_id, id, 'open', NULL, 1, NULL, NULL FROM message"),
        ("funder_note",     #"SELECT id, tenant_id, id, 'é € \N \\ " {}', 'person:x', -9223372036854775807 FROM funder"#),
        ("funder_call",     "SELECT id, tenant_id, id, 'called', 'person:x', 9223372036854775807 FROM funder"),
        ("reading_case",    #"SELECT id, tenant_id, id, '{}', '{"a":"\u0000"}', 'person:x', 1, 1, 2, '[]' FROM message"#),
        ("phrase",          "SELECT id, tenant_id, 'p' || id, id, 'reason:other', NULL, 'active', 1, NULL, 1, 'person:x', NULL, NULL FROM message"),
        ("partner_token",   "SELECT 'hash' || id, tenant_id, id, 'invitation', 1, 2, NULL FROM partner"),
        ("notice",          "SELECT id, tenant_id, 'payee', id, 'statement', 'USD', content_hash, 1, 'a@b.example', id, 'person:x', 1 FROM message"),
        ("alert",           "SELECT id, id, 'disk_low', '', 'text', 1, NULL FROM tenant"),
    ]

    static func fill(_ database: Database) async throws {
        for (table, rows) in filled {
            try await database.write { try $0.run(SQL(text: "INSERT INTO \(table) \(rows)", values: [])) }
        }
    }

    /// Every row as text, in an order that does not depend on the engine.
    private func rows(of table: String, _ database: Database) async throws -> [String] {
        try await database.read { db in
            let columns = try db.session.columns(of: table)
            return try db.rows(SQL(text: "SELECT * FROM \(table)", values: [])).map { row in
                zip(columns, row.values).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
            }.sorted()
        }
    }

    static let booked = ["ledger_account", "ledger_row", "ledger_entry", "ledger_balance"]

    static func book(_ database: Database, at now: Moment) async throws {
        try await database.write { db in
            let tenant: TenantID = try #require(try db.value("SELECT id FROM tenant"))
            let accounts = try ["bank", "rounding"].map { code in
                try LedgerAccount.open(
                    LedgerAccount.Wish(ChartOfAccounts.line(code), .usd), tenant: tenant, by: .system("test"), at: now,
                    db
                ).id
            }
            for key in ["first", "second"] {
                let transfer = Transfer(
                    key: key, purpose: "test", on: now.day,
                    zip([Side.debit, .credit], accounts).map { Transfer.Leg($0, $1, Cents(500), .usd) })
                _ = try Journal(tenant: tenant, by: .system("test"), at: now).post(transfer, db)
            }
        }
    }

    static func copy(_ source: DatabaseAddress, _ target: DatabaseAddress) async throws {
        try await OfficeCopy(
            from: source, to: target, migrations: JoinedSchema.migrations, isOnline: true,
            look: OfficeCopy.needsWholeLedgers
        ).run()
    }

    @Test func `an office whose ledger was tampered with is not moved`() async throws {
        let temporary = try await TemporaryOffice()
        let (database, now) = (temporary.office.database, temporary.clock.now())
        try await database.write { _ = try Tenant.add(name: "Test", by: .system("test"), at: now, $0) }
        try await Self.book(database, at: now)
        try await database.write { db in
            try TestDatabases.dropGuards(of: "ledger_entry", db)
            try db.run("UPDATE ledger_entry SET amount_cents = 600 WHERE seq = 2")
        }
        let target = TestDatabases.address("\(temporary.folder)/moved.db")
        let tenant: TenantID = try await database.read { try #require(try $0.value("SELECT id FROM tenant")) }
        await #expect(throws: CopyRefusal.brokenLedger(tenant: tenant, seq: 2)) {
            try await Self.copy(database.address, target)
        }
        #expect(try await !target.isMade())
    }

    /// From the engine of the run to a file, and from the file to the engine of the run.
    @Test func `a whole office moves, row by row the same, and is verified where it arrives`() async throws {
        let demo = try await TemporaryDemo()
        try await demo.demo.sendFirst()
        try await demo.exchange()
        let source = demo.demo.office.database
        try await Self.fill(source)
        try await Self.book(source, at: demo.demo.office.clock.now())
        let folder = demo.place.folder
        let file = DatabaseAddress.sqlite(path: "\(folder)/moved.db")
        let last = TestDatabases.address("\(folder)/moved-twice.db")
        for (from, to) in [(source.address, file), (file, last)] {
            try await Self.copy(from, to)
            let target = try Database(to, readers: 1)
            var empty: [String] = []
            let tables = ["migration"] + JoinedSchema.migrations.flatMap(\.tables)
            for table in tables {
                let before = try await rows(of: table, source)
                #expect(try await rows(of: table, target) == before, "\(table)")
                if before.isEmpty { empty.append(table) }
            }
            #expect(Set(empty).isDisjoint(with: Self.filled.map(\.table) + Self.booked), "\(empty)")
            #expect(tables.count - empty.count > 40, "\(empty)")
            let verification = try await Verification.run(target, demo.demo.office.blobs)
            #expect(verification.isWhole)
        }
    }

    @Test func `the command copies an office, says what it copied, and refuses a place that holds one`() async throws {
        let runner = try CommandRunner()
        _ = await runner.run("init", "--office", "Test", "--admin", "ada@test.example")
        let (source, target) = (runner.database("data"), runner.database("moved"))
        try LocalFile.makeFolder("\(runner.folder)/moved")
        var moved = await runner.run("migrate", "--from", source, "--to", target, "--json")
        // The office that `init` made is closed when its threads are done with it.
        for _ in 0..<6_000 where moved.said.contains("another fundgate works") {
            try await Task.sleep(for: .milliseconds(10))
            moved = await runner.run("migrate", "--from", source, "--to", target, "--json")
        }
        #expect(moved.status == 0, "\(moved.said)")
        #expect(moved.output.contains(#"{"table":"person","rows":1}"#))
        #expect(moved.said.contains("the ledgers and the history's chain are whole there"))
        let again = await runner.run("migrate", "--from", source, "--to", target)
        #expect(again.status == 1 && again.said.contains("there is an office at"), "\(again.said)")
        for words in [["--from", source], ["--to", target], ["--from", source, "--to", "mysql://x"]] {
            let terminal = Terminal(print: { _ in }, say: { _ in })
            #expect(await Program.run(["migrate"] + words, environment: runner.environment, terminal: terminal) == 2)
        }
    }
}
