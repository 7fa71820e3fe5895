import Deals
import Kernel
import Ledger
import Storage

/// What a partner asks for a lead: the terms say how much, and somebody of management approves it (G27–G32).
package struct ReferralCredit: Sendable {
    package typealias ID = Identifier<ReferralCredit>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pendingApproval = "pending_approval"
        case approved, rejected
    }

    package enum Event: String, Sendable, CaseIterable { case approve, reject }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from               on        to
        (.pendingApproval,    .approve, .approved),
        (.pendingApproval,    .reject,  .rejected),
    ])

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// For the lead, once it is approved.
        case approval
        /// For the deal that it became.
        case conversion
    }

    package enum Calculation: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case percentage
        case fixedPrice = "fixed_price"
    }

    package let id: ID
    package let tenant: TenantID
    package let referrer: Referrer.ID
    package let lead: ReferredLead.ID
    package let kind: Kind
    package let calculation: Calculation
    package let terms: ReferralTerms.ID
    package let termsVersion: Int
    package let deal: FundedDeal.ID?
    package let base: Cents?
    package let percent: Percent?
    package let amount: Cents
    package let currency: Currency
    package let state: State
    package let isFree: Bool
    package let requestedBy: Who
    package let requestedAt: Moment
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let rejectionReason: String?
    package let transfer: Transfer.ID?
    package let paidAt: Moment?
    package let clawedBackAt: Moment?
    package let businessName: String
    /// What the funder took back of the deal's commission while something was left of it; nil where nothing.
    package let commissionTakenBack: Cents?
    /// A person is to say what becomes of it for that.
    package let isLossOpen: Bool

    static let columns: SQL = """
        referral_credit.id, referral_credit.tenant_id, referral_credit.partner_id, lead_id, kind, calculation, terms_id,
        (SELECT version FROM referral_terms WHERE referral_terms.id = terms_id) AS terms_version,
        referral_credit.deal_id, base_cents, percent_thousandths, amount_cents, currency, referral_credit.state, is_free,
        requested_by, requested_at, decided_by, decided_at, referral_credit.rejection_reason, transfer_id, paid_at,
        (SELECT at FROM referral_clawback WHERE credit_id = referral_credit.id) AS clawed_back_at,
        (SELECT business_name FROM referral_lead WHERE referral_lead.id = lead_id) AS business_name,
        (SELECT taken_back_cents FROM referral_credit_loss
          WHERE credit_id = referral_credit.id AND taken_back_cents > 0) AS taken_back_cents,
        EXISTS (SELECT 1 FROM referral_credit_loss
                 WHERE credit_id = referral_credit.id AND settled_at IS NULL) AS is_loss_open
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        referrer = try row["partner_id"]
        lead = try row["lead_id"]
        kind = try row["kind"]
        calculation = try row["calculation"]
        terms = try row["terms_id"]
        termsVersion = try row["terms_version"]
        deal = try row["deal_id"]
        base = try row["base_cents"]
        percent = try row.get("percent_thousandths", as: Int64?.self).map { Percent(thousandths: $0) }
        amount = try row["amount_cents"]
        currency = try row["currency"]
        state = try row["state"]
        isFree = try row["is_free"]
        requestedBy = try row["requested_by"]
        requestedAt = try row["requested_at"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        rejectionReason = try row["rejection_reason"]
        transfer = try row["transfer_id"]
        paidAt = try row["paid_at"]
        clawedBackAt = try row["clawed_back_at"]
        businessName = try row["business_name"]
        commissionTakenBack = try row["taken_back_cents"]
        isLossOpen = try row["is_loss_open"]
    }

    /// Neither rejected nor taken back: no other of its kind is asked for.
    var stands: Bool { state != .rejected && clawedBackAt == nil }

    package func value(isOffice: Bool) -> Value {
        let fields: Value = [
            "id": Value(id), "partner": Value(referrer), "lead": Value(lead), "business_name": .string(businessName),
            "kind": .string(kind.rawValue), "kind_label": kind == .approval ? "The lead" : "Its deal",
            "calculation": .string(calculation.rawValue), "terms": Value(terms), "terms_version": Value(termsVersion),
            "base": Value(base?.decimal), "percent": Value(percent?.decimal), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "state": .string(state.rawValue), "requested_at": Value(requestedAt), "decided_at": Value(decidedAt),
            "rejection_reason": Value(rejectionReason), "paid_at": Value(paidAt), "is_paid": .bool(paidAt != nil),
            "clawed_back_at": Value(clawedBackAt), "is_clawed_back": .bool(clawedBackAt != nil),
        ]
        guard isOffice else { return fields }
        return fields.adding("requested_by", .string(requestedBy.text)).adding("decided_by", Value(decidedBy?.text))
            .adding("deal", Value(deal)).adding("is_loss_open", .bool(isLossOpen))
            .adding("commission_taken_back", Value(commissionTakenBack?.decimal))
            .adding("commission_taken_back_text", Value(commissionTakenBack.map(currency.shown)))
    }
}
