import Applications
import Crypto
import Kernel
import Storage

/// Bank details that somebody proposed. They are sealed, shown masked, and stand once a second person approved them (G05).
package struct BankChange: Sendable {
    package typealias ID = Identifier<BankChange>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case pending, approved, rejected }
    package enum Event: String, Sendable, CaseIterable { case approve, reject }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on        to
        (.pending,   .approve, .approved),
        (.pending,   .reject,  .rejected),
    ])

    package let id: ID
    package let tenant: TenantID
    package let referrer: Referrer.ID
    package let method: PayoutMethod
    package let last4: String
    package let state: State
    package let proposedBy: Who
    package let proposedAt: Moment
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let reason: String?
    private let sealed: [UInt8]

    private static let columns: SQL = """
        id, tenant_id, partner_id, method, details_sealed, last4, state, proposed_by, proposed_at, decided_by, decided_at, reason
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        referrer = try row["partner_id"]
        method = try row["method"]
        sealed = try row["details_sealed"]
        last4 = try row["last4"]
        state = try row["state"]
        proposedBy = try row["proposed_by"]
        proposedAt = try row["proposed_at"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        reason = try row["reason"]
    }

    static func place(_ id: ID) -> String { "referral_bank_change.details/\(id)" }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> BankChange {
        let row = try db.row(
            "SELECT \(part: columns) FROM referral_bank_change WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw ReferralRefusal.unknownBankChange(id) }
        return try BankChange(row)
    }

    /// The partner's changes, the newest first.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [BankChange] {
        try db.rows(query(of: referrer, tenant: tenant)).map(BankChange.init)
    }

    static func query(of referrer: Referrer.ID, tenant: TenantID) -> SQL {
        """
        SELECT \(part: columns) FROM referral_bank_change
         WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY id DESC LIMIT 100
        """
    }

    /// The change that waits; nil where none does.
    package static func open(of referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> BankChange? {
        try db.row(
            """
            SELECT \(part: columns) FROM referral_bank_change
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND state = 'pending'
            """
        ).map(BankChange.init)
    }

    /// One waits at a time.
    package static func propose(
        _ details: BankDetails, for referrer: Referrer, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws -> BankChange {
        if let waiting = try open(of: referrer.id, tenant: referrer.tenant, db) {
            throw ReferralRefusal.bankChangeOpen(waiting.id)
        }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO referral_bank_change (id, tenant_id, partner_id, method, details_sealed, last4, state,
                                              proposed_by, proposed_at)
            VALUES (\(id), \(referrer.tenant), \(referrer.id), \(details.method),
                    \(keys.sealing.seal(details.json, place: place(id))), \(details.last4), 'pending', \(act.who),
                    \(act.now))
            """)
        try act.log(
            .init(
                .bankChangeProposed, "referral_bank_change", id, to: State.pending.rawValue,
                detail: ["method": .string(details.method.rawValue)]), of: referrer.id, db)
        return try find(id, tenant: referrer.tenant, db)
    }

    /// A second person decides. Approved details are those that are paid to, once they were verified again.
    package func decide(_ event: Event, reason: String?, _ act: ReferralAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        try act.requireOther(than: proposedBy, at: proposedAt, of: referrer, db)
        if event == .reject, reason == nil { throw ReferralRefusal.reasonNeeded }
        let changed = try db.changes(
            """
            UPDATE referral_bank_change
               SET state = \(next), decided_by = \(act.who), decided_at = \(act.now), reason = \(reason)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "change of bank details \(id)") }
        if event == .approve {
            try db.run(
                """
                UPDATE referral_partner SET bank_change_id = \(id), updated_at = \(act.now), version = version + 1
                 WHERE tenant_id = \(tenant) AND id = \(referrer)
                """)
            try ReferrerVerification.fall(.bank, of: referrer, act, db)
        }
        try act.log(
            .init(
                event == .approve ? .bankChangeApproved : .bankChangeRejected, "referral_bank_change", id,
                from: state.rawValue, to: next.rawValue, reason: reason), of: referrer, db)
    }

    /// What was sealed: for payment files and nothing else.
    package func opened(_ keys: PersonalKeys) throws -> BankDetails {
        let text = try keys.opened(sealed, place: Self.place(id))
        return BankDetails(method, json: text) ?? BankDetails(method, [:])
    }

    package var value: Value {
        [
            "id": Value(id), "partner": Value(referrer), "method": .string(method.rawValue),
            "method_label": .string(method.label), "last4": .string(last4), "state": .string(state.rawValue),
            "is_open": .bool(state == .pending), "proposed_by": .string(proposedBy.text),
            "proposed_at": Value(proposedAt), "decided_by": Value(decidedBy?.text), "decided_at": Value(decidedAt),
            "reason": Value(reason),
        ]
    }
}
