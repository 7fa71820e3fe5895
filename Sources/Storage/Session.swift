/// A connection to one of the two engines: what `Connection` stands on. One thread uses it at a time.
protocol Session: AnyObject {
    /// Opens a transaction; `tenant` is who it is for, nil for the program itself.
    func begin(_ kind: TransactionKind, tenant: String?) throws
    /// One query outside of any transaction, for the program itself.
    func rows(of query: SQL) throws -> [Row]
    /// Returns when the transaction is durable; the other nodes are told `signals`.
    func commit(telling signals: Set<String>) throws
    func rollback() throws
    func savepoint(_ name: StaticString) throws
    /// Throws where a statement failed since the savepoint, its error was not passed on and the engine does not
    /// go on after that.
    func release(_ name: StaticString) throws
    func rollback(to name: StaticString) throws
    /// What follows in the transaction is done for `tenant`.
    func act(for tenant: String?) throws

    /// The transaction is void by no fault of its statements: the connection broke, or two transactions met.
    var mustRunAgain: Bool { get }
    /// What opens the transaction failed itself: there is no place in it to go back to.
    var isTorn: Bool { get }
    /// How many rows the last statement changed.
    var changes: Int { get }
    /// Asks for queries of a read transaction at once, where that is quicker; `step` then answers them.
    func ahead(_ queries: [SQL]) throws
    func step(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// The same for a query of any length.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Makes what migrations need, outside any transaction.
    func prepareForMigrations() throws
    /// Makes what stands on the tables, after migrations that made some.
    func finishMigrations() throws
    /// A migration's statement, in SQLite's spelling.
    func apply(_ statement: String) throws

    /// The names of a table's columns, in their order.
    func columns(of table: String) throws -> [String]
    /// Fills an empty table in the running transaction: `rows` hands each row over as the columns' values.
    func fill(_ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void) throws
    /// The same for a table that offices have rows in already, as one statement: a row may refer to a later one.
    func add(_ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void) throws
    /// What counts up by itself goes on behind the rows that were filled in.
    func finishFilling(_ tables: [String]) throws
}

enum TransactionKind {
    /// One snapshot.
    case read
    /// The same without a limit of time.
    case longRead
    /// Nobody else writes until it ends.
    case write
    /// The same without a limit of time.
    case schema
}

extension Session {
    /// The first column of each row.
    func names(_ sql: SQL) throws -> [String] {
        var names: [String] = []
        try step(sql) { names.append(try $0.first()) }
        return names
    }
}
