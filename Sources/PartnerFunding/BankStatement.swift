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
    /// When it was taken for wrong as a whole; nil: it stands.
    package let withdrawnAt: Moment?
    package let counts: [BankLine.State: Int]

    private static let columns: SQL = """
        id, file_name, known, outgoing, flaws, who, at, withdrawn_at,
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
        withdrawnAt = try row["withdrawn_at"]
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
        let known = try knownLines(keys, tenant: tenant, db)
        let fresh = zip(file.lines, keys).filter { known[$0.1] == nil }
        let id = ID(at: now)
        let flaws = Value.list(file.flaws.map { ["line": Value($0.line), "reason": .string($0.reason)] })
        try db.run(
            """
            INSERT INTO bank_statement (id, tenant_id, file_name, file_hash, known, outgoing, flaws, who, at)
            VALUES (\(id), \(tenant), \(name), \(digest), \(file.lines.count - fresh.count), \(file.outgoing),
                    \(flaws), \(who), \(now))
            """)
        for line in Set(known.values).sorted() {
            try db.run(
                "INSERT INTO bank_known_line (tenant_id, statement_id, line_id) VALUES (\(tenant), \(id), \(line))")
        }
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

    /// The lines of earlier statements that have these keys.
    private static func knownLines(
        _ keys: [String], tenant: TenantID, _ db: Connection
    ) throws -> [String: BankLine.ID] {
        var known: [String: BankLine.ID] = [:]
        for first in stride(from: 0, to: keys.count, by: 500) {
            let some = Array(keys[first..<min(first + 500, keys.count)])
            let rows = try db.rows(
                """
                SELECT line_key, id FROM bank_line
                 WHERE tenant_id = \(tenant) AND line_key IN \(list: some)
                 ORDER BY id
                """)
            for row in rows { known[try row["line_key"]] = try row["id"] }
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

    /// It was read wrongly, in a wrong currency or by wrong columns: its lines wait no longer, and file and lines may be
    /// taken in again. Refused while one of them is booked, and while a later statement stands that left lines out because
    /// this one had them: they would be in neither.
    package static func withdraw(
        _ id: ID, reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let statement = try find(id, tenant: tenant, db)
        guard statement.withdrawnAt == nil else { throw BankRefusal.withdrawn(id) }
        let booked = statement.counts[.booked] ?? 0
        guard booked == 0 else { throw BankRefusal.stillBooked(id, lines: booked) }
        if let later = try statement.later(tenant: tenant, db) { throw BankRefusal.knownElsewhere(id, by: later) }
        // What makes file and lines the same as others is theirs no longer.
        try db.run(
            """
            UPDATE bank_statement SET withdrawn_at = \(now), file_hash = file_hash || ' ' || id
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try db.run(
            """
            UPDATE bank_line
               SET line_key = line_key || ' ' || statement_id, state = 'dismissed',
                   reason = coalesce(reason, 'the statement was withdrawn')
             WHERE tenant_id = \(tenant) AND statement_id = \(id)
            """)
        let lines = statement.counts.values.reduce(0, +)
        try History.append(
            HistoryEntry(
                "bank_statement", id, "withdraw", by: who, at: now, reason: reason, detail: ["lines": Value(lines)]),
            tenant: tenant, db)
    }

    /// The newest statement that stands and left out lines of this one.
    private func later(tenant: TenantID, _ db: Connection) throws -> ID? {
        try db.value(
            """
            SELECT later.id
              FROM bank_line
              JOIN bank_known_line ON bank_known_line.tenant_id = bank_line.tenant_id
                                  AND bank_known_line.line_id = bank_line.id
              JOIN bank_statement AS later ON later.id = bank_known_line.statement_id
             WHERE bank_line.tenant_id = \(tenant) AND bank_line.statement_id = \(id) AND later.withdrawn_at IS NULL
             ORDER BY later.id DESC
             LIMIT 1
            """)
    }

    package var value: Value {
        [
            "id": Value(id), "file_name": .string(fileName), "known": Value(known), "outgoing": Value(outgoing),
            "flaws": flaws, "who": .string(who.text), "at": Value(at), "withdrawn_at": Value(withdrawnAt),
            "is_withdrawn": .bool(withdrawnAt != nil),
            "may_withdraw": .bool(withdrawnAt == nil && counts[.booked, default: 0] == 0),
            "open": Value(counts[.open] ?? 0),
            "booked": Value(counts[.booked] ?? 0), "dismissed": Value(counts[.dismissed] ?? 0),
        ]
    }
}
