import Applications
import Kernel
import Storage

/// Approved payouts as a bank or an accountant takes them (G75).
enum PaymentFile {
    static let head = [
        "payout", "partner", "partner_name", "method", "amount", "currency", "account_holder", "account_number",
        "routing_number", "swift_code", "bank_name", "bank_address", "paypal_email", "postal_address", "period",
    ]

    /// So many payouts a file has at most.
    static let most = 5000
    private static let atOnce = 500

    /// In the order in which they were made; each is noted in its partner's activity. A payout stands in one file, and
    /// `isAgain` in another one with the same details. Left out is what would not be booked as paid: with a credit that was
    /// taken back, unverified, or to a partner that is suspended or not reconciled.
    static func rows(
        _ method: PayoutMethod?, isAgain: Bool = false, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws -> [[String]] {
        try act.requirePerson()
        var rows: [[String]] = []
        var last: ReferralPayout.ID?
        repeat {
            let payouts = try waiting(after: last, isAgain: isAgain, act.tenant, db)
            for payout in payouts where rows.count < most {
                if let row = try row(of: payout, method, keys: keys, act, db) { rows.append(row) }
            }
            last = payouts.count == atOnce ? payouts.last?.id : nil
        } while last != nil && rows.count < most
        return rows
    }

    private static func waiting(
        after last: ReferralPayout.ID?, isAgain: Bool, _ tenant: TenantID, _ db: Connection
    ) throws -> [ReferralPayout] {
        var conditions: [SQL] = [
            "referral_payout.tenant_id = \(tenant)", "state IN ('approved', 'partially_approved')",
            """
            NOT EXISTS (SELECT 1 FROM referral_payout_line AS line
                          JOIN referral_clawback ON referral_clawback.credit_id = line.credit_id
                         WHERE line.tenant_id = referral_payout.tenant_id AND line.payout_id = referral_payout.id
                           AND line.kind = 'credit' AND line.state = 'approved')
            """,
        ]
        if let last { conditions.append("referral_payout.id > \(last)") }
        if !isAgain { conditions.append("exported_at IS NULL") }
        return try db.rows(
            """
            SELECT \(part: ReferralPayout.columns) FROM referral_payout
             WHERE \(part: .all(conditions)) ORDER BY referral_payout.id LIMIT \(atOnce)
            """
        ).map(ReferralPayout.init)
    }

    private static func row(
        of payout: ReferralPayout, _ method: PayoutMethod?, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws -> [String]? {
        let referrer = try Referrer.find(payout.referrer, tenant: act.tenant, db)
        guard let bank = payout.bank ?? referrer.bank, referrer.status != .suspended,
            try ReferrerVerification.of(referrer.id, tenant: act.tenant, db).missing.isEmpty,
            try ReferralReview.isRight(referrer, db)
        else { return nil }
        let change = try BankChange.find(bank, tenant: act.tenant, db)
        guard method == nil || method == change.method else { return nil }
        let details = try change.opened(keys)
        try payout.export(to: change, act, db)
        let fields = head[6...13].map { details.fields[$0] ?? "" }
        return [
            payout.id.description, referrer.code, referrer.fields.name, details.method.rawValue,
            (payout.approved ?? .zero).decimal, payout.currency.rawValue,
        ] + fields + ["\(payout.from) to \(payout.to)"]
    }
}

extension ReferralPayout {
    /// It stands in a payment file: from the first one on it is paid to those details and no others.
    fileprivate func export(to details: BankChange, _ act: ReferralAct, _ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_payout
               SET exported_by = \(act.who), exported_at = \(act.now), bank_change_id = \(details.id),
                   method = \(details.method), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND exported_at IS NULL
            """)
        try act.log(.init(.paymentFileMade, "referral_payout", id, amount: approved), of: referrer, db)
    }
}
