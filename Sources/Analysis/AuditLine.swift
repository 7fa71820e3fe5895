import Kernel
import Storage
import Web

/// One row of the history: what happened to which record, when, by whom, and the hash that chains it to the row before.
struct AuditLine: Sendable {
    private let entry: HistoryEntry
    private let seq: Int64
    private let hash: String

    private init(_ row: Row) throws {
        entry = try HistoryEntry(row)
        seq = try row["seq"]
        hash = try row["hash"]
    }

    /// The newest first.
    static func list(
        _ filter: AuditFilter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<AuditLine> {
        let rows = try rows(filter, page.after, limit: page.limit + 1, tenant: tenant, db)
        return Page(rows: rows, of: page) { [Value($0.entry.at.milliseconds), .int($0.seq)] }
    }

    static func rows(
        _ filter: AuditFilter, _ after: Cursor?, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [AuditLine] {
        guard filter.record != nil else {
            var place: SQL = "TRUE"
            if let (at, seq) = Self.place(after) { place = "(at, seq) < (\(at), \(seq))" }
            return try rows(filter, place, "at DESC, seq DESC", limit: limit, tenant: tenant, db)
        }
        // One index leads to the rows of a record of one kind, by their numbers: so each kind is asked by itself.
        let place: SQL = Self.place(after).map { "seq < \($0.seq)" } ?? "seq > 0"
        let kinds = try filter.kind.map { [$0] } ?? distinct("record_kind", tenant: tenant, db)
        let found = try kinds.flatMap { kind in
            var own = filter
            own.kind = kind
            return try rows(own, place, "seq DESC", limit: limit, tenant: tenant, db)
        }
        return Array(found.sorted { $0.seq > $1.seq }.prefix(limit))
    }

    private static func place(_ cursor: Cursor?) -> (at: Int64, seq: Int64)? {
        guard let parts = cursor?.value.list, parts.count == 2, let at = parts[0].integer, let seq = parts[1].integer
        else { return nil }
        return (at, seq)
    }

    private static func rows(
        _ filter: AuditFilter, _ place: SQL, _ order: SQL, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [AuditLine] {
        try db.rows(
            """
            SELECT seq, record_kind, record_id, from_state, event, to_state, who, at, reason, detail, hash
              FROM history
             WHERE \(part: filter.conditions(tenant: tenant)) AND \(part: place)
             ORDER BY \(part: order) LIMIT \(limit)
            """
        ).map(AuditLine.init)
    }

    private static let mostChoices = 500

    /// The values of a column that begins an index: each is found by asking for the next one, however many rows there are.
    static func distinct(_ column: StaticString, tenant: TenantID, _ db: Connection) throws -> [String] {
        try db.rows(
            """
            WITH RECURSIVE found (name) AS (
                SELECT (SELECT min(\(name: column)) FROM history WHERE tenant_id = \(tenant))
                UNION ALL
                SELECT (SELECT min(\(name: column)) FROM history
                         WHERE tenant_id = \(tenant) AND \(name: column) > found.name)
                  FROM found WHERE found.name IS NOT NULL)
            SELECT name FROM found WHERE name IS NOT NULL ORDER BY name LIMIT \(mostChoices)
            """
        ).map { try $0["name"] }
    }

    func value(_ names: BrokerNames, _ filter: AuditFilter) -> Value {
        [
            "seq": .int(seq), "at": Value(entry.at), "kind": .string(entry.recordKind),
            "kind_text": .string(Self.words(entry.recordKind)), "record": .string(entry.recordID),
            "path": Value(Self.path(entry.recordKind, entry.recordID)), "event": .string(entry.event),
            "from": Value(entry.from), "to": Value(entry.to), "who": .string(entry.who.text),
            "who_name": .string(names.label(entry.who.text)), "reason": Value(entry.reason), "detail": entry.detail,
            "detail_json": entry.detail.fields?.members.isEmpty == false ? .string(entry.detail.json) : .null,
            "hash": .string(hash), "record_link": .string(filter.link("record", entry.recordID)),
            "who_link": .string(filter.link("who", entry.who.text)),
            "event_link": .string(filter.link("event", entry.event)),
        ]
    }

    static let head = [
        "seq", "at", "kind", "record", "event", "from", "to", "who", "name", "reason", "detail", "hash",
    ]

    func cells(_ names: BrokerNames) -> [String] {
        [
            "\(seq)", entry.at.description, entry.recordKind, entry.recordID, entry.event, entry.from ?? "",
            entry.to ?? "", entry.who.text, names.label(entry.who.text), entry.reason ?? "", entry.detail.json, hash,
        ]
    }

    /// `review_item` as `review item`.
    static func words(_ code: String) -> String { String(code.map { $0 == "_" ? " " : $0 }) }

    /// Where a record can be looked at; nil where it has no page of its own.
    private static func path(_ kind: String, _ id: String) -> String? {
        pages.first { $0.kind == kind }.map { "\($0.path)/\(id)" }
    }

    // swift-format-ignore
    private static let pages: [(kind: String, path: String)] = [
        ("submission",  "/submissions"),
        ("application", "/applications"),
        ("funder",      "/funders"),
        ("offer",       "/offers"),
        ("review_item", "/review"),
        ("intake_item", "/intake"),
        ("outbox",      "/outbox"),
        ("person",      "/users"),
        ("webhook_endpoint", "/webhooks"),
        ("partner",     "/partners"),
        ("commitment",  "/commitments"),
        ("allocation",  "/allocations"),
        ("bank_statement", "/bank-statements"),
        ("cohort",      "/cohorts"),
        ("participant", "/participants"),
    ]
}
