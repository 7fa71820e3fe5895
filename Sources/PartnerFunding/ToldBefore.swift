import Cohorts
import Kernel
import Storage

/// What a partner's locked reports told of its cohorts, and when: a later one may differ from each of them, and by no fewer
/// people's than five (0026).
struct ToldBefore: Sendable {
    private struct Telling {
        let at: Moment
        let cohorts: [Value]
        let metrics: Set<ReportMetric>
    }

    private let tellings: [Telling]

    static func of(_ partner: Partner, _ db: Connection) throws -> ToldBefore {
        let rows = try db.rows(
            """
            SELECT content, at FROM partner_report
             WHERE tenant_id = \(partner.tenant) AND partner_id = \(partner.id)
             ORDER BY id
            """)
        return ToldBefore(
            tellings: try rows.map { row in
                let text: String = try row["content"]
                let content = ReportContent(value: try Value(parsing: Array(text.utf8)))
                return Telling(
                    at: try row["at"], cohorts: content.value["cohorts"]?.list ?? [], metrics: content.told)
            })
    }

    /// When a report that told one of these metrics was about the cohort, the oldest first.
    func moments(of cohort: Cohort, _ metrics: [ReportMetric]) -> [Moment] {
        tellings.filter { telling in
            !telling.metrics.isDisjoint(with: metrics)
                && telling.cohorts.contains {
                    $0["id"].map { $0 == Value(cohort.id) } ?? ($0["name"]?.text == cohort.name)
                }
        }.map(\.at)
    }

    /// Whether since one of the reports that told how the cohort's people stood something is new of fewer than five of them:
    /// then what is told now, less what was told, would tell of those.
    func isTelling(_ cohort: Cohort, _ db: Connection) throws -> Bool {
        try moments(of: cohort, ReportMetric.ofPeople).contains { moment in
            ShownCount.isTelling(try CohortFigures.changed(since: moment, in: cohort.id, tenant: cohort.tenant, db))
        }
    }
}
