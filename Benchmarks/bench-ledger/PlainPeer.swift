import BenchTools
import CSQLite
import Glibc
import Kernel
import Storage

/// The same rows written by prepared statements of SQLite's C interface alone: no hash, no bounds, no check of what is
/// booked. What a ledger on this engine costs at the least.
struct PlainPeer: ~Copyable {
    private var handle: OpaquePointer?
    private var statements: [OpaquePointer?] = []

    private static let schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS transfer (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS entry (seq INTEGER NOT NULL, leg INTEGER NOT NULL, account INTEGER NOT NULL,
            amount INTEGER NOT NULL, PRIMARY KEY (seq, leg)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS entry_account ON entry (account, seq);
        CREATE TABLE IF NOT EXISTS balance (account INTEGER PRIMARY KEY, sum INTEGER NOT NULL) STRICT;
        WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 100)
        INSERT OR IGNORE INTO balance (account, sum) SELECT n, 0 FROM number;
        """

    private static let texts = [
        "BEGIN IMMEDIATE", "COMMIT", "INSERT INTO transfer (key, at) VALUES ('plain-' || ?1, ?1)",
        "INSERT INTO entry (seq, leg, account, amount) VALUES (?1, ?2, ?3, ?4)",
        "UPDATE balance SET sum = sum + ?2 WHERE account = ?1",
    ]

    init(path: String) throws {
        guard sqlite3_open(path, &handle) == SQLITE_OK, sqlite3_exec(handle, Self.schema, nil, nil, nil) == SQLITE_OK
        else { throw StorageFault.failed(code: 0, "the plain file cannot be made") }
        for text in Self.texts {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else {
                throw StorageFault.failed(code: 0, text)
            }
            statements.append(statement)
        }
    }

    deinit {
        for statement in statements { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Books so many transfers, so many of them in each transaction: what that many writers at once come to at best.
    func book(_ count: Int, atOnce: Int) throws {
        Usage.forgetPeak()
        let (begin, processor) = (Usage.monotonicMicroseconds(), Usage.processorMicroseconds())
        for first in stride(from: 0, to: count, by: atOnce) {
            try run(0)
            for number in first..<min(count, first + atOnce) { try transfer(Int64(number)) }
            try run(1)
        }
        Pace(microseconds: Usage.monotonicMicroseconds() - begin, processor: Usage.processorMicroseconds() - processor)
            .report("sqlite, plain C interface", "transfers", "in_a_transaction", atOnce, count)
    }

    private func transfer(_ number: Int64) throws {
        try run(2, Int64(Usage.monotonicMicroseconds()) * 100_000 + number)
        let (seq, amount, wallet) = (sqlite3_last_insert_rowid(handle), 100 + number % 900, 1 + number % 100)
        try run(3, seq, 1, wallet, amount)
        try run(3, seq, 2, 0, -amount)
        try run(4, wallet, amount)
        try run(4, 0, -amount)
    }

    private func run(_ place: Int, _ values: Int64...) throws {
        let statement = statements[place]
        for (index, value) in values.enumerated() { sqlite3_bind_int64(statement, Int32(index + 1), value) }
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw StorageFault.failed(code: code, Self.texts[place]) }
    }
}
