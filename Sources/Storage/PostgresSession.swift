import CPostgres
import Glibc
import Kernel

/// A connection to a PostgreSQL server, made when it is first needed and made anew when it broke.
///
/// What opens, marks and ends transactions answers nothing that a closure waits for: it is kept back and goes out with
/// the next statement in one round trip (pipeline mode).
final class PostgresSession: Session {
    private let link: PostgresLink
    private let isWriter: Bool
    /// What its commits are known by.
    private let writer = String(UInt64.random(in: .min ... .max), radix: 16)
    private var held: [String] = []
    /// The running transaction's number: by it a commit whose answer was lost is looked up.
    private var transaction: String?
    private var tenant: String?
    private var cursors = 0
    /// What was asked ahead and not taken yet.
    private var early: [SQL: PostgresResult] = [:]
    private var isReading = false
    private(set) var mustRunAgain = false
    private(set) var isTorn = false
    private(set) var changes = 0

    init(uri: String, isWriter: Bool) {
        link = PostgresLink(uri: uri, isWriter: isWriter)
        self.isWriter = isWriter
    }

    // MARK: transactions

    func begin(_ kind: TransactionKind, tenant: String?) throws {
        (mustRunAgain, isTorn) = (false, false)
        (transaction, cursors, early) = (nil, 0, [:])
        isReading = kind == .read || kind == .longRead
        try link.connect()
        switch kind {
        case .read: held = [Self.snapshot]
        case .longRead: held = [Self.snapshot] + Self.noLimits
        case .write: held = ["BEGIN", PostgresDialect.lock, PostgresDialect.mark(of: writer)]
        case .schema:
            held = ["BEGIN"] + Self.noLimits + [PostgresDialect.lock, PostgresDialect.mark(of: writer)]
        }
        self.tenant = ""
        try act(for: tenant)
    }

    private static let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    private static let noLimits = [
        "SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0",
    ]

    func act(for tenant: String?) throws {
        let tenant = tenant ?? ""
        guard tenant != self.tenant else { return }
        precondition(tenant.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) }, "an id")
        held.append("SET LOCAL fundgate.tenant = '\(tenant)'")
        (self.tenant, early) = (tenant, [:])
    }

    /// A statement is its own snapshot: nothing is opened or ended around it. Nobody's rows are set apart on a connection
    /// between its transactions, as for the program itself.
    func rows(of query: SQL) throws -> [Row] {
        (mustRunAgain, held, early) = (false, [], [:])
        try link.connect()
        var rows: [Row] = []
        try exchange(query).each { rows.append($0) }
        return rows
    }

    func commit(telling signals: Set<String>) throws {
        for name in signals.sorted() {
            let quoted = name.replacing("'", with: "''")
            held.append("SELECT pg_notify(\(PostgresDialect.channel), '\(quoted)')")
        }
        held.append("COMMIT")
        do {
            let answer = try exchange(nil)
            guard answer.tag == "COMMIT" else { throw StorageFault.failed(code: 0, "the transaction had failed") }
        } catch {
            guard link.isBroken, let transaction else { throw error }
            mustRunAgain = false
            guard try !link.wasCommitted(transaction, by: writer) else { return }
            mustRunAgain = true
            throw error
        }
    }

    func rollback() throws {
        (held, early) = ([], [:])
        guard !link.isBroken, link.isInTransaction else { return }
        guard !isReading else { return link.leave(with: "ROLLBACK") }
        held = ["ROLLBACK"]
        _ = try exchange(nil)
    }

    func savepoint(_ name: StaticString) throws { held.append("SAVEPOINT \(name)") }

    func release(_ name: StaticString) throws {
        if link.hasFailed, !held.contains(where: { $0.hasPrefix("ROLLBACK TO") }) {
            throw StorageFault.failed(code: 0, "a statement failed, and what followed did not heed it")
        }
        held.append("RELEASE \(name)")
    }

    func rollback(to name: StaticString) throws {
        // Whose work it was is undone with the rest.
        tenant = nil
        held.append("ROLLBACK TO \(name)")
    }

    // MARK: statements

    /// In a snapshot a query answers the same whenever it is asked. All of them share one way to the server.
    func ahead(_ queries: [SQL]) throws {
        guard isReading, !queries.isEmpty else { return }
        let results = try exchange(queries).filter { $0.status == PGRES_TUPLES_OK }
        for (query, result) in zip(queries, results.suffix(queries.count)) { early[query] = result }
    }

    func step(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        if let answer = early.removeValue(forKey: sql) { return try answer.each(body) }
        let answer = try exchange(sql)
        changes = answer.changes
        try answer.each(body)
    }

    private static let rowsAtOnce = 500

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        cursors += 1
        let name = "rows_\(cursors)"
        let text = "DECLARE \(name) NO SCROLL CURSOR FOR " + sql.text
        _ = try exchange(SQL(text: text, values: sql.values))
        let fetch = SQL(text: "FETCH FORWARD \(Self.rowsAtOnce) FROM \(name)", values: [])
        while true {
            let answer = try exchange(fetch)
            try answer.each(body)
            if answer.count < Self.rowsAtOnce { break }
        }
        held.append("CLOSE \(name)")
    }

    /// Sends what was held back and `sql`, and reads all answers; the last one is returned.
    private func exchange(_ sql: SQL?) throws -> PostgresResult {
        guard let answer = try exchange(sql.map { [$0] } ?? []).last else {
            throw StorageFault.interrupted("the connection broke")
        }
        return answer
    }

    private func exchange(_ queries: [SQL]) throws -> [PostgresResult] {
        let texts = held
        held = []
        let answer: [PostgresResult]
        do {
            answer = try link.exchange(texts, queries)
        } catch {
            if case StorageFault.interrupted = error { mustRunAgain = true }
            isTorn = link.answered < texts.count && texts.contains(PostgresDialect.mark(of: writer))
            throw error
        }
        if let place = texts.firstIndex(of: PostgresDialect.mark(of: writer)) {
            transaction = answer[place].word
        }
        return answer
    }

    // MARK: schema

    func prepareForMigrations() throws {
        try link.connect()
        guard try link.execute(PostgresDialect.passesBy).word == "0" else {
            throw StorageFault.unusable(
                "the database's user is a superuser or has BYPASSRLS, which row-level security does not hold: name another"
            )
        }
        try link.execute(PostgresDialect.preparation)
    }

    func finishMigrations() throws {
        held.append(PostgresDialect.guardsAreMissing)
        guard try exchange(nil).word == "t" else { return }
        // Of several nodes that start together one makes them.
        held += [PostgresDialect.lock, PostgresDialect.policies]
        _ = try exchange(nil)
    }

    func apply(_ statement: String) throws {
        for text in PostgresDialect.translated(statement) {
            held.append(text)
            _ = try exchange(nil)
        }
    }

    func columns(of table: String) throws -> [String] {
        try names("\(part: PostgresDialect.columns) to_regclass(\(table)) ORDER BY attnum")
    }

    func fill(
        _ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void
    ) throws {
        if !held.isEmpty { _ = try exchange(nil) }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        try link.copy("COPY \"\(table)\" (\(names)) FROM STDIN (FORMAT binary)", rows)
    }

    /// COPY does not go into tables with row-level security: so into a passing one, and from there in the rows' order.
    func add(
        _ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void
    ) throws {
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        held += [
            "CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT \(names) FROM \"\(table)\" WITH NO DATA",
            "ALTER TABLE incoming ADD COLUMN place_in_file BIGINT GENERATED ALWAYS AS IDENTITY",
        ]
        try fill("incoming", columns, rows)
        held += [
            "INSERT INTO \"\(table)\" (\(names)) SELECT \(names) FROM incoming ORDER BY place_in_file",
            "DROP TABLE incoming",
        ]
        _ = try exchange(nil)
    }

    func finishFilling(_ tables: [String]) throws {
        held.append(PostgresDialect.counters)
        held += tables.map { "ANALYZE \"\($0)\"" }
        _ = try exchange(nil)
    }

    /// Whether no other connection of our programs stands; then none is made until this one ends.
    func isAlone() throws -> Bool {
        try link.connect()
        return try link.execute(PostgresDialect.claim).word == "t"
    }
}
