import Cohorts
import Kernel
import Storage

/// What a partner's locked reports told of its cohorts, and when: a later one may differ from each of them, and by no fewer
/// people's than five (0026). When is the row of the history that locked it: of two things at one moment one comes first.
struct ToldBefore: Sendable {
    private struct Telling {
        let seq: Int64
        let cohorts: [Value]
        let metrics: Set<ReportMetric>
    }

    private let tellings: [Telling]

    static func of(_ partner: Partner, _ db: Connection) throws -> ToldBefore {
        let rows = try db.rows(
            """
            SELECT partner_report.content, history.seq
              FROM partner_report
              JOIN history ON history.tenant_id = partner_report.tenant_id AND history.record_kind = 'partner_report'
                          AND history.record_id = partner_report.id AND history.event IN ('lock', 'correct')
             WHERE partner_report.tenant_id = \(partner.tenant) AND partner_report.partner_id = \(partner.id)
             ORDER BY history.seq
            """)
        return ToldBefore(
            tellings: try rows.map { row in
                let text: String = try row["content"]
                let content = ReportContent(value: try Value(parsing: Array(text.utf8)))
                return Telling(
                    seq: try row["seq"], cohorts: content.value["cohorts"]?.list ?? [], metrics: content.told)
            })
    }

    private func tellings(of cohort: Cohort) -> [Telling] {
        tellings.filter { telling in
            telling.cohorts.contains {
                $0["id"].map { $0 == Value(cohort.id) } ?? ($0["name"]?.text == cohort.name)
            }
        }
    }

    /// The rows of the history that locked a report which told the metric of the cohort, the oldest first.
    func rows(of cohort: Cohort, _ metric: ReportMetric) -> [Int64] {
        tellings(of: cohort).filter { $0.metrics.contains(metric) }.map(\.seq)
    }

    /// The metrics that one of the reports told of the cohort, and that since then are others of one to four of its people: what is
    /// told now, less what was told, would tell of those.
    func tooFew(in cohort: Cohort, _ db: Connection) throws -> Set<ReportMetric> {
        try tellings(of: cohort).reduce(into: []) { metrics, telling in
            let told = telling.metrics.filter { $0.measure != nil }
            guard !told.isEmpty else { return }
            let changed = try CohortFigures.changed(since: telling.seq, in: cohort.id, tenant: cohort.tenant, db)
            metrics.formUnion(
                told.filter { metric in metric.measure.map { ShownCount.isTelling(changed[$0] ?? 0) } ?? false })
        }
    }
}
