import Crypto
import Kernel

/// The journal of everything that changed: one row per lifecycle move and per change of a record, append-only,
/// chained tenant by tenant with SHA-256 so that a changed, lost or inserted row is found (`verify`).
package struct HistoryEntry: Sendable {
    package let recordKind: String
    package let recordID: String
    package let from: String?
    package let event: String
    package let to: String?
    package let who: Who
    package let at: Moment
    package let reason: String?
    package let detail: Value

    package init<Record>(
        _ recordKind: String, _ id: Identifier<Record>, from: String? = nil, _ event: String, to: String? = nil,
        by who: Who, at: Moment, reason: String? = nil, detail: Value = [:]
    ) {
        self.recordKind = recordKind
        recordID = id.description
        self.from = from
        self.event = event
        self.to = to
        self.who = who
        self.at = at
        // What is hashed is what the engine keeps.
        self.reason = reason?.withoutNUL
        self.detail = detail
    }

    package init(_ row: Row) throws {
        recordKind = try row["record_kind"]
        recordID = try row["record_id"]
        from = try row["from_state"]
        event = try row["event"]
        to = try row["to_state"]
        who = try row["who"]
        at = try row["at"]
        reason = try row["reason"]
        detail = try row["detail"]
    }

    /// The hash of this row after the row whose hash is `former` (empty for the first).
    func hash(after former: String, tenant: TenantID, seq: Int64) -> Digest {
        let canonical: Value = [
            "tenant": Value(tenant), "seq": .int(seq), "kind": .string(recordKind), "id": .string(recordID),
            "from": Value(from), "event": .string(event), "to": Value(to), "who": .string(who.text),
            "at": .int(at.milliseconds), "reason": Value(reason), "detail": detail,
        ]
        return Digest(of: Array(former.utf8) + canonical.canonicalBytes)
    }
}

package enum History {
    /// Adds `entry` in the running transaction.
    package static func append(_ entry: HistoryEntry, tenant: TenantID, _ db: Connection) throws {
        let last = try db.row(
            "SELECT seq, hash FROM history WHERE tenant_id = \(tenant) ORDER BY seq DESC LIMIT 1")
        let seq = try last.map { try $0.get("seq", as: Int64.self) + 1 } ?? 1
        let hash = entry.hash(after: try last?["hash"] ?? "", tenant: tenant, seq: seq)
        try db.run(
            """
            INSERT INTO history (tenant_id, seq, record_kind, record_id, from_state, event, to_state, who, at, reason,
                                 detail, hash)
            VALUES (\(tenant), \(seq), \(entry.recordKind), \(entry.recordID), \(entry.from), \(entry.event), \(entry.to),
                    \(entry.who), \(entry.at), \(entry.reason), \(entry.detail), \(hash))
            """)
    }

    /// A record's rows, the newest first.
    package static func of<Record>(
        _ recordKind: String, _ id: Identifier<Record>, tenant: TenantID, _ db: Connection
    ) throws -> [HistoryEntry] {
        try db.rows(
            """
            SELECT record_kind, record_id, from_state, event, to_state, who, at, reason, detail
              FROM history
             WHERE tenant_id = \(tenant) AND record_kind = \(recordKind) AND record_id = \(id.description) AND seq > 0
             ORDER BY seq DESC
            """
        ).map(HistoryEntry.init)
    }

    /// Recomputes every chain, or that of one office; names the first row that does not fit, or counts the rows.
    package static func verify(of tenant: TenantID? = nil, _ db: Connection) throws -> ChainVerdict {
        let own: SQL = tenant.map { "tenant_id = \($0)" } ?? "TRUE"
        var count = 0
        var broken: ChainVerdict?
        var former = (tenant: "", seq: Int64(0), hash: "")
        try db.each(
            """
            SELECT tenant_id, seq, record_kind, record_id, from_state, event, to_state, who, at, reason, detail, hash
              FROM history
             WHERE \(part: own)
             ORDER BY tenant_id, seq
            """
        ) { row in
            guard broken == nil else { return }
            let tenant: TenantID = try row["tenant_id"]
            let seq: Int64 = try row["seq"]
            let stored: String = try row["hash"]
            if former.tenant != tenant.description { former = (tenant.description, 0, "") }
            let expected = try HistoryEntry(row).hash(after: former.hash, tenant: tenant, seq: seq)
            if seq != former.seq + 1 || expected.description != stored {
                broken = .broken(table: "history", tenant: tenant, seq: former.seq + 1)
            }
            former = (tenant.description, seq, stored)
            count += 1
        }
        return broken ?? .whole(rows: count)
    }
}

/// What `verify` found.
package enum ChainVerdict: Equatable, Sendable {
    case whole(rows: Int)
    /// The first row that is missing, changed or out of order.
    case broken(table: String, tenant: TenantID, seq: Int64)
}
