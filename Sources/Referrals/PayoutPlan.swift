import Kernel
import Storage

/// What a batch of a partner and period has: the same whether it is only shown or made (G78).
package struct PayoutPlan: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package let credit: ReferralCredit.ID
        package let kind: PayoutLine.Kind
        package let amount: Cents
    }

    package let lines: [Line]
    package let currency: Currency
    package let minimum: Cents

    package var total: Cents { lines.reduce(.zero) { $0 + $1.amount } }

    /// So many lines a batch has at most; what is more goes into the next one.
    package static let mostLines = 5000

    /// All that was approved until the period's last day and is in no batch, and what was taken back after it was paid.
    package static func of(_ referrer: Referrer, until last: Day, _ db: Connection) throws -> PayoutPlan {
        let end = last.adding(days: 1).start
        let credits = try db.rows(credits(of: referrer.id, until: end, tenant: referrer.tenant)).map {
            Line(credit: try $0["id"], kind: .credit, amount: try $0["amount_cents"])
        }
        let clawbacks = try db.rows(clawbacks(of: referrer.id, until: end, tenant: referrer.tenant)).map {
            Line(
                credit: try $0["credit_id"], kind: .clawback,
                amount: .zero - (try $0.get("amount_cents", as: Cents.self)))
        }
        return PayoutPlan(
            lines: credits + clawbacks, currency: referrer.fields.currency,
            minimum: try ReferralSettings.of(referrer.tenant, db).minimum)
    }

    static func credits(of referrer: Referrer.ID, until end: Moment, tenant: TenantID) -> SQL {
        """
        SELECT id, amount_cents FROM referral_credit
         WHERE tenant_id = \(tenant) AND is_free = 1 AND partner_id = \(referrer) AND decided_at < \(end)
         ORDER BY decided_at, id LIMIT \(mostLines)
        """
    }

    static func clawbacks(of referrer: Referrer.ID, until end: Moment, tenant: TenantID) -> SQL {
        """
        SELECT credit_id, amount_cents FROM referral_clawback
         WHERE tenant_id = \(tenant) AND is_free = 1 AND partner_id = \(referrer) AND at < \(end)
         ORDER BY at, id LIMIT \(mostLines)
        """
    }

    /// What stands in a batch that was made before.
    static func of(_ former: ReferralPayout, _ db: Connection) throws -> PayoutPlan {
        PayoutPlan(
            lines: try PayoutLine.of(former.id, tenant: former.tenant, db).map {
                Line(credit: $0.credit, kind: $0.kind, amount: $0.amount)
            }, currency: former.currency, minimum: try ReferralSettings.of(former.tenant, db).minimum)
    }

    /// Whether a batch is made of it.
    var isEnough: Bool { !lines.isEmpty && total > .zero && total >= minimum }

    /// Refused where no batch is made of it.
    func check() throws {
        guard !lines.isEmpty else { throw PayoutRefusal.nothingToPay }
        guard isEnough else {
            throw PayoutRefusal.belowMinimum(total, least: max(minimum, Cents(1)), currency)
        }
    }

    package var value: Value {
        [
            "total": .string(total.decimal), "total_text": .string(currency.shown(total)),
            "currency": .string(currency.rawValue), "minimum": .string(minimum.decimal),
            "is_below_minimum": .bool(total < minimum || total <= .zero), "line_count": Value(lines.count),
            "lines": .list(
                lines.map {
                    [
                        "credit": Value($0.credit), "kind": .string($0.kind.rawValue),
                        "amount": .string($0.amount.decimal),
                    ]
                }),
        ]
    }
}

extension ReferralPayout.Outlook {
    /// What a dry run answers.
    func value(_ db: Connection) throws -> Value {
        switch self {
        case .former(let payout):
            try PayoutPlan.of(payout, db).value.adding("is_below_minimum", false).adding("is_former", true)
                .adding("id", Value(payout.id))
        case .new(let plan): plan.value.adding("is_former", false)
        }
    }
}
