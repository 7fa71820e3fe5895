import Kernel
import Storage

/// What compliance holds against a partner, until somebody clears it (F13).
package struct PartnerFlag: Sendable {
    package typealias ID = Identifier<PartnerFlag>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case sanctions
        case sourceOfFunds = "source_of_funds"
        case beneficialOwner = "beneficial_owner"
        case registration
        case adverseMedia = "adverse_media"
        case politicallyExposed = "politically_exposed"
        case conflictOfInterest = "conflict_of_interest"
        case reputation

        // swift-format-ignore
        private static let table: [Kind: (label: String, isBlocking: Bool)] = [
            .sanctions:          ("On a list of sanctions",        true),
            .sourceOfFunds:      ("Source of funds not known",     true),
            .beneficialOwner:    ("Beneficial owner not known",    true),
            .registration:       ("Registration not verified",     true),
            .adverseMedia:       ("Adverse media",                 false),
            .politicallyExposed: ("Politically exposed person",    false),
            .conflictOfInterest: ("Conflict of interest",          false),
            .reputation:         ("Reputation",                    false),
        ]

        package var label: String { Self.table[self]?.label ?? rawValue }
        /// Whether nobody is approved while such a flag is open.
        package var isBlocking: Bool { Self.table[self]?.isBlocking ?? true }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, cleared }

    package enum Event: String, Sendable { case clear }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from   on      to
        (.open,   .clear, .cleared),
    ])

    package let id: ID
    package let partner: Partner.ID
    package let kind: Kind
    package let note: String
    package let state: State
    package let raisedAt: Moment
    package let clearedAt: Moment?
    package let clearedNote: String?

    /// Whether it stands between the partner and approval.
    package var isBlocking: Bool { kind.isBlocking && state == .open }

    private static let columns: SQL = "id, partner_id, kind, note, state, raised_at, cleared_at, cleared_note"

    private init(_ row: Row) throws {
        id = try row["id"]
        partner = try row["partner_id"]
        kind = try row["kind"]
        note = try row["note"]
        state = try row["state"]
        raisedAt = try row["raised_at"]
        clearedAt = try row["cleared_at"]
        clearedNote = try row["cleared_note"]
    }

    /// The partner's flags, the newest first.
    package static func of(_ partner: Partner.ID, tenant: TenantID, _ db: Connection) throws -> [PartnerFlag] {
        try db.rows(
            """
            SELECT \(part: columns) FROM partner_flag
             WHERE tenant_id = \(tenant) AND partner_id = \(partner)
             ORDER BY id DESC
            """
        ).map(PartnerFlag.init)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> PartnerFlag {
        let row = try db.row("SELECT \(part: columns) FROM partner_flag WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw PartnerRefusal.unknownFlag(id) }
        return try PartnerFlag(row)
    }

    package static func raise(
        _ kind: Kind, note: String, on partner: Partner, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO partner_flag (id, tenant_id, partner_id, kind, note, state, raised_by, raised_at)
            VALUES (\(id), \(partner.tenant), \(partner.id), \(kind), \(note), 'open', \(who), \(now))
            """)
        try History.append(
            HistoryEntry(
                "partner", partner.id, "flag_raised", by: who, at: now,
                detail: ["flag": Value(id), "kind": .string(kind.rawValue)]), tenant: partner.tenant, db)
    }

    package func clear(note: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .clear)
        let changed = try db.changes(
            """
            UPDATE partner_flag SET state = \(next), cleared_by = \(who), cleared_at = \(now), cleared_note = \(note)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "flag \(id)") }
        try History.append(
            HistoryEntry(
                "partner", partner, "flag_cleared", by: who, at: now, reason: note,
                detail: ["flag": Value(id), "kind": .string(kind.rawValue)]), tenant: tenant, db)
    }

    var value: Value {
        [
            "id": Value(id), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "note": .string(note), "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "is_blocking": .bool(isBlocking), "raised_at": Value(raisedAt), "cleared_at": Value(clearedAt),
            "cleared_note": Value(clearedNote),
        ]
    }

    /// What the form offers.
    static var choices: Value {
        .list(
            Kind.allCases.map { kind in
                [
                    "value": .string(kind.rawValue),
                    "label": .string(kind.label + (kind.isBlocking ? " (holds approval up)" : "")),
                ]
            })
    }
}
