import Kernel
import Storage
import Web

extension PackedList {
    /// Partners as `ReferrerLine.value` tells them.
    static let partners = PackedList(members: [
        .init("id", "id"), .init("code", "code"), .init("name", "name"), .init("type", "type"),
        .init("status", "status"), .init("tier", "tier"), .init("contact_name", "contact_name"),
        .init("email", "email"), .init("website", "website"), .init("currency", "currency"),
        .init("monthly_quota", "monthly_quota", .plain), .init("created_at", "created_at", .moment),
        .init("approved_at", "approved_at", .moment),
    ])

    /// Payouts as management reads them, without the words that pages show beside.
    static func payouts(for asker: Who, at now: Moment) -> PackedList {
        func flag(_ condition: SQL) -> SQL { "CASE WHEN \(part: condition) THEN 'true' ELSE 'false' END" }
        let overdue: SQL = "state = 'pending' AND referral_payout.created_at <= \(now - ReferralPayout.due)"
        return PackedList(members: [
            .init("id", "referral_payout.id"), .init("partner", "partner_id"),
            .init("partner_name", "(SELECT name FROM referral_partner WHERE referral_partner.id = partner_id)"),
            .init("kind", "kind"), .init("from_on", "from_on"), .init("to_on", "to_on"),
            .init("currency", "referral_payout.currency"), .init("state", "state"),
            .init("generated_amount", "generated_cents", .money), .init("approved_amount", "approved_cents", .money),
            .init("resubmits", "resubmits_id"), .init("created_at", "referral_payout.created_at", .moment),
            .init("decided_at", "referral_payout.decided_at", .moment), .init("notes", "notes"),
            .init("method", "method"), .init("paid_on", "paid_on"), .init("reference", "reference"),
            .init("paid_at", "paid_at", .moment), .init("has_failed", flag("failed_at IS NOT NULL"), .plain),
            .init("is_overdue", flag(overdue), .plain), .init("created_by", "referral_payout.created_by"),
            .init("decided_by", "referral_payout.decided_by"), .init("exported_at", "exported_at", .moment),
            .init("is_own", flag("referral_payout.created_by = \(asker)"), .plain),
        ])
    }
}
