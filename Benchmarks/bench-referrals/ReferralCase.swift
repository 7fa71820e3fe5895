import Kernel
import Storage

/// One page that is asked for, and the statement that reads the same rows without the program around it.
struct ReferralCase: Sendable {
    let name: String
    let path: String
    var plain: SQL?
    /// What is sent, by the number of the round; nil where the page is only read.
    var body: (@Sendable (Int) -> [UInt8])?

    /// The id of a record by its number.
    static func id(_ kind: Int, _ number: Int) -> String {
        let digits = String(number)
        return "0\(kind)" + String(repeating: "0", count: 24 - digits.utf8.count) + digits
    }

    /// `first`: the first partner of which no batch was generated yet, so that each round makes one.
    static func all(tenant: TenantID, partners: Int, first: Int, at now: Moment) -> [ReferralCase] {
        let partner = id(1, partners / 2)
        let month = now.day.adding(months: -3).civil
        let name = String(now.day.adding(months: -3).description.prefix(7))
        let (from, to) = (now.day.adding(months: -11), now.day.adding(days: -1))
        return [
            ReferralCase(
                name: "single partner", path: "/referral/partners/\(partner)",
                plain: "SELECT * FROM referral_partner WHERE tenant_id = \(tenant) AND id = \(partner)"),
            ReferralCase(
                name: "partners with filter, 1000", path: "/referral/partners?status=active&type=vendor&limit=1000",
                plain: """
                    SELECT * FROM referral_partner WHERE tenant_id = \(tenant) AND status = 'active' AND type = 'vendor'
                     ORDER BY id DESC LIMIT 1000
                    """),
            ReferralCase(
                name: "payouts with filter, 1000", path: "/referral/payouts?state=paid&limit=1000",
                plain: """
                    SELECT * FROM referral_payout WHERE tenant_id = \(tenant) AND state = 'paid' ORDER BY id DESC LIMIT 1000
                    """),
            ReferralCase(
                name: "pending leads by score", path: "/referral/leads/pending",
                plain: """
                    SELECT * FROM referral_lead WHERE tenant_id = \(tenant) AND queue = 'review'
                     ORDER BY rank, submitted_at, id LIMIT 50
                    """),
            ReferralCase(
                name: "monthly statistics", path: "/referral/partners/\(partner)/stats/\(month.year)/\(month.month)",
                plain: """
                    SELECT count(*), sum(score) FROM referral_lead
                     WHERE tenant_id = \(tenant) AND partner_id = \(partner)
                       AND submitted_at >= \(now - .days(120)) AND submitted_at < \(now - .days(90))
                    """),
            ReferralCase(
                name: "statistics", path: "/referral/partners/\(partner)/stats",
                plain:
                    "SELECT * FROM referral_month WHERE tenant_id = \(tenant) AND partner_id = \(partner) AND month <= \(name)"
            ),
            ReferralCase(
                name: "payout statistics", path: "/referral/partners/\(partner)/payout-stats",
                plain: """
                    SELECT count(*), sum(generated_cents), sum(approved_cents) FROM referral_payout
                     WHERE tenant_id = \(tenant) AND partner_id = \(partner)
                    """),
            ReferralCase(
                name: "leads of a partner", path: "/referral/leads?partner=\(partner)",
                plain: """
                    SELECT * FROM referral_lead WHERE tenant_id = \(tenant) AND partner_id = \(partner)
                     ORDER BY id DESC LIMIT 50
                    """),
            ReferralCase(
                name: "payouts to approve", path: "/referral/payouts/pending",
                plain:
                    "SELECT * FROM referral_payout WHERE tenant_id = \(tenant) AND state = 'pending' ORDER BY id LIMIT 50"
            ),
            ReferralCase(
                name: "activity of a partner", path: "/referral/partners/\(partner)/activity",
                plain: """
                    SELECT * FROM referral_activity WHERE tenant_id = \(tenant) AND partner_id = \(partner)
                     ORDER BY at DESC, id DESC LIMIT 50
                    """),
            ReferralCase(
                name: "activity by action", path: "/referral/activity?action=lead_rejected",
                plain: """
                    SELECT * FROM referral_activity WHERE tenant_id = \(tenant) AND action = 'lead_rejected'
                     ORDER BY at DESC, id DESC LIMIT 50
                    """),
            ReferralCase(
                name: "payout generation", path: "/referral/payouts/generate",
                plain: """
                    SELECT id, amount_cents FROM referral_credit
                     WHERE tenant_id = \(tenant) AND is_free = 1 AND partner_id = \(partner)
                    """,
                body: { round in
                    let body: Value = [
                        "partner": .string(id(1, first + round)), "from": Value(from), "to": Value(to),
                    ]
                    return body.jsonBytes
                }),
        ]
    }
}
