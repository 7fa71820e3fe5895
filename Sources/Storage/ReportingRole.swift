import Kernel

/// A role of the database server's that sees one office's records and changes none: for reports and other programs. The
/// policies of the tables know it by its name.
package enum ReportingRole {
    /// Tables and columns that no report needs.
    private static let hiddenTables = [
        "session", "api_key", "api_key_role", "sign_in_failure", "support_login_password", "idempotency", "migration",
        "last_commit",
    ]
    private static let shownOfPeople = "id, tenant_id, name, state"

    package static func name(_ tenant: TenantID) -> String { PostgresDialect.reportingPrefix + tenant.description }

    /// The statements that an administrator of the server runs, each ended by a semicolon.
    package static func statements(for tenant: TenantID, _ database: Database) async throws -> [String] {
        guard case .postgres = database.address else { throw ReportingRefusal.noServer }
        let (schema, tables) = try await database.read { db -> (String, [String]) in
            let schema: String? = try db.value("SELECT current_schema()::text")
            let tables = try db.session.names(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
            return (schema ?? "public", tables)
        }
        let (role, place) = (quoted(name(tenant)), quoted(schema))
        let shown = tables.filter { !hiddenTables.contains($0) && $0 != "person" }.map { "\(place).\(quoted($0))" }
        return [
            "CREATE ROLE \(role) LOGIN;",
            "ALTER ROLE \(role) SET search_path = \(place);",
            "GRANT USAGE ON SCHEMA \(place) TO \(role);",
            "GRANT SELECT ON \(shown.joined(separator: ", ")) TO \(role);",
            "GRANT SELECT (\(shownOfPeople)) ON \(place).person TO \(role);",
        ]
    }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

package enum ReportingRefusal: Refusal, Equatable {
    case noServer

    package var kind: RefusalKind { .conflict }
    package var code: String { "no_server" }
    package var reason: String { "the records are in a file, which has no roles; only a PostgreSQL server has" }
}
