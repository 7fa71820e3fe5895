import Kernel
import Storage

/// What a partner came to: twelve figures, money from the ledger and counts from its months (G57).
package struct ReferralFigures: Sendable {
    package let referrer: Referrer
    package let sum: ReferralMonth
    package let current: ReferralMonth
    package let balance: ReferralBalance
    package let pending: Cents

    package static func of(_ referrer: Referrer, at now: Moment, _ db: Connection) throws -> ReferralFigures {
        let months = try ReferralMonth.all(of: referrer.id, tenant: referrer.tenant, db)
        let name = ReferralMonth.name(now.day)
        return ReferralFigures(
            referrer: referrer, sum: ReferralMonth.sum(months),
            current: months.first { $0.month == name } ?? ReferralMonth(name),
            balance: try ReferralBalance.of(referrer, db), pending: try PayoutFigures.pending(referrer, db))
    }

    /// A rate of a hundred as decimal text; null of nothing.
    static func rate(_ part: Int, of whole: Int) -> Value { LeadQuality.rate(part, of: whole) }

    /// An average with two places; null of nothing.
    static func average(_ sum: Int64, over count: Int) -> Value {
        count == 0 ? .null : .string(FixedPoint.format(Rounding.halfEven(sum * 100, over: Int64(count)), places: 2))
    }

    package var value: Value {
        [
            "total_leads_submitted": Value(sum.submitted), "approved_leads": Value(sum.approved),
            "rejected_leads": Value(sum.rejected), "converted_leads": Value(sum.deals),
            "approval_rate": Self.rate(sum.approved, of: sum.approved + sum.rejected),
            "conversion_rate": Self.rate(sum.deals, of: sum.approved),
            "total_earnings": .string(balance.paid.decimal), "available_balance": .string(balance.available.decimal),
            "pending_payout": .string(pending.decimal), "current_month_leads": Value(current.submitted),
            "monthly_quota": Value(referrer.fields.quota),
            "average_lead_quality": Self.average(Int64(sum.scoreSum), over: sum.submitted),
            "balance": balance.value, "pending_payout_text": .string(balance.currency.shown(pending)),
        ]
    }
}

extension ReferralMonth {
    /// What happened in the month, as pages and programs read it.
    func value(_ currency: Currency) -> Value {
        [
            "month": .string(month), "submitted": Value(submitted), "approved": Value(approved),
            "rejected": Value(rejected), "converted": Value(converted),
            "unconverted": Value(unconverted), "has_unconverted": .bool(unconverted > 0),
            "approval_rate": LeadQuality.rate(approved, of: approved + rejected),
            "average_lead_quality": ReferralFigures.average(Int64(scoreSum), over: submitted),
            "earned": .string(earned.decimal), "earned_text": .string(currency.shown(earned)),
            "clawed_back": .string(clawedBack.decimal), "paid": .string(paid.decimal),
            "paid_text": .string(currency.shown(paid)), "currency": .string(currency.rawValue),
        ]
    }
}
