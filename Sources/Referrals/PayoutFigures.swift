import Kernel
import Storage

/// What became of a partner's batches: nine figures (G60).
package struct PayoutFigures: Sendable, Equatable {
    package let count: Int
    package let approved: Int
    package let rejected: Int
    package let generatedAmount: Cents
    package let approvedAmount: Cents
    package let paidAmount: Cents
    package let pendingAmount: Cents
    /// Of those approved, from making to decision, together.
    package let waited: Span

    /// Management approved it, also where the bank sent it back: what stands of it is in no amount, but it was decided.
    private static let isApproved: SQL =
        "(state IN ('approved', 'partially_approved', 'paid') OR failed_at IS NOT NULL)"

    package static func of(_ referrer: Referrer, _ db: Connection) throws -> PayoutFigures {
        let row = try db.row(
            """
            SELECT count(*) AS number,
                   CAST(coalesce(sum(CASE WHEN \(part: isApproved) THEN 1 ELSE 0 END), 0) AS BIGINT) AS approved,
                   CAST(coalesce(sum(CASE WHEN state = 'rejected' AND failed_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
                        AS rejected,
                   CAST(coalesce(sum(generated_cents), 0) AS BIGINT) AS generated,
                   CAST(coalesce(sum(CASE WHEN state <> 'rejected' THEN approved_cents ELSE 0 END), 0) AS BIGINT)
                        AS approved_amount,
                   CAST(coalesce(sum(CASE WHEN \(part: isApproved) THEN decided_at - created_at ELSE 0 END), 0) AS BIGINT)
                        AS waited
              FROM referral_payout WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
            """)
        guard let row else { preconditionFailure("a count has a row") }
        return PayoutFigures(
            count: try row["number"], approved: try row["approved"], rejected: try row["rejected"],
            generatedAmount: try row["generated"], approvedAmount: try row["approved_amount"],
            paidAmount: try ReferralBalance.of(referrer, db).paid, pendingAmount: try pending(referrer, db),
            waited: Span(milliseconds: try row["waited"]))
    }

    /// What waits for approval: a line that was rejected is free, and may wait in another batch.
    static func pending(_ referrer: Referrer, _ db: Connection) throws -> Cents {
        try db.value(
            """
            SELECT CAST(coalesce(sum(line.amount_cents), 0) AS BIGINT)
              FROM referral_payout
              JOIN referral_payout_line AS line ON line.tenant_id = referral_payout.tenant_id
                                               AND line.payout_id = referral_payout.id AND line.state <> 'rejected'
             WHERE referral_payout.tenant_id = \(referrer.tenant) AND referral_payout.partner_id = \(referrer.id)
               AND referral_payout.state = 'pending'
            """) ?? .zero
    }

    package func value(_ currency: Currency) -> Value {
        let days: Value =
            approved == 0
            ? .null
            : .string(
                FixedPoint.format(
                    Rounding.halfEven(waited.milliseconds * 10, over: 86_400_000 * Int64(approved)), places: 1))
        return [
            "total_payouts_generated": Value(count), "approved_payouts": Value(approved),
            "rejected_payouts": Value(rejected), "total_amount_generated": .string(generatedAmount.decimal),
            "total_amount_approved": .string(approvedAmount.decimal), "total_amount_paid": .string(paidAmount.decimal),
            "average_approval_rate": LeadQuality.rate(approved, of: approved + rejected),
            "pending_approval_amount": .string(pendingAmount.decimal), "average_days_to_approval": days,
            "pending_approval_text": .string(currency.shown(pendingAmount)), "currency": .string(currency.rawValue),
        ]
    }
}
