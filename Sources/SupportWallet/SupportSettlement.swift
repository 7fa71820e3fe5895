import Applications
import Kernel
import Storage
import Web

/// What a provider really did where nobody could book it: money that came back after it was given, that arrived after it was given up, or
/// of which no provider says anything any more. One admin proposes it with the provider's reference, another approves: then it is booked by
/// rows that supersede, once for each disbursement.
package struct SupportSettlement: Sendable {
    package typealias ID = Identifier<SupportSettlement>

    package enum Outcome: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case given
        case notGiven = "not_given"

        package var label: String { self == .given ? "It arrived" : "It did not arrive, or came back" }
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
    package let disbursement: Disbursement.ID
    package let request: SupportRequest.ID
    package let outcome: Outcome
    /// The provider's own, or of its letter.
    package let reference: String
    package let state: State
    package let proposedBy: Who
    /// Nil of what was proposed before words were sealed.
    private let sealedReason: [UInt8]?
    private let plainReason: String

    private static let columns: SQL = """
        support_settlement.id, support_settlement.tenant_id, support_settlement.disbursement_id,
        support_disbursement.request_id, support_settlement.outcome, support_settlement.reference,
        support_settlement.reason, support_settlement.state, support_settlement.proposed_by,
        (SELECT text_sealed FROM support_reason
          WHERE support_reason.tenant_id = support_settlement.tenant_id AND record_kind = 'support_settlement'
            AND record_id = support_settlement.id AND number = 1) AS reason_sealed
        """
    private static let tables: SQL = """
        support_settlement
          JOIN support_disbursement ON support_disbursement.tenant_id = support_settlement.tenant_id
                                   AND support_disbursement.id = support_settlement.disbursement_id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        disbursement = try row["disbursement_id"]
        request = try row["request_id"]
        outcome = try row["outcome"]
        reference = try row["reference"]
        sealedReason = try row["reason_sealed"]
        plainReason = try row["reason"]
        state = try row["state"]
        proposedBy = try row["proposed_by"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SupportSettlement {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE support_settlement.tenant_id = \(tenant) AND support_settlement.id = \(id)
            """)
        guard let row else { throw RecordRefusal.unknown("settlement", id) }
        return try SupportSettlement(row)
    }

    private static let rank: SQL = "CASE support_settlement.state WHEN 'open' THEN 0 ELSE 1 END"
    private var rank: Int { state == .open ? 0 : 1 }

    /// An office's, what is to be decided first, of each the newest first; all of them, or what is to be decided alone.
    package static func list(
        isOpenAlone: Bool = false, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<SupportSettlement> {
        var conditions: [SQL] = ["support_settlement.tenant_id = \(tenant)"]
        if isOpenAlone { conditions.append("support_settlement.state = 'open'") }
        if let after = page.after?.value, let last = after["rank"]?.integer, let id = after["id"]?.text {
            conditions.append("(\(part: rank) > \(last) OR \(part: rank) = \(last) AND support_settlement.id < \(id))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY \(part: rank), support_settlement.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SupportSettlement.init), of: page) {
            ["rank": Value($0.rank), "id": Value($0.id)]
        }
    }

    package static func propose(
        _ outcome: Outcome, of request: SupportRequest, reference: String, reason: SupportReason, _ act: SupportAct,
        _ db: Connection
    ) throws -> SupportSettlement {
        try act.requirePerson()
        guard let found = try Disbursement.of(request.id, tenant: act.tenant, db), found.event(for: outcome) != nil
        else { throw SettlementRefusal.nothingNew }
        let (id, reference) = (ID(at: act.now), LongNumbers.shortened(reference))
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO support_settlement (id, tenant_id, disbursement_id, outcome, reference, reason, state,
                                                proposed_by, proposed_at)
                VALUES (\(id), \(act.tenant), \(found.id), \(outcome), \(reference), \(SupportReason.word), 'open',
                        \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw SettlementRefusal.settledAlready
        }
        try act.log(
            "support_settlement", id, "propose", to: State.open.rawValue, reason: reason,
            detail: ["request": Value(request.id), "outcome": .string(outcome.rawValue)], db)
        return try find(id, tenant: act.tenant, db)
    }

    /// Another person decides, who could not have made the request; what is approved is booked at once.
    package func decide(_ event: Event, _ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        let next = try Self.lifecycle.move(state, on: event)
        if event == .approve {
            guard act.who != proposedBy else { throw WalletRefusal.ownProposal }
            try act.requireSecond(to: proposedBy, db)
            try SupportLogin.requireOther(than: try SupportRequest.find(request, tenant: tenant, db), act, db)
            let found = try Disbursement.find(disbursement, tenant: tenant, db)
            guard let move = found.event(for: outcome) else { throw SettlementRefusal.nothingNew }
            try found.move(on: move, told: Disbursement.Told(code: reference, failure: "settled"), act, db)
        }
        let changed = try db.changes(
            """
            UPDATE support_settlement SET state = \(next), decided_by = \(act.who), decided_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "settlement \(id)") }
        try act.log("support_settlement", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    func value(for asker: Who, isAdmin: Bool) -> Value {
        [
            "id": Value(id), "request": Value(request), "outcome": .string(outcome.rawValue),
            "outcome_label": .string(outcome.label), "reference": .string(reference),
            "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "may_decide": .bool(isAdmin && state == .open), "is_own": .bool(proposedBy == asker),
        ]
    }

    /// With what was written, where `keys` are those of somebody who may see it.
    func told(to asker: Who, isAdmin: Bool, _ keys: PersonalKeys?) throws -> Value {
        let place = SupportReason.place("support_settlement", id.description, 1)
        let reason = try keys.map { keys in try sealedReason.map { try keys.opened($0, place: place) } ?? plainReason }
        return value(for: asker, isAdmin: isAdmin).adding("reason", Value(reason))
    }
}

extension Disbursement {
    /// By which an end that people settled is booked; nil where it is booked already, or nothing left.
    func event(for outcome: SupportSettlement.Outcome) -> Event? {
        switch (state, outcome) {
        case (.calling, .given), (.sent, .given), (.outcomeUnknown, .given): .confirm
        case (.calling, .notGiven), (.sent, .notGiven), (.outcomeUnknown, .notGiven): .reject
        case (.completed, .notGiven): .takeBack
        // What a restore held may have left since the backup; else nothing leaves without a call.
        case (.waiting, .given) where heldAt != nil: .confirm
        case (.failed, .given) where calledAt != nil || heldAt != nil: .giveLate
        default: nil
        }
    }
}

/// What is wrong with a settlement.
package enum SettlementRefusal: Refusal, Equatable {
    case nothingNew
    case settledAlready

    package var kind: RefusalKind { .conflict }
    package var code: String { self == .nothingNew ? "nothing_to_settle" : "settled_already" }

    package var reason: String {
        switch self {
        case .nothingNew: "that is what is booked, or nothing left: there is nothing to settle"
        case .settledAlready: "a settlement of this waits or was made; one disbursement has one"
        }
    }
}
