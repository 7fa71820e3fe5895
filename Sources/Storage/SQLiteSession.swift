import CSQLite
import Kernel

/// A connection to an SQLite file.
final class SQLiteSession: Session {
    private let handle: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    let mustRunAgain = false
    let isTorn = false

    enum Use {
        case reading, writing
        /// A new file that counts for nothing before it is whole: nothing is kept for a way back.
        case drafting
        /// Nobody else has the file open, nor opens it: `StorageFault.busy` where somebody has.
        case alone
    }

    /// Opens the file; `SQLITE_OPEN_NOMUTEX` because one thread uses the connection at a time.
    init(path: String, for use: Use) throws {
        var handle: OpaquePointer?
        let access =
            switch use {
            case .reading: SQLITE_OPEN_READONLY
            case .alone: SQLITE_OPEN_READWRITE
            case .writing, .drafting: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let code = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            let fault = StorageFault.failed(code: code, "cannot open the database file")
            sqlite3_close_v2(handle)
            throw fault
        }
        self.handle = handle
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_handler(handle, Self.waitForOtherProgram, nil)
        switch use {
        case .reading: break
        case .writing: try execute("PRAGMA journal_mode = WAL")
        case .drafting: try execute("PRAGMA journal_mode = OFF")
        case .alone:
            // Each program that has a file with a write-ahead log open holds a lock on it until it closes the file.
            sqlite3_busy_timeout(handle, 500)
            try execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
        }
        try execute("PRAGMA synchronous = \(use == .drafting ? "OFF" : "FULL")")
        try execute("PRAGMA foreign_keys = ON")
        try execute("PRAGMA cache_size = -16000")
        try execute("PRAGMA mmap_size = 268435456")
        try execute("PRAGMA temp_store = MEMORY")
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    func begin(_ kind: TransactionKind, tenant: String?) throws {
        switch kind {
        case .read, .longRead: try execute("BEGIN")
        case .write, .schema: try execute("BEGIN IMMEDIATE")
        }
    }

    func rows(of query: SQL) throws -> [Row] {
        var rows: [Row] = []
        try step(query) { rows.append($0) }
        return rows
    }

    func commit(telling signals: Set<String>) throws { try execute("COMMIT") }
    func rollback() throws { try execute("ROLLBACK") }
    func savepoint(_ name: StaticString) throws { try execute("SAVEPOINT \(name)") }
    func release(_ name: StaticString) throws { try execute("RELEASE \(name)") }
    func rollback(to name: StaticString) throws { try execute("ROLLBACK TO \(name)") }
    func act(for tenant: String?) throws {}
    func ahead(_ queries: [SQL]) throws {}

    func prepareForMigrations() throws {}
    func finishMigrations() throws {}
    func apply(_ statement: String) throws { try execute(statement) }

    /// Several statements without values: schemas and pragmas.
    func execute(_ text: String) throws {
        let code = sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code) }
    }

    var changes: Int { Int(sqlite3_changes(handle)) }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws { try step(sql, body) }

    func columns(of table: String) throws -> [String] {
        try names("SELECT name FROM pragma_table_info(\(table)) ORDER BY cid")
    }

    func fill(
        _ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void
    ) throws {
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let holes = columns.map { _ in "?" }.joined(separator: ", ")
        let text = "INSERT INTO \"\(table)\" (\(names)) VALUES (\(holes))"
        // A row may refer to a later one of its table.
        try execute("PRAGMA defer_foreign_keys = ON")
        try rows { values in try step(SQL(text: text, values: values)) { _ in } }
    }

    func add(
        _ table: String, _ columns: [String], _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void
    ) throws { try fill(table, columns, rows) }

    func finishFilling(_ tables: [String]) throws {}

    /// Copies the whole database as of now into a new file.
    func backup(to path: String) throws { try step("VACUUM INTO \(path)") { _ in } }

    func step(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let statement = try prepared(sql.text)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try bind(sql.values, to: statement)
        let width = sqlite3_column_count(statement)
        var columns: Row.Columns?
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw fault(code) }
            let names = columns ?? Row.Columns((0..<width).map { String(cString: sqlite3_column_name(statement, $0)) })
            columns = names
            try body(Row(columns: names, values: (0..<width).map { Self.column($0, of: statement) }))
        }
    }

    /// Another program on the same file (a command beside a serving desk) holds the lock for a few milliseconds at a
    /// time, but again and again: asked often, so that its short gaps are met; given up after a minute.
    private static let waitForOtherProgram: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32 = { _, tries in
        guard tries < 30_000 else { return 0 }
        sqlite3_sleep(2)
        return 1
    }

    private func prepared(_ text: String) throws -> OpaquePointer {
        if let statement = statements.removeValue(forKey: text) {
            // A statement in use (a query inside `each`) is not shared: it is taken out until it is reset.
            if sqlite3_stmt_busy(statement) == 0 {
                statements[text] = statement
                return statement
            }
            statements[text] = statement
            throw StorageFault.failed(code: SQLITE_MISUSE, "a statement runs inside itself")
        }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw fault(code) }
        statements[text] = statement
        return statement
    }

    private func bind(_ values: [SQLValue], to statement: OpaquePointer) throws {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let number): sqlite3_bind_int64(statement, place, number)
                case .text(let text):
                    Self.withUTF8(of: text.withoutNUL) { utf8 in
                        utf8.withMemoryRebound(to: CChar.self) {
                            fg_sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count))
                        }
                    }
                case .blob(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, place, 0)
                        : fg_sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count))
                }
            guard code == SQLITE_OK else { throw fault(code) }
        }
    }

    private static func withUTF8<T>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        var text = text
        return text.withUTF8(body)
    }

    private static func column(_ index: Int32, of statement: OpaquePointer) -> SQLValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_NULL: return .null
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, index), count: Int(sqlite3_column_bytes(statement, index)))
            return .blob(Array(bytes))
        default:
            let count = Int(sqlite3_column_bytes(statement, index))
            guard let text = sqlite3_column_text(statement, index) else { return .text("") }
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        }
    }

    private func fault(_ code: Int32) -> StorageFault {
        let text = String(cString: sqlite3_errmsg(handle))
        switch code {
        case FG_SQLITE_CONSTRAINT_UNIQUE, FG_SQLITE_CONSTRAINT_PRIMARYKEY:
            return .notUnique(constraint: String(text.drop { $0 != ":" }.dropFirst(2)))
        case FG_SQLITE_CONSTRAINT_TRIGGER: return .appendOnly(text)
        case _ where code & 0xFF == SQLITE_CONSTRAINT: return .constraint(text)
        case _ where code & 0xFF == SQLITE_FULL: return .full
        case _ where code & 0xFF == SQLITE_BUSY: return .busy
        default: return .failed(code: code, text)
        }
    }
}
