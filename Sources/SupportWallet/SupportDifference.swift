import Applications
import Kernel
import Storage
import Web

/// A provider says another thing of a disbursement than is booked: by a web-hook that came after an end, or in its file (I47). What is
/// booked stands; a person finds out, and says what it was.
package struct SupportDifference: Sendable {
    package typealias ID = Identifier<SupportDifference>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// A web-hook told another end than the one that is booked.
        case lateEnd = "late_end"
        case state, amount
        /// The provider has what is not here.
        case notHere = "not_here"
        /// The provider has not what is here.
        case notThere = "not_there"
        /// The provider has a reference twice.
        case twice

        package var label: String {
            switch self {
            case .lateEnd: "Another end was told afterwards"
            case .state: "Another state"
            case .amount: "Another amount"
            case .notHere: "Not ours"
            case .notThere: "Not the provider's"
            case .twice: "More than once in the file"
            }
        }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, resolved }
    package enum Event: String, Sendable, CaseIterable { case resolve, tell }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on         to
        (.open,      .resolve,  .resolved),
        (.resolved,  .tell,     .open),
    ])

    package let id: ID
    package let tenant: TenantID
    package let kind: Kind
    package let reference: String
    package let request: SupportRequest.ID?
    package let ours: String
    package let theirs: String
    package let state: State
    /// When it was told, by what opened it last.
    package let foundAt: Moment
    /// The how-manieth time it is told.
    package let again: Int
    let resolvedBy: Who?

    static let columns: SQL = """
        support_difference.id, support_difference.tenant_id, support_difference.kind, support_difference.reference,
        support_difference.ours, support_difference.theirs, support_difference.state, support_difference.found_at,
        support_difference.resolved_by, support_disbursement.request_id,
        (SELECT count(*) FROM support_difference_told
          WHERE support_difference_told.tenant_id = support_difference.tenant_id
            AND support_difference_told.difference_id = support_difference.id) AS times
        """
    static let tables: SQL = """
        support_difference LEFT JOIN support_disbursement
            ON support_disbursement.tenant_id = support_difference.tenant_id
           AND support_disbursement.id = support_difference.disbursement_id
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        kind = try row["kind"]
        reference = try row["reference"]
        request = try row["request_id"]
        ours = try row["ours"]
        let (words, before) = Self.split(try row["theirs"])
        (theirs, again) = (words, try row.get("times", as: Int.self) + before - 1)
        resolvedBy = try row["resolved_by"]
        state = try row["state"]
        foundAt = try row["found_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SupportDifference {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE support_difference.tenant_id = \(tenant) AND support_difference.id = \(id)
            """)
        guard let row else { throw RecordRefusal.unknown("difference", id) }
        return try SupportDifference(row)
    }

    /// First what is open and told another end, because money may have left twice; then what else is open, then the rest.
    private static let rank: SQL = """
        CASE WHEN support_difference.state <> 'open' THEN 2 WHEN support_difference.kind = 'late_end' THEN 0 ELSE 1 END
        """

    private var rank: Int { state != .open ? 2 : kind == .lateEnd ? 0 : 1 }

    /// An office's, of all kinds or of one; the open ones first, of each first what was told last.
    package static func list(
        of kind: Kind? = nil, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<SupportDifference> {
        var conditions: [SQL] = ["support_difference.tenant_id = \(tenant)"]
        if let kind { conditions.append("support_difference.kind = \(kind)") }
        if let after = page.after?.value, let last = after["rank"]?.integer, let id = after["id"]?.text,
            let found = after["found_at"]?.integer
        {
            conditions.append(
                """
                (\(part: rank) > \(last)
                 OR \(part: rank) = \(last)
                    AND (support_difference.found_at < \(found)
                         OR support_difference.found_at = \(found) AND support_difference.id < \(id)))
                """)
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY \(part: rank), support_difference.found_at DESC, support_difference.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SupportDifference.init), of: page) {
            ["rank": Value($0.rank), "found_at": .int($0.foundAt.milliseconds), "id": Value($0.id)]
        }
    }

    /// How many are open that were found before a moment; of one kind, or of all.
    package static func openCount(
        of kind: Kind? = nil, foundBefore moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> Int {
        let only: SQL = kind.map { "kind = \($0)" } ?? "TRUE"
        return try db.value(
            """
            SELECT count(*) FROM support_difference
             WHERE tenant_id = \(tenant) AND state = 'open' AND found_at <= \(moment) AND \(part: only)
            """) ?? 0
    }

    /// By the program: the provider has it after all, by a file that was read later.
    static func endNotThere(_ reference: String, _ act: SupportAct, _ db: Connection) throws {
        let system = SupportAct(tenant: act.tenant, by: .system("reconciliation"), at: act.now)
        let open: [ID] = try db.rows(
            """
            SELECT id FROM support_difference
             WHERE tenant_id = \(act.tenant) AND kind = \(Kind.notThere) AND reference = \(reference) AND state = 'open'
             ORDER BY id
            """
        ).map { try $0["id"] }
        for id in open {
            let next = try lifecycle.move(.open, on: .resolve)
            try db.run(
                """
                UPDATE support_difference SET state = \(next), resolved_by = \(system.who), resolved_at = \(system.now)
                 WHERE tenant_id = \(act.tenant) AND id = \(id) AND state = 'open'
                """)
            try system.log(
                "support_difference", id, Event.resolve.rawValue, from: State.open.rawValue, to: next.rawValue, db)
        }
    }

    /// A person found out what it was.
    package func resolve(reason: SupportReason, _ act: SupportAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .resolve)
        try act.requirePerson()
        let changed = try db.changes(
            """
            UPDATE support_difference SET state = \(next), resolved_by = \(act.who), resolved_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "difference \(id)") }
        try act.log(
            "support_difference", id, Event.resolve.rawValue, from: state.rawValue, to: next.rawValue,
            reason: reason, db)
    }

    var value: Value {
        [
            "id": Value(id), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "reference": .string(reference), "request": Value(request), "ours": .string(ours),
            "theirs": .string(theirs), "again": Value(again > 1 ? again : nil), "state": .string(state.rawValue),
            "is_open": .bool(state == .open),
            "found_at": Value(foundAt),
        ]
    }
}
