import Crypto
import Kernel
import Sheets
import Storage
import Web

/// A statement of a node's bank that was taken in: what came onto its account, line by line.
package struct NodeStatement: Sendable {
    package typealias ID = Identifier<NodeStatement>

    package let id: ID
    package let node: OrgNode.ID
    package let fileName: String
    /// Rows that an earlier statement had.
    package let known: Int
    package let outgoing: Int
    package let flaws: Value
    package let who: Who
    package let at: Moment
    package let withdrawnAt: Moment?
    package let counts: [NodeBankLine.State: Int]

    private static let columns: SQL = """
        id, node_id, file_name, known, outgoing, flaws, who, at, withdrawn_at,
        (SELECT count(*) FROM org_bank_line WHERE statement_id = org_statement.id AND state = 'open') AS open_lines,
        (SELECT count(*) FROM org_bank_line WHERE statement_id = org_statement.id AND state = 'matched')
            AS matched_lines,
        (SELECT count(*) FROM org_bank_line WHERE statement_id = org_statement.id AND state = 'dismissed')
            AS dismissed_lines
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        node = try row["node_id"]
        fileName = try row["file_name"]
        known = try row["known"]
        outgoing = try row["outgoing"]
        flaws = try row["flaws"]
        who = try row["who"]
        at = try row["at"]
        withdrawnAt = try row["withdrawn_at"]
        counts = [
            .open: try row["open_lines"], .matched: try row["matched_lines"],
            .dismissed: try row["dismissed_lines"],
        ]
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> NodeStatement {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM org_statement
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("org_statement.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("statement", id) }
        return try NodeStatement(row)
    }

    /// Those that the asker sees, the newest first.
    package static func list(_ scope: NodeScope, page: PageRequest, _ db: Connection) throws -> Page<NodeStatement> {
        var conditions: [SQL] = ["tenant_id = \(scope.tenant)", scope.sees("org_statement.node_id")]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM org_statement
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(NodeStatement.init), of: page) { Value($0.id) }
    }

    /// Takes a file in: what came waits for being matched. The same file is refused, and a line that an earlier statement of
    /// the node had is left out.
    package static func take(
        _ file: BankFile, named name: String, _ digest: Digest, for node: OrgNode, _ act: SponsorshipAct,
        _ db: Connection
    ) throws -> NodeStatement {
        let former: ID? = try db.value(
            """
            SELECT id FROM org_statement
             WHERE tenant_id = \(act.tenant) AND node_id = \(node.id) AND file_hash = \(digest)
            """)
        if let former { throw NodeBankRefusal.knownFile(former) }
        let keys = file.lines.map { Digest(of: Array($0.key.utf8)).description }
        let known = try knownKeys(keys, of: node, db)
        let fresh = zip(file.lines, keys).filter { !known.contains($0.1) }
        let id = ID(at: act.now)
        let flaws = Value.list(file.flaws.map { ["line": Value($0.line), "reason": .string($0.reason)] })
        try db.run(
            """
            INSERT INTO org_statement (id, tenant_id, node_id, file_name, file_hash, known, outgoing, flaws, who, at)
            VALUES (\(id), \(act.tenant), \(node.id), \(name), \(digest), \(file.lines.count - fresh.count),
                    \(file.outgoing), \(flaws), \(act.who), \(act.now))
            """)
        for (line, key) in fresh {
            try db.run(
                """
                INSERT INTO org_bank_line (id, tenant_id, statement_id, node_id, place, line_key, booked_on,
                                           amount_cents, currency, reference, payer, text, state)
                VALUES (\(NodeBankLine.ID(at: act.now)), \(act.tenant), \(id), \(node.id), \(line.line), \(key),
                        \(line.bookedOn), \(line.amount), \(line.currency), \(line.reference), \(line.payer),
                        \(line.text), 'open')
                """)
        }
        try act.log(
            "org_statement", id, "taken",
            detail: ["node": Value(node.id), "lines": Value(fresh.count), "file": Value(digest.description)], db)
        return try find(id, act.scope, db)
    }

    private static func knownKeys(_ keys: [String], of node: OrgNode, _ db: Connection) throws -> Set<String> {
        var known: Set<String> = []
        for first in stride(from: 0, to: keys.count, by: 500) {
            let some = Array(keys[first..<min(first + 500, keys.count)])
            let rows = try db.rows(
                """
                SELECT line_key FROM org_bank_line
                 WHERE tenant_id = \(node.tenant) AND node_id = \(node.id) AND line_key IN \(list: some)
                """)
            for row in rows { known.insert(try row["line_key"]) }
        }
        return known
    }

    /// It was read wrongly: none of its lines waits, and the file may be taken in again. Before any of them is matched, and
    /// while it is the node's newest: a later one left out what this one has.
    package func withdraw(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        guard withdrawnAt == nil else { throw NodeBankRefusal.withdrawn(id) }
        guard counts[.matched, default: 0] == 0 else { throw NodeBankRefusal.stillMatched(id) }
        let later: ID? = try db.value(
            """
            SELECT id FROM org_statement
             WHERE tenant_id = \(act.tenant) AND node_id = \(node) AND id > \(id) AND withdrawn_at IS NULL
             ORDER BY id DESC LIMIT 1
            """)
        if let later { throw NodeBankRefusal.laterStands(later) }
        try db.run(
            """
            UPDATE org_statement SET withdrawn_at = \(act.now), file_hash = file_hash || ' ' || id
             WHERE tenant_id = \(act.tenant) AND id = \(id)
            """)
        try db.run(
            """
            UPDATE org_bank_line
               SET line_key = line_key || ' ' || statement_id, state = 'dismissed',
                   reason = coalesce(reason, 'the statement was withdrawn')
             WHERE tenant_id = \(act.tenant) AND statement_id = \(id)
            """)
        try act.log("org_statement", id, "withdrawn", reason: reason, db)
    }

    package var value: Value {
        [
            "id": Value(id), "node": Value(node), "file_name": .string(fileName), "known": Value(known),
            "outgoing": Value(outgoing), "flaws": flaws, "who": .string(who.text), "at": Value(at),
            "withdrawn_at": Value(withdrawnAt), "is_withdrawn": .bool(withdrawnAt != nil),
            "open": Value(counts[.open] ?? 0), "matched": Value(counts[.matched] ?? 0),
            "dismissed": Value(counts[.dismissed] ?? 0),
        ]
    }
}
