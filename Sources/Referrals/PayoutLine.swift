import Kernel
import Storage
import Web

/// A line of a batch: a credit, or one that was taken back after it was paid and is set off (G37, G38).
package struct PayoutLine: Sendable {
    package typealias ID = Identifier<PayoutLine>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case pending, approved, rejected }
    package enum Event: String, Sendable, CaseIterable { case approve, reject }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from       on        to
        (.pending,    .approve, .approved),
        (.pending,    .reject,  .rejected),
        (.approved,   .reject,  .rejected),
    ])

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case credit, clawback }

    package let id: ID
    package let payout: ReferralPayout.ID
    package let credit: ReferralCredit.ID
    package let kind: Kind
    package let amount: Cents
    package let state: State
    package let createdBy: Who
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let notes: String?
    package let businessName: String
    package let lead: ReferredLead.ID
    package let isClawedBack: Bool
    /// Its credit stood in a payment file of then, of a batch that did not get out.
    package let returnedFromFileAt: Moment?
    /// A part of its deal's commission was taken back, and it stands.
    package let isPartLost: Bool

    private static let columns: SQL = """
        referral_payout_line.id, payout_id, referral_payout_line.credit_id, referral_payout_line.kind,
        referral_payout_line.amount_cents, referral_payout_line.state, referral_payout_line.created_by,
        referral_payout_line.decided_by,
        referral_payout_line.decided_at, referral_payout_line.notes, referral_credit.lead_id,
        (SELECT business_name FROM referral_lead WHERE referral_lead.id = referral_credit.lead_id) AS business_name,
        referral_credit.returned_from_file_at,
        EXISTS (SELECT 1 FROM referral_clawback WHERE referral_clawback.credit_id = referral_credit.id) AS is_clawed_back,
        EXISTS (SELECT 1 FROM referral_credit_loss
                 WHERE referral_credit_loss.credit_id = referral_credit.id AND taken_back_cents > 0) AS is_part_lost
        """
    private static let tables: SQL =
        "referral_payout_line JOIN referral_credit ON referral_credit.id = referral_payout_line.credit_id"

    private init(_ row: Row) throws {
        id = try row["id"]
        payout = try row["payout_id"]
        credit = try row["credit_id"]
        kind = try row["kind"]
        amount = try row["amount_cents"]
        state = try row["state"]
        createdBy = try row["created_by"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        notes = try row["notes"]
        businessName = try row["business_name"]
        lead = try row["lead_id"]
        isClawedBack = try row["is_clawed_back"]
        returnedFromFileAt = try row["returned_from_file_at"]
        isPartLost = try row["is_part_lost"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> PayoutLine {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE referral_payout_line.tenant_id = \(tenant) AND referral_payout_line.id = \(id)
            """)
        guard let row else { throw PayoutRefusal.unknownLine(id) }
        return try PayoutLine(row)
    }

    /// A batch's lines in the order in which they came in.
    package static func of(_ payout: ReferralPayout.ID, tenant: TenantID, _ db: Connection) throws -> [PayoutLine] {
        try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE referral_payout_line.tenant_id = \(tenant) AND payout_id = \(payout)
             ORDER BY referral_payout_line.id
            """
        ).map(PayoutLine.init)
    }

    /// The same, page by page.
    package static func list(
        of payout: ReferralPayout.ID, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<PayoutLine> {
        var conditions: [SQL] = ["referral_payout_line.tenant_id = \(tenant)", "payout_id = \(payout)"]
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append("referral_payout_line.id > \(after)")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY referral_payout_line.id LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(PayoutLine.init), of: page) { Value($0.id) }
    }

    /// What the lines in these states come to.
    static func sum(_ lines: [PayoutLine], _ states: Set<State>) -> Cents {
        lines.reduce(.zero) { states.contains($1.state) ? $0 + $1.amount : $0 }
    }

    /// Decides a line, as somebody else than who made the batch; a rejected line is free for another batch (G41).
    package func decide(
        _ event: Event, notes: String?, in payout: ReferralPayout, _ act: ReferralAct, _ db: Connection
    ) throws {
        guard payout.state == .pending else { throw PayoutRefusal.notOpen(payout.id, payout.state) }
        _ = try Self.lifecycle.move(state, on: event)
        let makers: Set<Who> = event == .approve ? [payout.createdBy, createdBy] : [payout.createdBy]
        try act.requireOther(than: makers.map { .init($0, at: act.now) }, of: payout.referrer, db)
        if event == .reject, notes == nil { throw ReferralRefusal.reasonNeeded }
        try move(on: event, notes: notes, of: payout.referrer, act, db)
    }

    /// Moves the line; a rejected one lets go of what it stood for.
    func move(
        on event: Event, notes: String?, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE referral_payout_line
               SET state = \(next), decided_by = \(act.who), decided_at = \(act.now), notes = \(notes)
             WHERE tenant_id = \(act.tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "line \(id)") }
        if next == .rejected { try free(act, db) }
        try act.log(
            .init(
                event == .approve ? .payoutLineApproved : .payoutLineRejected, "referral_payout_line", id,
                from: state.rawValue, to: next.rawValue, reason: notes, amount: amount), of: referrer, db)
    }

    private func free(_ act: ReferralAct, _ db: Connection) throws {
        switch kind {
        case .credit:
            try db.run(
                """
                UPDATE referral_credit SET is_free = 1
                 WHERE tenant_id = \(act.tenant) AND id = \(credit)
                   AND NOT EXISTS (SELECT 1 FROM referral_clawback WHERE credit_id = \(credit))
                """)
        case .clawback:
            try db.run(
                "UPDATE referral_clawback SET is_free = 1 WHERE tenant_id = \(act.tenant) AND credit_id = \(credit)")
        }
    }

    /// A credit was taken back: a batch that is not decided yet goes on without it.
    static func drop(_ credit: ReferralCredit, reason: String, _ act: ReferralAct, _ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE referral_payout_line.tenant_id = \(act.tenant) AND referral_payout_line.credit_id = \(credit.id)
               AND referral_payout_line.kind = 'credit' AND referral_payout_line.state <> 'rejected'
            """)
        for line in try rows.map(PayoutLine.init) {
            let payout = try ReferralPayout.find(line.payout, tenant: act.tenant, db)
            guard payout.state == .pending else { continue }
            try line.move(on: .reject, notes: reason, of: credit.referrer, act, db)
        }
    }

    package var value: Value {
        [
            "id": Value(id), "payout": Value(payout), "credit": Value(credit), "kind": .string(kind.rawValue),
            "is_clawback": .bool(kind == .clawback), "amount": .string(amount.decimal),
            "state": .string(state.rawValue),
            "is_pending": .bool(state == .pending), "is_rejected": .bool(state == .rejected),
            "decided_at": Value(decidedAt), "notes": Value(notes), "business_name": .string(businessName),
            "lead": Value(lead), "is_clawed_back": .bool(isClawedBack && kind == .credit),
        ]
    }
}
