import Kernel
import Storage

/// What a program before this one left half known: its payment files, and leads of deals that were taken back.
enum ReferralUpgrade {
    static let statements = [
        """
        CREATE TABLE referral_payment_file (   -- approved payouts that were handed to a bank together
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            method     TEXT    CHECK (method IN ('bank_transfer', 'paypal', 'check', 'wire')),  -- NULL: all
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX referral_payment_file_tenant ON referral_payment_file (tenant_id, id)",
        "ALTER TABLE referral_payout ADD COLUMN payment_file_id TEXT",
        """
        CREATE INDEX referral_payout_file ON referral_payout (tenant_id, payment_file_id, id)
         WHERE payment_file_id IS NOT NULL
        """,
        // Of the leads that became deals in this month so many are none any more; what the month tells stays.
        "ALTER TABLE referral_month ADD COLUMN lost INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0)",
        "ALTER TABLE referral_band ADD COLUMN lost INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0)",
        // The last time that it was found right, whatever became of it since.
        "ALTER TABLE referral_verification ADD COLUMN verified_at INTEGER",
    ]

    static let fill: @Sendable (Connection) throws -> Void = { db in
        try db.run("UPDATE referral_verification SET verified_at = at WHERE is_verified = 1 AND verified_at IS NULL")
        try enterFiles(db)
        try countLost(db)
        try freeLeads(db)
    }

    /// Deals that were taken back are lost to the month in which their lead became one.
    private static func countLost(_ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT lead.tenant_id, lead.partner_id, lead.score, max(made.at) AS made_at
              FROM referral_activity AS gone
              JOIN referral_lead AS lead ON lead.tenant_id = gone.tenant_id AND lead.id = gone.resource_id
              JOIN referral_activity AS made ON made.tenant_id = gone.tenant_id AND made.resource_id = gone.resource_id
                                            AND made.action = 'lead_converted' AND made.at <= gone.at
             WHERE gone.action = 'lead_unconverted'
               AND NOT EXISTS (SELECT 1 FROM referral_month WHERE lost > 0)
             GROUP BY gone.id, lead.tenant_id, lead.partner_id, lead.score ORDER BY gone.id
            """)
        for row in rows {
            let at: Moment = try row["made_at"]
            try ReferralMonth.lose(at, of: row["partner_id"], score: row["score"], tenant: row["tenant_id"], db)
        }
    }

    /// Approved payouts that stood in a file, as its note says, stand in it from now on too, with the details that stood then:
    /// the bank has them, and no other file takes them up.
    private static func enterFiles(_ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT note.tenant_id, note.resource_id, note.who, note.at, referral_payout.partner_id
              FROM referral_activity AS note
              JOIN referral_payout ON referral_payout.tenant_id = note.tenant_id
                                  AND referral_payout.id = note.resource_id
             WHERE note.action = 'payment_file_made' AND referral_payout.state IN ('approved', 'partially_approved')
               AND referral_payout.payment_file_id IS NULL
             ORDER BY note.at, note.id
            """)
        var files: [String: PaymentFile] = [:]
        var entered: Set<String> = []
        for row in rows {
            let (tenant, payout): (TenantID, String) = (try row["tenant_id"], try row["resource_id"])
            let (who, at): (Who, Moment) = (try row["who"], try row["at"])
            guard entered.insert(payout).inserted else { continue }
            guard let bank = try bank(of: row["partner_id"], at: at, tenant: tenant, db) else { continue }
            let key = "\(tenant) \(who.text) \(at.milliseconds)"
            let file = files[key] ?? PaymentFile(id: .init(at: at), tenant: tenant, method: nil, who: who, at: at)
            if files.updateValue(file, forKey: key) == nil { try file.insert(db) }
            try db.run(
                """
                UPDATE referral_payout
                   SET payment_file_id = \(file.id), exported_by = coalesce(exported_by, \(who)),
                       exported_at = coalesce(exported_at, \(at)),
                       bank_change_id = coalesce(bank_change_id, \(bank.id)), method = coalesce(method, \(bank.method))
                 WHERE tenant_id = \(tenant) AND id = \(payout)
                """)
        }
    }

    /// The bank details that stood at that moment.
    private static func bank(
        of referrer: String, at moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> (id: String, method: String)? {
        try db.row(
            """
            SELECT id, method FROM referral_bank_change
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND state = 'approved' AND decided_at <= \(moment)
             ORDER BY decided_at DESC, id DESC LIMIT 1
            """
        ).map { (try $0["id"], try $0["method"]) }
    }

    /// Leads whose deal was taken back wait for the deal as it is entered anew; counted in the month of what was written down
    /// last, because those before may be over.
    private static func freeLeads(_ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT lead.id, lead.tenant_id, lead.partner_id, lead.score, lead.converted_at,
                   (SELECT max(at) FROM history WHERE history.tenant_id = lead.tenant_id) AS last_at
              FROM referral_lead AS lead
              JOIN funded_deal ON funded_deal.tenant_id = lead.tenant_id AND funded_deal.id = lead.deal_id
             WHERE lead.state = 'converted' AND funded_deal.state = 'cancelled'
             ORDER BY lead.id
            """)
        for row in rows {
            let (id, referrer): (ReferredLead.ID, Referrer.ID) = (try row["id"], try row["partner_id"])
            let (tenant, last): (TenantID, Moment?) = (try row["tenant_id"], try row["last_at"])
            let act = ReferralAct(tenant: tenant, by: .system("upgrade"), at: last ?? Moment(seconds: 0))
            try db.run(
                """
                UPDATE referral_lead
                   SET state = 'approved', deal_id = NULL, converted_by = NULL, converted_at = NULL,
                       updated_at = \(act.now)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'converted'
                """)
            let month = ReferralMonth.name(act.now.day)
            var counted = ReferralMonth(month)
            counted.unconverted = 1
            try ReferralMonth.add(counted, of: referrer, tenant: tenant, db)
            try LeadBand.add(.unconvert, score: try row["score"], in: month, tenant: tenant, db)
            try ReferralMonth.lose(row["converted_at"], of: referrer, score: row["score"], tenant: tenant, db)
            try act.log(
                .init(
                    .leadUnconverted, "referral_lead", id, from: "converted", to: "approved",
                    reason: "the deal was taken back"), of: referrer, db)
        }
    }
}
