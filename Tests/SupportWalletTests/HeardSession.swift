import Kernel

@testable import Storage

/// A session that writes down each statement and how many rows it answered, and passes it on.
final class HeardSession: Session {
    private let session: any Session
    private(set) var heard: [String] = []

    init(_ session: any Session) { self.session = session }

    func step(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        var rows = 0
        try session.step(sql) {
            rows += 1
            try body($0)
        }
        heard.append("\(rows) of \(sql.text)")
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        var rows = 0
        try session.each(sql) {
            rows += 1
            try body($0)
        }
        heard.append("\(rows) of \(sql.text)")
    }

    func ahead(_ queries: [SQL]) throws { try session.ahead(queries) }
    var mustRunAgain: Bool { session.mustRunAgain }
    var isTorn: Bool { session.isTorn }
    var changes: Int { session.changes }
    func begin(_ kind: TransactionKind, tenant: String?) throws { try session.begin(kind, tenant: tenant) }
    func rows(of query: SQL) throws -> [Row] { try session.rows(of: query) }
    func commit(telling signals: Set<String>) throws { try session.commit(telling: signals) }
    func rollback() throws { try session.rollback() }
    func savepoint(_ name: StaticString) throws { try session.savepoint(name) }
    func release(_ name: StaticString) throws { try session.release(name) }
    func rollback(to name: StaticString) throws { try session.rollback(to: name) }
    func act(for tenant: String?) throws { try session.act(for: tenant) }
    func prepareForMigrations() throws { try session.prepareForMigrations() }
    func finishMigrations() throws { try session.finishMigrations() }
    func apply(_ statement: String) throws { try session.apply(statement) }
    func columns(of table: String) throws -> [String] { try session.columns(of: table) }
    func fill(_ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void) throws
    { try session.fill(table, columns, rows) }
    func add(_ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void) throws
    { try session.add(table, columns, rows) }
    func finishFilling(_ tables: [String]) throws { try session.finishFilling(tables) }
}
