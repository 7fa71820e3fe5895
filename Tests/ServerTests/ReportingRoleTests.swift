import Kernel
import People
import TestDatabases
import Testing

@testable import Server
@testable import Storage

@Suite struct ReportingRoleTests {
    @Test(.enabled(if: TestDatabases.server != nil))
    func `K03 G49 a role of one office sees that office's rows whatever it sets, and changes none`() async throws {
        let demo = try await TemporaryDemo()
        try await demo.demo.sendFirst()
        try await demo.exchange()
        let database = demo.demo.office.database
        try await MoveTests.fill(database)
        let (ours, now) = (demo.demo.tenant, demo.clock.now())
        let hash = await demo.demo.office.passwords.hash("x")
        let theirs = try await database.write { db in
            let tenant = try Tenant.add(name: "Other Street Capital", by: .system("test"), at: now, db)
            let draft = try Person.Draft(email: "other@street.example", name: "Other", roles: [.admin])
            _ = try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
            return tenant
        }
        for (tenant, other) in [(ours, theirs), (theirs, ours)] {
            try await asAdministrator(ReportingRole.statements(for: tenant, database), database)
            try await look(as: ReportingRole.name(tenant), tenant: tenant, other: other, database)
            // Whoever grants everything by mistake shows no other office's rows either.
            let role = ReportingRole.name(tenant)
            let schema = try #require(
                try await database.read { try $0.value("SELECT current_schema()::text", as: String.self) })
            try await asAdministrator(["GRANT SELECT ON ALL TABLES IN SCHEMA \"\(schema)\" TO \"\(role)\""], database)
            try await look(as: role, tenant: tenant, other: other, database)
            try await asAdministrator(["DROP OWNED BY \"\(role)\"", "DROP ROLE \"\(role)\""], database)
        }
    }

    /// Reads every table that the role may read, in a session of its own that claims to work for the other office.
    private func look(as role: String, tenant: TenantID, other: TenantID, _ database: Database) async throws {
        let tables = try await database.read { try TestDatabases.tables($0) }
        let expected = try await database.read { db in
            try tables.map { try Self.rows(of: $0, tenant: tenant, db) }
        }
        let uri = try Self.address(of: database, user: role)
        try await Lane.apart {
            let link = PostgresLink(uri: uri, isWriter: false)
            try link.connect()
            for setting in ["''", "'\(other)'", "'\(tenant)'"] {
                try link.execute("SELECT set_config('fundgate.tenant', \(setting), false)")
                var seen = 0
                for (table, count) in zip(tables, expected) where Self.isShown(table, link) {
                    let rows = try link.execute("SELECT count(*) FROM \"\(table)\"").word
                    #expect(rows == "\(count)", "\(table) as \(setting)")
                    seen += 1
                }
                #expect(seen > 30)
            }
            for change in ["UPDATE funder SET name = 'x'", "DELETE FROM history", "INSERT INTO word VALUES (1)"] {
                #expect(throws: StorageFault.self) { try link.execute(change) }
            }
        }
    }

    private static func isShown(_ table: String, _ link: PostgresLink) -> Bool {
        (try? link.execute("SELECT count(*) FROM \"\(table)\"")) != nil
    }

    /// How many rows the office has, as the program counts them.
    private static func rows(of table: String, tenant: TenantID, _ db: Connection) throws -> Int {
        let columns = try db.session.columns(of: table)
        let condition =
            columns.contains("tenant_id")
            ? "WHERE tenant_id = '\(tenant)'" : table == "tenant" ? "WHERE id = '\(tenant)'" : ""
        guard !["sign_in_failure", "last_commit"].contains(table) else { return 0 }
        return try db.value(SQL(text: "SELECT count(*) FROM \(table) \(condition)", values: [])) ?? -1
    }

    /// The database, on a server whose superuser is `fundgate`, for another user.
    private static func address(of database: Database, user: String) throws -> String {
        guard case .postgres(let uri) = database.address else { throw StorageFault.unusable("the database is a file") }
        return uri.replacing("user=office", with: "user=\(user)")
    }

    private func asAdministrator(_ statements: [String], _ database: Database) async throws {
        let uri = try Self.address(of: database, user: "fundgate")
        try await Lane.apart {
            let link = PostgresLink(uri: uri, isWriter: false)
            try link.connect()
            for statement in statements { try link.execute(statement) }
        }
    }

    @Test(.enabled(if: TestDatabases.server == nil))
    func `a file has no roles, and says so`() async throws {
        let runner = try CommandRunner()
        _ = await runner.run("init")
        let answer = await runner.run("sql-role")
        #expect(answer.status == 1 && answer.said.contains("only a PostgreSQL server has"))
    }

    @Test(.enabled(if: TestDatabases.server != nil))
    func `the command prints the statements that make the role`() async throws {
        let runner = try CommandRunner()
        _ = await runner.run("init", "--office", "Test")
        let answer = await runner.run("sql-role", "--office", "Test")
        #expect(answer.status == 0 && answer.output.hasPrefix("CREATE ROLE \"office_"))
        #expect(!answer.output.contains("session") && !answer.output.contains("password"))
    }
}
