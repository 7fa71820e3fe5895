import Crypto
import Deals
import Funders
import Kernel
import Sheets
import Storage
import Web

extension Remittance {
    private static let columns: SQL = """
        remittance.id, remittance.funder_id, remittance.source, remittance.file_name, remittance.file_hash,
        remittance.message_id, remittance.submission_id, remittance.currency, remittance.layout, remittance.through_on,
        remittance.flaws, remittance.stated_cents, remittance.missing, remittance.state, remittance.is_retracted, remittance.who,
        remittance.at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        source = try row["source"]
        fileName = try row["file_name"]
        file = try row["file_hash"]
        message = try row["message_id"]
        submission = try row["submission_id"]
        currency = try row["currency"]
        layout = RemittanceLayout(try row["layout"])
        throughOn = try row["through_on"]
        flaws = try row.get("flaws", as: Value.self).list?.compactMap(SheetFlaw.init) ?? []
        statedTotal = try row["stated_cents"]
        missing = try row["missing"]
        state = try row["state"]
        isRetracted = try row["is_retracted"]
        who = try row["who"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Remittance {
        let row = try db.row("SELECT \(part: columns) FROM remittance WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RemittanceDeskRefusal.unknown(id) }
        return try Remittance(row)
    }

    /// The remittance that a file was taken in as; nil where it was not, or was put away.
    static func of(_ file: Digest, from funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> Remittance? {
        try db.row(
            """
            SELECT \(part: columns) FROM remittance
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND file_hash = \(file) AND state <> 'dismissed'
            """
        ).map(Remittance.init)
    }

    /// What a list is narrowed to.
    package struct Filter: Sendable {
        package var funder: Funder.ID?
        package var state: State?

        package init() {}
    }

    /// The newest first, each with its funder's name and what becomes of its lines.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Line> {
        var conditions: [SQL] = ["remittance.tenant_id = \(tenant)"]
        if let funder = filter.funder { conditions.append("remittance.funder_id = \(funder)") }
        if let state = filter.state { conditions.append("remittance.state = \(state)") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("remittance.id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns), funder.name AS funder_name,
                   (SELECT count(*) FROM remittance_line WHERE remittance_id = remittance.id) AS lines,
                   (SELECT count(*) FROM remittance_line
                     WHERE remittance_id = remittance.id AND state = 'booked') AS booked,
                   (SELECT count(*) FROM remittance_line
                     WHERE remittance_id = remittance.id AND state = 'proposed') AS waiting
              FROM remittance JOIN funder ON funder.id = remittance.funder_id
             WHERE \(part: .all(conditions))
             ORDER BY remittance.id DESC LIMIT \(page.limit + 1)
            """
        ).map { row in
            Line(
                remittance: try Remittance(row), funderName: try row["funder_name"], lines: try row["lines"],
                booked: try row["booked"], waiting: try row["waiting"])
        }
        return Page(rows: rows, of: page) { Value($0.remittance.id) }
    }

    /// A line of the list of remittances.
    package struct Line: Sendable {
        package let remittance: Remittance
        package let funderName: String
        package let lines: Int
        package let booked: Int
        package let waiting: Int
    }

    /// What the funder's earlier files spoke of, in each currency that stands in one: those of which something is booked.
    func covers(tenant: TenantID, _ db: Connection) throws -> [RemittanceExpectation.Cover] {
        guard let throughOn else { return [] }
        return try db.rows(
            """
            SELECT DISTINCT remittance_line.currency, remittance.through_on, remittance.at
              FROM remittance JOIN remittance_line ON remittance_line.remittance_id = remittance.id
             WHERE remittance.tenant_id = \(tenant) AND remittance.funder_id = \(funder) AND remittance.source = 'file'
               AND remittance.id <> \(id) AND remittance.through_on < \(throughOn)
               AND (remittance.state = 'booked'
                    OR EXISTS (SELECT 1 FROM remittance_line AS other
                                WHERE other.remittance_id = remittance.id AND other.state = 'booked'))
             ORDER BY remittance.through_on, remittance.at, remittance_line.currency
            """
        ).map { RemittanceExpectation.Cover(try $0["currency"], through: try $0["through_on"], at: try $0["at"]) }
    }

    static func insert(_ new: Remittance, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO remittance (id, tenant_id, funder_id, source, file_name, file_hash, message_id, submission_id,
                                    currency, layout, through_on, flaws, stated_cents, missing, state, who, at)
            VALUES (\(new.id), \(tenant), \(new.funder), \(new.source), \(new.fileName), \(new.file), \(new.message),
                    \(new.submission), \(new.currency), \(new.layout.value), \(new.throughOn),
                    \(Value(new.flaws.map(\.value))), \(new.statedTotal), \(new.missing), \(new.state), \(new.who),
                    \(new.at))
            """)
    }

    /// Moves it by the lifecycle with its history.
    func move(
        on event: Event, missing: Value? = nil, reason: String? = nil, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE remittance SET state = \(next), missing = \(missing ?? self.missing), decided_by = \(who),
                                  decided_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "remittance \(id)") }
        try History.append(
            HistoryEntry(
                "remittance", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }
}

extension SheetFlaw {
    init?(_ value: Value) {
        guard let line = value["line"]?.integer, let reason = value["reason"]?.text else { return nil }
        self.init(line: Int(line), reason: reason)
    }

    var value: Value { ["line": Value(line), "reason": .string(reason)] }
}

extension RemittanceLayout {
    /// What is remembered of the funder; nothing where nothing is.
    package static func remembered(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> Self {
        let value: Value? = try db.value(
            "SELECT layout FROM remittance_layout WHERE tenant_id = \(tenant) AND funder_id = \(funder)")
        return value.map(Self.init) ?? Self()
    }

    func remember(of funder: Funder.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO remittance_layout (funder_id, tenant_id, layout, who, at)
            VALUES (\(funder), \(tenant), \(value), \(who), \(now))
            ON CONFLICT (funder_id) DO UPDATE SET layout = excluded.layout, who = excluded.who, at = excluded.at
            """)
    }
}
