import Kernel
import Storage

/// Which rank a partner's last twelve months speak for: proposed, and given by management alone (G69).
package struct TierRule: Sendable {
    // swift-format-ignore
    private static let table: [(tier: Referrer.Tier, deals: Int)] = [
        (.gold,   25),
        (.silver, 10),
        (.bronze, 0),
    ]

    package static func tier(ofDeals deals: Int) -> Referrer.Tier {
        table.first { deals >= $0.deals }?.tier ?? .bronze
    }

    /// A partner whose rank is another than its deals speak for.
    package struct Proposal: Sendable {
        package let referrer: Referrer
        package let deals: Int
        package let tier: Referrer.Tier

        var value: Value {
            referrer.value.adding("deals", Value(deals)).adding("proposed_tier", .string(tier.rawValue))
                .adding("proposed_label", .string(tier.label))
        }
    }

    /// So many are proposed at once, those with the most deals first.
    package static let most = 200

    package static func proposals(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [Proposal] {
        let first = ReferralMonth.name(now.day.adding(months: -11))
        let rows = try db.rows(
            """
            SELECT partner_id, CAST(sum(converted - lost) AS BIGINT) AS deals FROM referral_month
             WHERE tenant_id = \(tenant) AND month >= \(first)
             GROUP BY partner_id ORDER BY deals DESC, partner_id
            """)
        var deals: [Referrer.ID: Int] = [:]
        for row in rows { deals[try row["partner_id"]] = try row["deals"] }
        let partners = try db.rows(
            """
            SELECT \(part: Referrer.columns) FROM referral_partner
             WHERE tenant_id = \(tenant) AND status = 'active' AND deleted_at IS NULL ORDER BY id
            """
        ).map(Referrer.init)
        return Array(
            partners.map { Proposal(referrer: $0, deals: deals[$0.id] ?? 0, tier: tier(ofDeals: deals[$0.id] ?? 0)) }
                .filter { $0.tier != $0.referrer.tier }.sorted { $0.deals > $1.deals }.prefix(most))
    }
}
