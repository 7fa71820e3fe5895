import Applications
import Cohorts
import Kernel
import Storage

/// A risk about a participant: while one is open, an admin decides on every request (I18, I48). Never deleted: cleared, with a reason.
package struct RiskFlag: Sendable {
    package typealias ID = Identifier<RiskFlag>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case duplicateAccount = "duplicate_account"
        case observed

        package var label: String { self == .observed ? "Observed" : "Account of another participant" }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, cleared }
    package enum Event: String, Sendable, CaseIterable { case clear }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from   on       to
        (.open,   .clear,  .cleared),
    ])

    package let id: ID
    package let participant: Participant.ID
    package let kind: Kind
    package let state: State
    package let raisedBy: Who
    let raisedAt: Moment
    let clearedBy: Who?
    let clearedAt: Moment?
    /// What who raised it wrote; nil of what the program raised.
    private let sealedReason: [UInt8]?
    /// As it was written before it was sealed; nil once it is.
    private let plainReason: String?

    private static let columns: SQL = """
        id, participant_id, kind, state, raised_by, raised_at, cleared_by, cleared_at, reason_sealed, reason
        """

    static func place(_ id: ID) -> String { "support_flag.reason/\(id)" }

    private init(_ row: Row) throws {
        sealedReason = try row["reason_sealed"]
        plainReason = try row["reason"]
        id = try row["id"]
        participant = try row["participant_id"]
        kind = try row["kind"]
        state = try row["state"]
        raisedBy = try row["raised_by"]
        raisedAt = try row["raised_at"]
        clearedBy = try row["cleared_by"]
        clearedAt = try row["cleared_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> RiskFlag {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM support_flag
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        guard let row else { throw DecisionRefusal.unknownFlag(id) }
        return try RiskFlag(row)
    }

    /// A participant's, the open ones first, of each the newest first: an open one is always among them.
    package static func of(
        _ participant: Participant.ID, tenant: TenantID, _ db: Connection
    ) throws -> [RiskFlag] {
        try db.rows(
            """
            SELECT \(part: columns) FROM support_flag
             WHERE tenant_id = \(tenant) AND participant_id = \(participant)
             ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, id DESC LIMIT 100
            """
        ).map(RiskFlag.init)
    }

    package static func isOpen(of participant: Participant.ID, tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT id FROM support_flag
             WHERE tenant_id = \(tenant) AND participant_id = \(participant) AND state = 'open' LIMIT 1
            """) != nil
    }

    /// By the program: the kind says why.
    package static func raise(
        _ kind: Kind, on participant: Participant.ID, _ act: SupportAct, _ db: Connection
    ) throws {
        _ = try store(kind, on: participant, act, db) { _ in nil }
    }

    /// By a person, who says why: sealed, because it tells of somebody, and without long numbers.
    package static func observe(
        _ participant: Participant.ID, reason: String, keys: PersonalKeys, _ act: SupportAct, _ db: Connection
    ) throws -> RiskFlag {
        try act.requirePerson()
        return try store(.observed, on: participant, act, db) { id in
            keys.sealing.seal(LongNumbers.masked(reason), place: place(id))
        }
    }

    private static func store(
        _ kind: Kind, on participant: Participant.ID, _ act: SupportAct, _ db: Connection, _ reason: (ID) -> [UInt8]?
    ) throws -> RiskFlag {
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO support_flag (id, tenant_id, participant_id, kind, state, reason_sealed, raised_by, raised_at)
            VALUES (\(id), \(act.tenant), \(participant), \(kind), 'open', \(reason(id)), \(act.who), \(act.now))
            """)
        try act.log(
            "support_flag", id, "raised", to: State.open.rawValue,
            detail: ["participant": Value(participant), "kind": .string(kind.rawValue)], db)
        return try find(id, tenant: act.tenant, db)
    }

    /// By another person than who raised it, who made neither the password by which the participant signed in when it was raised nor one
    /// since: what the program raised of an account they could have given themselves.
    package func clear(reason: SupportReason, _ act: SupportAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .clear)
        try act.requirePerson()
        guard act.who != raisedBy else { throw DecisionRefusal.ownRequest }
        try act.requireSecond(to: raisedBy, db)
        let signers = try SupportHands.signers(of: participant, since: raisedAt, tenant: act.tenant, db)
        guard !signers.contains(act.who) else { throw DecisionRefusal.ownSignIn }
        try act.requireSecond(to: signers, db)
        let changed = try db.changes(
            """
            UPDATE support_flag SET state = 'cleared', cleared_by = \(act.who), cleared_at = \(act.now)
             WHERE tenant_id = \(act.tenant) AND id = \(id) AND state = 'open'
            """)
        guard changed == 1 else { throw StaleMove(record: "flag \(id)") }
        try act.log(
            "support_flag", id, "clear", from: state.rawValue, to: State.cleared.rawValue,
            reason: reason, db)
    }

    var value: Value {
        [
            "id": Value(id), "participant": Value(participant), "kind": .string(kind.rawValue),
            "kind_label": .string(kind.label), "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "is_account": .bool(kind == .duplicateAccount), "cleared_at": Value(clearedAt),
        ]
    }

    /// A participant's as a page shows them: with who cleared them, and with what was written where `keys` are those of who decides.
    static func shown(
        of participant: Participant.ID, _ keys: PersonalKeys?, _ tenant: TenantID, _ db: Connection
    ) throws -> [Value] {
        let flags = try of(participant, tenant: tenant, db)
        let cleared = flags.filter { $0.state == .cleared }
        let names = try Who.personNames(cleared.compactMap(\.clearedBy), tenant: tenant, db)
        let words = try keys.map {
            try SupportReason.last("support_flag", cleared.map(\.id), keys: $0, tenant: tenant, db)
        }
        return try flags.map { flag in
            try (keys.map { try flag.openedValue($0) } ?? flag.value)
                .adding("clearer_name", Value(flag.clearedBy.flatMap { names[$0] }))
                .adding("clearing", Value(words?[flag.id]))
        }
    }

    /// With what was written, for who decides.
    func openedValue(_ keys: PersonalKeys) throws -> Value {
        let id = id
        return value.adding(
            "flag_reason", Value(try sealedReason.map { try keys.opened($0, place: Self.place(id)) } ?? plainReason))
    }

    /// Seals what was written before it was sealed, of all tenants, and takes the plain words away.
    package static func sealPlain(keys: PersonalKeys, _ db: Connection) throws {
        for row in try db.rows("SELECT id, reason FROM support_flag WHERE reason IS NOT NULL ORDER BY id") {
            let (id, text): (ID, String) = (try row["id"], try row["reason"])
            try db.run(
                """
                UPDATE support_flag SET reason = NULL, reason_sealed = \(keys.sealing.seal(LongNumbers.masked(text), place: place(id)))
                 WHERE id = \(id)
                """)
        }
    }

    /// Reseals what an older key sealed, of all tenants; says how many.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        let found = try db.rows(
            "SELECT \(part: columns) FROM support_flag WHERE reason_sealed IS NOT NULL ORDER BY id"
        ).map(RiskFlag.init)
        var count = 0
        for flag in found {
            guard let sealed = flag.sealedReason, keys.sealing.isOutdated(sealed) else { continue }
            let text = try keys.opened(sealed, place: place(flag.id))
            try db.run(
                """
                UPDATE support_flag SET reason_sealed = \(keys.sealing.seal(text, place: place(flag.id)))
                 WHERE id = \(flag.id)
                """)
            count += 1
        }
        return count
    }
}
