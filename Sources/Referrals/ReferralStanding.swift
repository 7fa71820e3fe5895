import Kernel
import Storage

/// Where a partner stands among the active partners of its own office by its last twelve months (G73). Of others nothing is
/// told but how many are not better, and not where they are so few that one could be guessed.
package struct ReferralStanding: Sendable {
    /// Fewer partners are not compared.
    static let least = 5

    private struct Sums {
        let submitted: Int
        let approved: Int
        let rejected: Int
        let converted: Int
        let score: Int
    }

    private enum Measure: String, CaseIterable {
        case deals
        case approvalRate = "approval_rate"
        case quality = "average_lead_quality"

        var label: String {
            switch self {
            case .deals: "Leads that became deals"
            case .approvalRate: "Approved of decided"
            case .quality: "Score on average"
            }
        }

        /// As a fraction; nil of nothing.
        func figure(_ sums: Sums) -> (part: Int, whole: Int)? {
            switch self {
            case .deals: (sums.converted, 1)
            case .approvalRate: Self.of(sums.approved, sums.approved + sums.rejected)
            case .quality: Self.of(sums.score, sums.submitted)
            }
        }

        private static func of(_ part: Int, _ whole: Int) -> (part: Int, whole: Int)? {
            whole > 0 ? (part, whole) : nil
        }

        func shown(_ figure: (part: Int, whole: Int)) -> Value {
            switch self {
            case .deals: .string("\(figure.part)")
            case .approvalRate: LeadQuality.rate(figure.part, of: figure.whole)
            case .quality: ReferralFigures.average(Int64(figure.part), over: figure.whole)
            }
        }
    }

    package let value: Value

    package init(of referrer: Referrer, at now: Moment, _ db: Connection) throws {
        let first = ReferralMonth.name(now.day.adding(months: -11))
        let rows = try db.rows(
            """
            SELECT partner_id, CAST(sum(submitted) AS BIGINT) AS submitted, CAST(sum(referral_month.approved) AS BIGINT) AS approved,
                   CAST(sum(rejected) AS BIGINT) AS rejected, CAST(sum(converted - lost) AS BIGINT) AS converted,
                   CAST(sum(score_sum) AS BIGINT) AS score
              FROM referral_month
             WHERE referral_month.tenant_id = \(referrer.tenant) AND month >= \(first)
               AND partner_id IN (SELECT id FROM referral_partner
                                   WHERE tenant_id = \(referrer.tenant) AND status = 'active' AND deleted_at IS NULL)
             GROUP BY partner_id ORDER BY partner_id
            """)
        var own: Sums?
        var all: [Sums] = []
        for row in rows {
            let sums = Sums(
                submitted: try row["submitted"], approved: try row["approved"], rejected: try row["rejected"],
                converted: try row["converted"], score: try row["score"])
            all.append(sums)
            if try row.get("partner_id", as: Referrer.ID.self) == referrer.id { own = sums }
        }
        let (mine, others) = (own, all)
        value = [
            "partners": Value(others.count),
            "items": .list(Measure.allCases.map { Self.line($0, mine, others) }),
        ]
    }

    private static func line(_ measure: Measure, _ own: Sums?, _ all: [Sums]) -> Value {
        let figures = all.compactMap(measure.figure)
        let mine = own.flatMap(measure.figure)
        var percentile = Value.null
        if let mine, figures.count >= least {
            // Of those who have such a figure, beside itself.
            let below = figures.count { $0.part * mine.whole <= mine.part * $0.whole } - 1
            percentile = Value(below * 100 / (figures.count - 1))
        }
        return [
            "measure": .string(measure.rawValue), "label": .string(measure.label),
            "own": mine.map(measure.shown) ?? .null, "percentile": percentile,
        ]
    }
}
