import Crypto
import Kernel
import Sheets
import Storage
import Web

/// A bank's statement that was taken in (F67).
package struct BankStatement: Sendable {
    package typealias ID = Identifier<BankStatement>

    package let id: ID
    package let fileName: String
    /// Rows that an earlier statement had.
    package let known: Int
    package let outgoing: Int
    package let flaws: Value
    package let who: Who
    package let at: Moment
    package let counts: [BankLine.State: Int]

    private static let columns: SQL = """
        id, file_name, known, outgoing, flaws, who, at,
        (SELECT count(*) FROM bank_line WHERE statement_id = bank_statement.id AND state = 'open') AS open_lines,
        (SELECT count(*) FROM bank_line WHERE statement_id = bank_statement.id AND state = 'booked') AS booked_lines,
        (SELECT count(*) FROM bank_line WHERE statement_id = bank_statement.id AND state = 'dismissed')
            AS dismissed_lines
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        fileName = try row["file_name"]
        known = try row["known"]
        outgoing = try row["outgoing"]
        flaws = try row["flaws"]
        who = try row["who"]
        at = try row["at"]
        counts = [
            .open: try row["open_lines"], .booked: try row["booked_lines"], .dismissed: try row["dismissed_lines"],
        ]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> BankStatement {
        let row = try db.row(
            "SELECT \(part: columns) FROM bank_statement WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw BankRefusal.unknown(id) }
        return try BankStatement(row)
    }

    /// An office's statements, the newest first.
    package static func list(page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<BankStatement> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM bank_statement
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(BankStatement.init), of: page) { Value($0.id) }
    }

    /// Takes a file in: what came in waits for being booked. The same file is refused, and a line that an earlier statement
    /// had is left out.
    package static func take(
        _ file: BankFile, named name: String, _ digest: Digest, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> BankStatement {
        let former: ID? = try db.value(
            "SELECT id FROM bank_statement WHERE tenant_id = \(tenant) AND file_hash = \(digest)")
        if let former { throw BankRefusal.knownFile(former) }
        let keys = file.lines.map { Digest(of: Array($0.key.utf8)).description }
        let known = try knownKeys(keys, tenant: tenant, db)
        let fresh = zip(file.lines, keys).filter { !known.contains($0.1) }
        let id = ID(at: now)
        let flaws = Value.list(file.flaws.map { ["line": Value($0.line), "reason": .string($0.reason)] })
        try db.run(
            """
            INSERT INTO bank_statement (id, tenant_id, file_name, file_hash, known, outgoing, flaws, who, at)
            VALUES (\(id), \(tenant), \(name), \(digest), \(file.lines.count - fresh.count), \(file.outgoing),
                    \(flaws), \(who), \(now))
            """)
        for (line, key) in fresh {
            try db.run(
                """
                INSERT INTO bank_line (id, tenant_id, statement_id, place, line_key, booked_on, amount_cents, currency,
                                       reference, payer, text, state)
                VALUES (\(BankLine.ID(at: now)), \(tenant), \(id), \(line.line), \(key), \(line.bookedOn),
                        \(line.amount), \(line.currency), \(line.reference), \(line.payer), \(line.text), 'open')
                """)
        }
        try History.append(
            HistoryEntry(
                "bank_statement", id, "take", by: who, at: now,
                detail: ["lines": Value(fresh.count), "file": Value(digest.description)]), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    private static func knownKeys(_ keys: [String], tenant: TenantID, _ db: Connection) throws -> Set<String> {
        var known: Set<String> = []
        for first in stride(from: 0, to: keys.count, by: 500) {
            let some = Array(keys[first..<min(first + 500, keys.count)])
            known.formUnion(
                try db.rows(
                    """
                    SELECT line_key FROM bank_line
                     WHERE tenant_id = \(tenant) AND line_key IN \(list: some)
                    """
                ).map { try $0.first(as: String.self) })
        }
        return known
    }

    /// Books every line of it that was matched; says how many.
    package static func bookMatched(
        of id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Int {
        let lines = try BankLine.list(.statement(id), tenant: tenant, db).filter { $0.state == .open }
        var count = 0
        for (line, finding) in try BankLine.findings(for: lines, at: now, tenant: tenant, db)
        where finding.verdict == .matched {
            guard let commitment = finding.commitment else { continue }
            try line.book(on: commitment, by: who, at: now, db)
            count += 1
        }
        guard count > 0 else { throw BankRefusal.nothingMatched(id) }
        return count
    }

    package var value: Value {
        [
            "id": Value(id), "file_name": .string(fileName), "known": Value(known), "outgoing": Value(outgoing),
            "flaws": flaws, "who": .string(who.text), "at": Value(at), "open": Value(counts[.open] ?? 0),
            "booked": Value(counts[.booked] ?? 0), "dismissed": Value(counts[.dismissed] ?? 0),
        ]
    }
}

/// What is wrong with a request about a bank's statement.
package enum BankRefusal: Refusal, Equatable {
    case unknown(BankStatement.ID)
    case unknownLine(BankLine.ID)
    case noFile
    case knownFile(BankStatement.ID)
    case nothingMatched(BankStatement.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):        (.missing, "unknown_statement", nil, "there is no bank statement \(id)")
        case .unknownLine(let id):    (.missing, "unknown_line", nil, "there is no line \(id) of a bank statement")
        case .noFile:                 (.invalid, "no_file", "file", "choose the bank's file")
        case .knownFile(let id):      (.conflict, "known_file", "file", "this file was taken in already, as statement \(id); nothing is booked twice")
        case .nothingMatched(let id): (.conflict, "nothing_matched", nil, "no open line of statement \(id) is matched to a commitment")
        }
    }
}
