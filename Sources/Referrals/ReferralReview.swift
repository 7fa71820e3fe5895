import Kernel
import Ledger
import Storage

/// Whether what the ledger holds for partners is what their credits and payouts say, added up anew (G10, G68).
package struct ReferralReview: Sendable {
    /// `partner ID`, in order.
    package let flaws: [String]
    package let partners: Int

    package static func look(_ tenants: [TenantID], _ db: Connection) throws -> ReferralReview {
        var (flaws, count): ([String], Int) = ([], 0)
        for tenant in tenants {
            let rows = try db.rows(
                "SELECT \(part: Referrer.columns) FROM referral_partner WHERE tenant_id = \(tenant) ORDER BY id")
            for row in rows {
                let referrer = try Referrer(row)
                count += 1
                if try !isRight(referrer, db) || !monthsAreRight(referrer, db) {
                    flaws.append("partner \(referrer.id)")
                }
            }
        }
        return ReferralReview(flaws: flaws, partners: count)
    }

    /// Earned is what credits gave less what was taken back, reserved what is approved and not paid, paid what was paid.
    static func isRight(_ referrer: Referrer, _ db: Connection) throws -> Bool {
        let (tenant, id) = (referrer.tenant, referrer.id)
        let row = try db.row(
            """
            SELECT (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM referral_credit
                     WHERE tenant_id = \(tenant) AND partner_id = \(id) AND state = 'approved') AS credits,
                   (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM referral_clawback
                     WHERE tenant_id = \(tenant) AND partner_id = \(id)) AS clawbacks,
                   (SELECT CAST(coalesce(sum(approved_cents), 0) AS BIGINT) FROM referral_payout
                     WHERE tenant_id = \(tenant) AND partner_id = \(id)
                       AND state IN ('approved', 'partially_approved')) AS reserved,
                   (SELECT CAST(coalesce(sum(approved_cents), 0) AS BIGINT) FROM referral_payout
                     WHERE tenant_id = \(tenant) AND partner_id = \(id) AND state = 'paid') AS paid
            """)
        guard let row else { return false }
        let (credits, clawbacks): (Cents, Cents) = (try row["credits"], try row["clawbacks"])
        let balance = try ReferralBalance.of(referrer, db)
        return try balance.earned == credits - clawbacks && balance.reserved == row["reserved"]
            && balance.paid == row["paid"]
    }

    /// What is counted by month, of a partner, is what its leads, credits and payouts say.
    private static func monthsAreRight(_ referrer: Referrer, _ db: Connection) throws -> Bool {
        let sum = ReferralMonth.sum(try ReferralMonth.all(of: referrer.id, tenant: referrer.tenant, db))
        let row = try db.row(
            """
            SELECT count(*) AS submitted, CAST(coalesce(sum(score), 0) AS BIGINT) AS score_sum,
                   CAST(coalesce(sum(CASE WHEN application_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS approved,
                   CAST(coalesce(sum(CASE WHEN state = 'rejected' THEN 1 ELSE 0 END), 0) AS BIGINT) AS rejected,
                   CAST(coalesce(sum(CASE WHEN state = 'converted' THEN 1 ELSE 0 END), 0) AS BIGINT) AS converted
              FROM referral_lead WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
            """)
        guard let row else { return false }
        let balance = try ReferralBalance.of(referrer, db)
        return try sum.submitted == row["submitted"] && sum.scoreSum == row["score_sum"]
            && sum.approved == row["approved"] && sum.rejected == row["rejected"] && sum.deals == row["converted"]
            && sum.earned - sum.clawedBack == balance.earned && sum.paid == balance.paid
    }
}
