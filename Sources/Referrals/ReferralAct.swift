import Kernel
import Storage

/// Whose office, who acts and when: what every command of referrals is given. What is written about it goes into the
/// office's history and into the partner's activity, in the transaction of the command.
package struct ReferralAct: Sendable {
    package let tenant: TenantID
    package let who: Who
    package let now: Moment

    package init(tenant: TenantID, by who: Who, at now: Moment) {
        self.tenant = tenant
        self.who = who
        self.now = now
    }

    /// Decisions of leads, credits and money are people's: no worker and no program's key makes one (G39, I-8).
    func requirePerson() throws {
        guard case .person = who else { throw ReferralRefusal.notAPerson }
    }

    /// What happened to a record of a partner.
    struct Event {
        let action: ReferralAction
        let kind: String
        let id: String
        var from: String?
        var to: String?
        var reason: String?
        var amount: Cents?
        var detail: Value = [:]

        init<Record>(
            _ action: ReferralAction, _ kind: String, _ id: Identifier<Record>, from: String? = nil,
            to: String? = nil, reason: String? = nil, amount: Cents? = nil, detail: Value = [:]
        ) {
            self.action = action
            self.kind = kind
            self.id = id.description
            self.from = from
            self.to = to
            self.reason = reason
            self.amount = amount
            self.detail = detail
        }
    }

    /// Writes both rows.
    func log(_ event: Event, of referrer: Referrer.ID, _ db: Connection) throws {
        guard let id = Identifier<Referrer>(event.id) else { preconditionFailure("a record has an identity") }
        let detail = event.kind == "referral_partner" ? event.detail : event.detail.adding("partner", Value(referrer))
        try History.append(
            HistoryEntry(
                event.kind, id, from: event.from, event.action.rawValue, to: event.to, by: who, at: now,
                reason: event.reason, detail: detail), tenant: tenant, db)
        try db.run(
            """
            INSERT INTO referral_activity (id, tenant_id, partner_id, action, resource_kind, resource_id, who, at,
                                           amount_cents, note)
            VALUES (\(Identifier<ReferralActivity>(at: now)), \(tenant), \(referrer), \(event.action), \(event.kind),
                    \(event.id), \(who), \(now), \(event.amount), \(event.reason))
            """)
        db.signal("referrals", of: tenant)
    }
}

/// What can happen in referrals: the words of the activity log (G47).
package enum ReferralAction: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case partnerRegistered = "partner_registered"
    case partnerChanged = "partner_changed"
    case partnerActivated = "partner_activated"
    case partnerRejected = "partner_rejected"
    case partnerDeactivated = "partner_deactivated"
    case partnerSuspended = "partner_suspended"
    case partnerDeleted = "partner_deleted"
    case documentAdded = "document_added"
    case verificationSet = "verification_set"
    case verificationTakenBack = "verification_taken_back"
    case taxIDSet = "tax_id_set"
    case bankChangeProposed = "bank_change_proposed"
    case bankChangeApproved = "bank_change_approved"
    case bankChangeRejected = "bank_change_rejected"
    case termsSet = "terms_set"
    case tierSet = "tier_set"
    case userAdded = "user_added"
    case userChanged = "user_changed"
    case userDeactivated = "user_deactivated"
    case userReactivated = "user_reactivated"
    case passwordChanged = "password_changed"
    case passwordReset = "password_reset"
    case keyAdded = "key_added"
    case keyRevoked = "key_revoked"
    case leadSubmitted = "lead_submitted"
    case leadReviewBegun = "lead_review_begun"
    case leadReleased = "lead_released"
    case leadApproved = "lead_approved"
    case leadRejected = "lead_rejected"
    case leadConverted = "lead_converted"
    case leadUnconverted = "lead_unconverted"
    case creditRequested = "credit_requested"
    case creditApproved = "credit_approved"
    case creditRejected = "credit_rejected"
    case creditClawedBack = "credit_clawed_back"
    case creditKept = "credit_kept"
    case payoutRequested = "payout_requested"
    case payoutGenerated = "payout_generated"
    case payoutResubmitted = "payout_resubmitted"
    case payoutLineAdded = "payout_line_added"
    case payoutLineApproved = "payout_line_approved"
    case payoutLineRejected = "payout_line_rejected"
    case payoutApproved = "payout_approved"
    case payoutPartiallyApproved = "payout_partially_approved"
    case payoutRejected = "payout_rejected"
    case payoutPaid = "payout_paid"
    case payoutFailed = "payout_failed"
    case paymentFileMade = "payment_file_made"
    case settingsChanged = "settings_changed"

    /// Whether its note is management's own: partners are not told it.
    var isNoteInternal: Bool {
        switch self {
        case .verificationSet, .verificationTakenBack, .tierSet, .partnerDeleted, .leadReviewBegun, .leadReleased,
            .leadApproved, .leadConverted, .creditKept:
            true
        default: false
        }
    }

    package var label: String {
        let words = rawValue.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
