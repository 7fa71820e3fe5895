import Applications
import Kernel
import Storage

/// Approved payouts as a bank or an accountant takes them (G75). A payout stands in one file for good; a file that got lost
/// is had again as it was, and no other with it.
package struct PaymentFile: Sendable {
    package typealias ID = Identifier<PaymentFile>

    static let head = [
        "payout", "partner", "partner_name", "method", "amount", "currency", "account_holder", "account_number",
        "routing_number", "swift_code", "bank_name", "bank_address", "paypal_email", "postal_address", "period",
    ]

    /// So many payouts a file has at most.
    static let most = 5000
    private static let atOnce = 500

    package let id: ID
    package let tenant: TenantID
    /// Nil: all ways of payment.
    package let method: PayoutMethod?
    package let who: Who
    package let at: Moment

    /// A new file of what stood in none yet, in the order in which it was made; nil where nothing did. Each payout is noted in
    /// its partner's activity. Left out is what would not be booked as paid: with a credit that was taken back, unverified, to
    /// a partner that is suspended or not reconciled, or above the limit and approved by whoever makes the file; and what is of a
    /// partner that they work for.
    static func make(_ method: PayoutMethod?, _ act: ReferralAct, _ db: Connection) throws -> PaymentFile? {
        try act.requirePerson()
        var found: [(payout: ReferralPayout, details: BankChange)] = []
        var last: ReferralPayout.ID?
        let limit = try ReferralSettings.of(act.tenant, db).limit(at: act.now)
        let open: SQL = "exported_at IS NULL AND \(part: act.isOutsider("referral_payout.partner_id"))"
        repeat {
            let payouts = try page(open, after: last, act.tenant, db)
            // Above the limit who approved it does not let it out either.
            for payout in payouts
            where found.count < most && (payout.approved ?? .zero <= limit || payout.decidedBy != act.who) {
                guard let details = try details(of: payout, db), method == nil || method == details.method else {
                    continue
                }
                found.append((payout, details))
            }
            last = payouts.count == atOnce ? payouts.last?.id : nil
        } while last != nil && found.count < most
        guard !found.isEmpty else { return nil }
        let file = PaymentFile(id: ID(at: act.now), tenant: act.tenant, method: method, who: act.who, at: act.now)
        try file.insert(db)
        for (payout, details) in found { try payout.enter(file, to: details, act, db) }
        return file
    }

    /// Written once; also for what an older program wrote no file of.
    func insert(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_payment_file (id, tenant_id, method, who, at)
            VALUES (\(id), \(tenant), \(method), \(who), \(at))
            """)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> PaymentFile {
        let row = try db.row(
            "SELECT id, method, who, at FROM referral_payment_file WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw PayoutRefusal.unknownFile(id) }
        return PaymentFile(id: id, tenant: tenant, method: try row["method"], who: try row["who"], at: try row["at"])
    }

    /// The file is had again: noted as the first time.
    func repeatNotes(_ act: ReferralAct, _ db: Connection) throws {
        try act.requirePerson()
        for payout in try payouts(db) { try payout.noteFile(act, db) }
    }

    /// Its rows, with the details that stood when it was made: of all that is still to be paid by it.
    func rows(_ keys: PersonalKeys, _ db: Connection) throws -> [[String]] {
        try payouts(db).map { payout in
            guard let bank = payout.bank else { preconditionFailure("what stands in a file has details") }
            let referrer = try Referrer.find(payout.referrer, tenant: tenant, db)
            let details = try BankChange.find(bank, tenant: tenant, db).opened(keys)
            return [
                payout.id.description, referrer.code, referrer.fields.name, details.method.rawValue,
                (payout.approved ?? .zero).decimal, payout.currency.rawValue,
            ] + Self.head[6...13].map { details.fields[$0] ?? "" } + ["\(payout.from) to \(payout.to)"]
        }
    }

    private func payouts(_ db: Connection) throws -> [ReferralPayout] {
        var all: [ReferralPayout] = []
        var last: ReferralPayout.ID?
        repeat {
            let payouts = try Self.page("payment_file_id = \(id)", after: last, tenant, db)
            all += payouts
            last = payouts.count == Self.atOnce ? payouts.last?.id : nil
        } while last != nil
        return all
    }

    /// Approved, with nothing in them that was taken back.
    private static func page(
        _ condition: SQL, after last: ReferralPayout.ID?, _ tenant: TenantID, _ db: Connection
    ) throws -> [ReferralPayout] {
        var conditions: [SQL] = [
            "referral_payout.tenant_id = \(tenant)", condition, "state IN ('approved', 'partially_approved')",
            """
            NOT EXISTS (SELECT 1 FROM referral_payout_line AS line
                          JOIN referral_clawback ON referral_clawback.credit_id = line.credit_id
                         WHERE line.tenant_id = referral_payout.tenant_id AND line.payout_id = referral_payout.id
                           AND line.kind = 'credit' AND line.state = 'approved')
            """,
        ]
        if let last { conditions.append("referral_payout.id > \(last)") }
        return try db.rows(
            """
            SELECT \(part: ReferralPayout.columns) FROM referral_payout
             WHERE \(part: .all(conditions)) ORDER BY referral_payout.id LIMIT \(atOnce)
            """
        ).map(ReferralPayout.init)
    }

    /// Where a payout goes; nil where it would not be booked as paid.
    private static func details(of payout: ReferralPayout, _ db: Connection) throws -> BankChange? {
        let referrer = try Referrer.find(payout.referrer, tenant: payout.tenant, db)
        guard let bank = referrer.bank, referrer.status != .suspended,
            try ReferrerVerification.of(referrer.id, tenant: payout.tenant, db).missing.isEmpty,
            try ReferralReview.isRight(referrer, db)
        else { return nil }
        return try BankChange.find(bank, tenant: payout.tenant, db)
    }
}

extension ReferralPayout {
    /// It stands in a payment file: from then on it is paid to those details and no others.
    fileprivate func enter(
        _ file: PaymentFile, to details: BankChange, _ act: ReferralAct, _ db: Connection
    ) throws {
        try db.run(
            """
            UPDATE referral_payout
               SET exported_by = \(act.who), exported_at = \(act.now), bank_change_id = \(details.id),
                   method = \(details.method), payment_file_id = \(file.id), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND exported_at IS NULL
            """)
        try noteFile(act, db)
    }

    fileprivate func noteFile(_ act: ReferralAct, _ db: Connection) throws {
        try act.log(.init(.paymentFileMade, "referral_payout", id, amount: approved), of: referrer, db)
    }
}
