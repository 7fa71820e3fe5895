import Applications
import Kernel
import Storage
import Web

/// An exception from the rules: another allocation than the cohort began with, or a request that is worth more than its kind. One person
/// proposes it and says why, another, an admin, decides: no favour is one person's to do (I04, I44).
package struct SupportOverride: Sendable {
    package typealias ID = Identifier<SupportOverride>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case allocation, value

        package var label: String { self == .allocation ? "Another allocation" : "More than the kind is worth" }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, approved, refused }
    package enum Event: String, Sendable, CaseIterable { case approve, refuse }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from   on         to
        (.open,   .approve,  .approved),
        (.open,   .refuse,   .refused),
    ])

    package let id: ID
    package let tenant: TenantID
    package let kind: Kind
    package let wallet: Wallet.ID
    package let request: SupportRequest.ID?
    package let amount: Cents
    /// Nil of what was proposed before words were sealed.
    private let sealedReason: [UInt8]?
    private let plainReason: String
    package let state: State
    package let proposedBy: Who
    package let proposedAt: Moment

    private static let columns: SQL = """
        id, tenant_id, kind, wallet_id, request_id, amount_cents, reason, state, proposed_by, proposed_at,
        (SELECT text_sealed FROM support_reason
          WHERE support_reason.tenant_id = support_override.tenant_id AND record_kind = 'support_override'
            AND record_id = support_override.id AND number = 1) AS reason_sealed
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        kind = try row["kind"]
        wallet = try row["wallet_id"]
        request = try row["request_id"]
        amount = try row["amount_cents"]
        sealedReason = try row["reason_sealed"]
        plainReason = try row["reason"]
        state = try row["state"]
        proposedBy = try row["proposed_by"]
        proposedAt = try row["proposed_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SupportOverride {
        let row = try db.row(
            "SELECT \(part: columns) FROM support_override WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw OverrideRefusal.unknown(id) }
        return try SupportOverride(row)
    }

    /// An office's, what is to be decided first, of each the newest first.
    package static func list(page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<SupportOverride> {
        let rank: SQL = "CASE state WHEN 'open' THEN 0 ELSE 1 END"
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value, let last = after["rank"]?.integer, let id = after["id"]?.text {
            conditions.append("(\(part: rank) > \(last) OR \(part: rank) = \(last) AND id < \(id))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM support_override
             WHERE \(part: .all(conditions))
             ORDER BY \(part: rank), id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SupportOverride.init), of: page) {
            ["rank": Value($0.state == .open ? 0 : 1), "id": Value($0.id)]
        }
    }

    /// Another allocation of a wallet that is open.
    package static func propose(
        _ amount: Cents, of wallet: Wallet, reason: SupportReason, _ act: SupportAct, _ db: Connection
    ) throws -> SupportOverride {
        guard wallet.state == .open else { throw WalletRefusal.notOpen(wallet.id, wallet.state) }
        guard amount != wallet.allocated else { throw OverrideRefusal.nothingNew }
        return try store(.allocation, wallet.id, nil, amount, reason, act, db)
    }

    /// What a request is worth that waits for a decision.
    package static func propose(
        _ amount: Cents, for request: SupportRequest, reason: SupportReason, _ act: SupportAct, _ db: Connection
    ) throws -> SupportOverride {
        guard request.state == .queued else { throw OverrideRefusal.notQueued(request.id) }
        guard amount > request.amount else { throw OverrideRefusal.nothingNew }
        return try store(.value, request.wallet, request.id, amount, reason, act, db)
    }

    private static func store(
        _ kind: Kind, _ wallet: Wallet.ID, _ request: SupportRequest.ID?, _ amount: Cents,
        _ reason: SupportReason, _ act: SupportAct, _ db: Connection
    ) throws -> SupportOverride {
        try act.requirePerson()
        let id = ID(at: act.now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO support_override (id, tenant_id, kind, wallet_id, request_id, amount_cents, reason, state,
                                              proposed_by, proposed_at)
                VALUES (\(id), \(act.tenant), \(kind), \(wallet), \(request), \(amount), \(SupportReason.word), 'open',
                        \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw OverrideRefusal.openAlready
        }
        try act.log(
            "support_override", id, "propose", to: State.open.rawValue, reason: reason,
            detail: [
                "kind": .string(kind.rawValue), "wallet": Value(wallet), "request": Value(request),
                "amount": .string(amount.decimal),
            ], db)
        return try find(id, tenant: act.tenant, db)
    }

    /// Another person decides; what is approved stands at once.
    package func decide(_ event: Event, _ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        let next = try Self.lifecycle.move(state, on: event)
        if event == .approve {
            guard act.who != proposedBy else { throw WalletRefusal.ownProposal }
            try act.requireSecond(to: proposedBy, db)
            try apply(act, db)
        }
        let changed = try db.changes(
            """
            UPDATE support_override SET state = \(next), decided_by = \(act.who), decided_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "override \(id)") }
        try act.log("support_override", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    private func apply(_ act: SupportAct, _ db: Connection) throws {
        guard let request else {
            let wallet = try Wallet.find(wallet, tenant: tenant, db)
            return try wallet.reallocate(to: amount, by: id, proposedBy: proposedBy, act, db)
        }
        let found = try SupportRequest.find(request, tenant: tenant, db)
        guard found.state == .queued else { throw OverrideRefusal.notQueued(request) }
        try SupportLogin.requireOther(than: found, act, db)
        try found.revalue(amount, act, db)
    }

    func proposerName(_ db: Connection) throws -> Value {
        .string(try proposedBy.personName(tenant: tenant, db) ?? proposedBy.text)
    }

    func value(_ currency: Currency) -> Value {
        [
            "id": Value(id), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "wallet": Value(wallet), "request": Value(request), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)),
            "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "proposed_by": .string(proposedBy.text), "proposed_at": Value(proposedAt),
        ]
    }

    /// What was written, for who may see it.
    func reason(_ keys: PersonalKeys) throws -> Value {
        let place = SupportReason.place("support_override", id.description, 1)
        return .string(try sealedReason.map { try keys.opened($0, place: place) } ?? plainReason)
    }
}
