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

    /// In the order in which they were approved; each is noted in its partner's activity.
    static func rows(
        _ method: PayoutMethod?, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws -> [[String]] {
        try act.requirePerson()
        let payouts = try db.rows(
            """
            SELECT \(part: ReferralPayout.columns) FROM referral_payout
             WHERE referral_payout.tenant_id = \(act.tenant) AND state IN ('approved', 'partially_approved')
             ORDER BY referral_payout.id LIMIT \(most)
            """
        ).map(ReferralPayout.init)
        return try payouts.compactMap { payout in
            let referrer = try Referrer.find(payout.referrer, tenant: act.tenant, db)
            guard let bank = referrer.bank, referrer.status != .suspended,
                try ReferrerVerification.of(referrer.id, tenant: act.tenant, db).missing.isEmpty
            else { return nil }
            let details = try BankChange.find(bank, tenant: act.tenant, db).opened(keys)
            guard method == nil || method == details.method else { return nil }
            try act.log(
                .init(.paymentFileMade, "referral_payout", payout.id, amount: payout.approved), of: referrer.id, db)
            let fields = head[6...13].map { details.fields[$0] ?? "" }
            return [
                payout.id.description, referrer.code, referrer.fields.name, details.method.rawValue,
                (payout.approved ?? .zero).decimal, payout.currency.rawValue,
            ] + fields + ["\(payout.from) to \(payout.to)"]
        }
    }
}
