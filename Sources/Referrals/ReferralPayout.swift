import Kernel
import Ledger
import Storage
import Web

/// A batch of what a partner is to have: made by a person or the program, approved and paid by people alone (G33–G44).
package struct ReferralPayout: Sendable {
    package typealias ID = Identifier<ReferralPayout>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pending, approved
        case partiallyApproved = "partially_approved"
        case rejected, paid

        package var label: String {
            switch self {
            case .pending: "Waits for approval"
            case .approved: "Approved"
            case .partiallyApproved: "Approved in part"
            case .rejected: "Rejected"
            case .paid: "Paid"
            }
        }

        /// What filters offer.
        static var choices: Value {
            .list(allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        case approve
        case approvePartially = "approve_partially"
        case reject, pay
        /// What was approved did not get out: its money is free again.
        case fail
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from                 on                  to
        (.pending,              .approve,           .approved),
        (.pending,              .approvePartially,  .partiallyApproved),
        (.pending,              .reject,            .rejected),
        (.approved,             .pay,               .paid),
        (.approved,             .fail,              .rejected),
        (.partiallyApproved,    .pay,               .paid),
        (.partiallyApproved,    .fail,              .rejected),
    ])

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case generated, manual, resubmitted }

    package let id: ID
    package let tenant: TenantID
    package let referrer: Referrer.ID
    package let kind: Kind
    package let from: Day
    package let to: Day
    package let currency: Currency
    package let state: State
    package let generated: Cents
    package let approved: Cents?
    package let resubmits: ID?
    package let createdBy: Who
    package let createdAt: Moment
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let notes: String?
    package let transfer: Transfer.ID?
    package let method: PayoutMethod?
    package let paidOn: Day?
    package let reference: String?
    package let paidAt: Moment?
    package let failedAt: Moment?
    /// Where it is paid to, since it stood in a payment file or was paid.
    package let bank: BankChange.ID?
    /// When it first stood in a payment file: from then on it may be paid.
    package let exportedAt: Moment?
    package let exportedBy: Who?
    package let partnerName: String

    static let columns: SQL = """
        referral_payout.id, referral_payout.tenant_id, partner_id, kind, from_on, to_on, referral_payout.currency, state,
        generated_cents, approved_cents, resubmits_id, referral_payout.created_by, referral_payout.created_at,
        referral_payout.decided_by, referral_payout.decided_at, notes, transfer_id, method, paid_on, reference, paid_at,
        failed_at, referral_payout.bank_change_id, exported_at, exported_by,
        (SELECT name FROM referral_partner WHERE referral_partner.id = partner_id) AS partner_name
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        referrer = try row["partner_id"]
        kind = try row["kind"]
        from = try row["from_on"]
        to = try row["to_on"]
        currency = try row["currency"]
        state = try row["state"]
        generated = try row["generated_cents"]
        approved = try row["approved_cents"]
        resubmits = try row["resubmits_id"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        notes = try row["notes"]
        transfer = try row["transfer_id"]
        method = try row["method"]
        paidOn = try row["paid_on"]
        reference = try row["reference"]
        paidAt = try row["paid_at"]
        failedAt = try row["failed_at"]
        bank = try row["bank_change_id"]
        exportedAt = try row["exported_at"]
        exportedBy = try row["exported_by"]
        partnerName = try row["partner_name"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReferralPayout {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM referral_payout
             WHERE referral_payout.tenant_id = \(tenant) AND referral_payout.id = \(id)
            """)
        guard let row else { throw PayoutRefusal.unknown(id) }
        return try ReferralPayout(row)
    }

    /// The newest first; what waits the oldest first.
    package static func list(
        of referrer: Referrer.ID? = nil, _ state: State? = nil, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferralPayout> {
        let rows = try db.rows(query(columns, of: referrer, state, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferralPayout.init), of: page) { Value($0.id) }
    }

    static func query(
        _ columns: SQL, of referrer: Referrer.ID?, _ state: State?, page: PageRequest, tenant: TenantID
    ) -> SQL {
        var conditions: [SQL] = ["referral_payout.tenant_id = \(tenant)"]
        if let referrer { conditions.append("referral_payout.partner_id = \(referrer)") }
        if let state { conditions.append("referral_payout.state = \(state)") }
        let isQueue = state == .pending
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append(isQueue ? "referral_payout.id > \(after)" : "referral_payout.id < \(after)")
        }
        let order: SQL = isQueue ? "ASC" : "DESC"
        return """
            SELECT \(part: columns) FROM referral_payout
             WHERE \(part: .all(conditions))
             ORDER BY referral_payout.id \(part: order)
             LIMIT \(page.limit + 1)
            """
    }

    /// A decision is due within seven days (G65).
    package static let due = Span.days(7)

    package func value(at now: Moment, isOffice: Bool) -> Value {
        var fields: Value = [
            "id": Value(id), "partner": Value(referrer), "partner_name": .string(partnerName),
            "kind": .string(kind.rawValue), "from_on": Value(from), "to_on": Value(to),
            "currency": .string(currency.rawValue), "state": .string(state.rawValue), "word": .string(state.label),
            "is_pending": .bool(state == .pending),
            "generated_amount": .string(generated.decimal), "generated_text": .string(currency.shown(generated)),
            "approved_amount": Value(approved?.decimal), "approved_text": Value(approved.map(currency.shown)),
            "resubmits": Value(resubmits), "created_at": Value(createdAt), "decided_at": Value(decidedAt),
            "notes": Value(notes), "method": Value(method?.rawValue), "method_label": Value(method?.label),
            "paid_on": Value(paidOn), "reference": Value(reference), "paid_at": Value(paidAt),
            "has_failed": .bool(failedAt != nil),
            "is_overdue": .bool(state == .pending && now - createdAt >= Self.due),
        ]
        guard isOffice else { return fields }
        fields = fields.adding("created_by", .string(createdBy.text)).adding("exported_at", Value(exportedAt))
        return fields.adding("decided_by", Value(decidedBy?.text))
    }
}
