import Kernel
import Storage

/// Rows by the statement: leads and payouts of ten months, a hundred of each for a partner, ten free credits each, a line of
/// activity for each lead. One lead in ten waits for review.
struct ReferralFilling {
    let tenant: TenantID
    let count: Int
    let now: Moment

    private var partners: Int { count / 100 }

    func run(_ db: Connection) throws {
        try db.run(
            """
            CREATE TEMPORARY TABLE bench_number AS
            WITH RECURSIVE series (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM series WHERE n + 1 < \(count))
            SELECT n FROM series
            """)
        try addPartners(db)
        try addLeads(db)
        try addCredits(db)
        try addPayouts(db)
        try addMonths(db)
        try addActivity(db)
        try db.run("DROP TABLE bench_number")
    }

    private func addPartners(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_partner (id, tenant_id, code, name, name_key, type, status, contact_name, email, email_key,
                                          currency, monthly_quota, tier, created_by, created_at, updated_at, approved_by,
                                          approved_at, decided_by, decided_at, version)
            SELECT '01' || printf('%024d', n), \(tenant), 'P-' || n, 'Partner ' || n, 'partner ' || n,
                   CASE n % 4 WHEN 0 THEN 'vendor' WHEN 1 THEN 'portal' WHEN 2 THEN 'customer' ELSE 'channel_partner' END,
                   CASE WHEN n % 10 = 9 THEN 'pending' ELSE 'active' END, 'Contact', 'c' || n || '@bench.test',
                   'c' || n || '@bench.test', 'USD', NULL, 'bronze', 'system:bench', \(now), \(now),
                   CASE WHEN n % 10 = 9 THEN NULL ELSE 'system:other' END, CASE WHEN n % 10 = 9 THEN NULL ELSE \(now) END,
                   CASE WHEN n % 10 = 9 THEN NULL ELSE 'system:other' END, CASE WHEN n % 10 = 9 THEN NULL ELSE \(now) END, 1
              FROM bench_number WHERE n < \(partners)
            """)
        try db.run(
            """
            INSERT INTO referral_terms (id, tenant_id, partner_id, version, model, price_cents, currency, who, at)
            SELECT '02' || printf('%024d', n), \(tenant), '01' || printf('%024d', n), 1, 'fixed_price', 2500, 'USD',
                   'system:bench', 1
              FROM bench_number WHERE n < \(partners)
            """)
    }

    /// The moment of a row: spread over three hundred days.
    private var moment: SQL { "\(now) - (\(count) - n) * (25920000000 / \(count))" }

    private func addLeads(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_lead (id, tenant_id, partner_id, submission_type, state, queue, score, rank, score_version,
                                       score_parts, business_name, data_sealed, submitted_by, submitted_at, reviewed_by,
                                       reviewed_at, rejection_reason, updated_at)
            SELECT '03' || printf('%024d', n), \(tenant), '01' || printf('%024d', n % \(partners)), 'new_lead',
                   CASE WHEN n % 10 = 3 THEN 'submitted' ELSE 'rejected' END,
                   CASE WHEN n % 10 = 3 THEN 'review' ELSE 'none' END, n * 7 % 101, 100 - n * 7 % 101, 0, '[]',
                   'Merchant ' || n, randomblob(400), 'system:bench', \(part: moment),
                   CASE WHEN n % 10 = 3 THEN NULL ELSE 'system:other' END,
                   CASE WHEN n % 10 = 3 THEN NULL ELSE \(part: moment) END,
                   CASE WHEN n % 10 = 3 THEN NULL ELSE 'closed' END, \(part: moment)
              FROM bench_number
            """)
    }

    private func addCredits(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_credit (id, tenant_id, partner_id, lead_id, kind, calculation, terms_id, amount_cents,
                                         currency, state, is_free, requested_by, requested_at, decided_by, decided_at,
                                         transfer_id)
            SELECT '04' || printf('%024d', n), \(tenant), '01' || printf('%024d', n % \(partners)), '03' || printf('%024d', n),
                   'approval', 'fixed_price', '02' || printf('%024d', n % \(partners)), 2500, 'USD', 'approved', 1,
                   'system:bench', \(part: moment), 'system:other', \(part: moment), '04' || printf('%024d', n)
              FROM bench_number WHERE n < \(count / 10)
            """)
    }

    private func addPayouts(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_payout (id, tenant_id, partner_id, kind, from_on, to_on, currency, state, generated_cents,
                                         approved_cents, created_by, created_at, decided_by, decided_at, transfer_id,
                                         method, paid_on, reference, reference_key, paid_by, paid_at, version)
            SELECT '05' || printf('%024d', n), \(tenant), '01' || printf('%024d', n % \(partners)), 'manual', '2026-01-01',
                   '2026-01-31', 'USD', CASE WHEN n % 100 = 1 THEN 'pending' ELSE 'paid' END, 2500,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE 2500 END, 'system:bench', \(part: moment),
                   CASE WHEN n % 100 = 1 THEN NULL ELSE 'system:other' END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE \(part: moment) + 86400000 END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE '06' || printf('%024d', n) END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE 'wire' END, CASE WHEN n % 100 = 1 THEN NULL ELSE '2026-02-03' END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE 'R' || n END, CASE WHEN n % 100 = 1 THEN NULL ELSE 'R' || n END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE 'system:other' END,
                   CASE WHEN n % 100 = 1 THEN NULL ELSE \(part: moment) + 172800000 END, 1
              FROM bench_number
            """)
    }

    /// One row for each lead, as many as there are.
    private func addActivity(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_activity (id, tenant_id, partner_id, action, resource_kind, resource_id, who, at)
            SELECT '08' || printf('%024d', n), \(tenant), '01' || printf('%024d', n % \(partners)),
                   CASE WHEN n % 10 = 3 THEN 'lead_submitted' ELSE 'lead_rejected' END, 'referral_lead',
                   '03' || printf('%024d', n), 'system:bench', \(part: moment)
              FROM bench_number
            """)
    }

    private func addMonths(_ db: Connection) throws {
        for ago in 0..<10 {
            let month = String(now.day.adding(months: -ago).description.prefix(7))
            try db.run(
                """
                INSERT INTO referral_month (tenant_id, partner_id, month, submitted, rejected, score_sum, paid_cents)
                SELECT \(tenant), '01' || printf('%024d', n), \(month), 10, 9, 500, 25000
                  FROM bench_number WHERE n < \(partners)
                """)
        }
    }
}
