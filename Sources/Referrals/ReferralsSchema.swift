import Storage

/// Referral partners: who they are, what they sent, earned and were paid.
package enum ReferralsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "referrals.1",
            ReferrerTables.partner + ReferrerTables.papers + ReferrerTables.terms + ReferrerTables.users
                + ReferrerTables.activity + Migration.appendOnly("referral_document")
                + Migration.appendOnly("referral_terms") + Migration.appendOnly("referral_activity")),
        Migration(
            "referrals.2",
            LeadTables.leads + LeadTables.sums + Migration.appendOnly("referral_lead_sign")
                + Migration.appendOnly("referral_weights")),
        Migration("referrals.3", CreditTables.credits),
        Migration("referrals.4", PayoutTables.payouts),
        Migration(
            "referrals.5",
            [
                """
                CREATE INDEX referral_partner_both ON referral_partner (tenant_id, status, type, id)
                 WHERE deleted_at IS NULL
                """
            ]),
        Migration("referrals.6", PayoutTables.exports + CreditTables.again + LeadTables.again) { db in
            try db.run(
                """
                UPDATE referral_credit SET is_clawed_back = 1
                 WHERE id IN (SELECT credit_id FROM referral_clawback)
                """)
        },
        Migration(
            "referrals.7", ReferralUpgrade.statements + Migration.appendOnly("referral_payment_file"),
            then: ReferralUpgrade.fill),
        Migration("referrals.8", CreditTables.losses),
        Migration("referrals.9", CreditTables.returns, then: CreditTables.fillReturns),
        Migration("referrals.10", [], then: CreditTables.fillLosses),
    ]
}
