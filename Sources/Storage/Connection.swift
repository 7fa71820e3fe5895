import Kernel

/// What a closure of `Database.read` or `Database.write` is lent: it runs statements in that transaction.
package final class Connection {
    let session: any Session
    /// Names that were signalled in the running transaction.
    var signals: Set<String> = []

    init(_ session: any Session) { self.session = session }

    /// Runs a statement that answers nothing.
    package func run(_ sql: SQL) throws {
        try session.step(sql) { _ in }
    }

    /// Runs a statement and says how many rows it changed: 1 shows that a guarded UPDATE found its row.
    package func changes(_ sql: SQL) throws -> Int {
        try run(sql)
        return session.changes
    }

    /// Inserts many rows with few statements. Each row is a list of values in parentheses; `target` names the table and its
    /// columns, `conflict` says what becomes of rows that are there already.
    package func insert(_ rows: [SQL], into target: SQL, _ conflict: SQL = "") throws {
        for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
            let part = rows[start..<min(start + Self.rowsAtOnce, rows.count)]
            let values = part.dropFirst().reduce(rows[start]) { $0 + ", " + $1 }
            try run("INSERT INTO \(part: target) VALUES \(part: values) \(part: conflict)")
        }
    }

    /// As many statements of different lengths are kept prepared at most.
    private static let rowsAtOnce = 64

    /// Asks for queries that this read is going to run, so that they share one way to a server; what runs them finds their
    /// answers. It changes nothing but time, and in a write nothing at all.
    package func ahead(_ queries: SQL...) throws { try session.ahead(queries) }

    package func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try session.step(sql) { rows.append($0) }
        return rows
    }

    /// The first row, or nil.
    package func row(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }

    /// The first column of the first row, or nil where there is no row.
    package func value<T: SQLReadable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        try row(sql)?.first(as: type)
    }

    /// Calls `body` for each row of a query without keeping the rows.
    package func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try session.each(sql, body)
    }

    /// Wakes those who wait for `name` (`Database.signals(named:)`), once the transaction has been committed.
    package func signal(_ name: String) { signals.insert(name) }

    /// The same, and those who wait for what happens in one office only (`signalName`).
    package func signal(_ name: String, of tenant: TenantID) {
        signals.formUnion([name, Self.signalName(name, of: tenant)])
    }

    /// The name under which an office's own share of the commits that signal `name` is signalled.
    package static func signalName(_ name: String, of tenant: TenantID) -> String { "\(name).\(tenant)" }

    /// Runs `body` so that, if it throws, its writes are undone and the transaction goes on.
    package func attempt<T>(_ body: () throws -> T) throws -> Result<T, any Error> {
        let formerSignals = signals
        try session.savepoint("attempt")
        let outcome = Result { try body() }
        if case .failure(let error) = outcome {
            if session.isTorn { throw error }
            signals = formerSignals
            try session.rollback(to: "attempt")
        }
        try session.release("attempt")
        return outcome
    }
}
