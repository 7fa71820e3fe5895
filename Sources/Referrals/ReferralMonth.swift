import Kernel
import Storage

/// What happened with a partner in a month. Each event is counted in the month in which it happens, in its own transaction, so
/// that no later event changes a month that is over (G58).
package struct ReferralMonth: Sendable, Equatable {
    /// `2026-11`
    package let month: String
    package var submitted = 0
    package var approved = 0
    package var rejected = 0
    package var converted = 0
    /// Leads whose deal was taken back.
    package var unconverted = 0
    package var scoreSum = 0
    package var earned = Cents.zero
    package var clawedBack = Cents.zero
    package var paid = Cents.zero

    package init(_ month: String) { self.month = month }

    package static func name(_ day: Day) -> String { String(day.description.prefix(7)) }

    /// What is added to a month.
    static func add(
        _ change: ReferralMonth, of referrer: Referrer.ID, tenant: TenantID, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO referral_month (tenant_id, partner_id, month, submitted, approved, rejected, converted, unconverted,
                                        score_sum, earned_cents, clawed_back_cents, paid_cents)
            VALUES (\(tenant), \(referrer), \(change.month), \(change.submitted), \(change.approved), \(change.rejected),
                    \(change.converted), \(change.unconverted), \(change.scoreSum), \(change.earned),
                    \(change.clawedBack), \(change.paid))
            ON CONFLICT (tenant_id, partner_id, month) DO UPDATE
               SET submitted = referral_month.submitted + excluded.submitted,
                   approved = referral_month.approved + excluded.approved,
                   rejected = referral_month.rejected + excluded.rejected,
                   converted = referral_month.converted + excluded.converted,
                   unconverted = referral_month.unconverted + excluded.unconverted,
                   score_sum = referral_month.score_sum + excluded.score_sum,
                   earned_cents = referral_month.earned_cents + excluded.earned_cents,
                   clawed_back_cents = referral_month.clawed_back_cents + excluded.clawed_back_cents,
                   paid_cents = referral_month.paid_cents + excluded.paid_cents
            """)
    }

    /// A deal of that moment's month was taken back: what the month tells stays, but it has one deal less that stands.
    static func lose(
        _ converted: Moment, of referrer: Referrer.ID, score: Int, tenant: TenantID, _ db: Connection
    ) throws {
        let month = name(converted.day)
        try db.run(
            """
            UPDATE referral_month SET lost = lost + 1
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND month = \(month)
            """)
        try db.run(
            """
            UPDATE referral_band SET lost = lost + 1
             WHERE tenant_id = \(tenant) AND month = \(month) AND band = \(LeadBand.of(score))
            """)
    }

    static let columns: SQL = """
        month, submitted, approved, rejected, converted, unconverted, score_sum, earned_cents, clawed_back_cents, paid_cents
        """

    init(_ row: Row) throws {
        month = try row["month"]
        submitted = try row["submitted"]
        approved = try row["approved"]
        rejected = try row["rejected"]
        converted = try row["converted"]
        unconverted = try row["unconverted"]
        scoreSum = try row["score_sum"]
        earned = try row["earned_cents"]
        clawedBack = try row["clawed_back_cents"]
        paid = try row["paid_cents"]
    }

    /// That month of a partner; one in which nothing happened has zeros.
    package static func of(
        _ referrer: Referrer.ID, _ month: String, tenant: TenantID, _ db: Connection
    ) throws -> ReferralMonth {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM referral_month
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND month = \(month)
            """)
        return try row.map(ReferralMonth.init) ?? ReferralMonth(month)
    }

    /// All months of a partner in which something happened, the latest first.
    package static func all(of referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferralMonth] {
        try db.rows(
            """
            SELECT \(part: columns) FROM referral_month
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY month DESC
            """
        ).map(ReferralMonth.init)
    }

    /// Leads that are deals still.
    var deals: Int { converted - unconverted }

    /// The months together.
    static func sum(_ months: [ReferralMonth]) -> ReferralMonth {
        months.reduce(into: ReferralMonth("")) { sum, month in
            sum.submitted += month.submitted
            sum.approved += month.approved
            sum.rejected += month.rejected
            sum.converted += month.converted
            sum.unconverted += month.unconverted
            sum.scoreSum += month.scoreSum
            sum.earned = sum.earned + month.earned
            sum.clawedBack = sum.clawedBack + month.clawedBack
            sum.paid = sum.paid + month.paid
        }
    }
}
