import Kernel
import Storage

/// What differs between what a report told and what it would tell, in words.
package struct ReportChange: Sendable, Equatable {
    let label: String
    let former: String
    let now: String

    /// Of lines as they stand in a report's content, by their names; those that are gone come last.
    static func between(_ former: [Value], _ now: [Value]) -> [ReportChange] {
        func texts(_ lines: [Value]) -> [String: String] {
            Dictionary(lines.map { ($0["name"]?.text ?? "", $0["text"]?.text ?? "") }) { first, _ in first }
        }
        let (was, will) = (texts(former), texts(now))
        func changes(_ lines: [Value]) -> [ReportChange] {
            lines.map { line in
                let name = line["name"]?.text ?? ""
                return ReportChange(
                    label: line["label"]?.text ?? "", former: was[name] ?? "–", now: will[name] ?? "–")
            }.filter { $0.former != $0.now }
        }
        let gone = former.filter { will[$0["name"]?.text ?? ""] == nil && $0["value"] != .null }
        return changes(now) + changes(gone)
    }

    var value: Value { ["label": .string(label), "was": .string(former), "is": .string(now)] }
}

/// What of a locked report's time was booked after it was locked, and whose cohorts closed since (F48): shown beside it, and told
/// by its next version.
package struct ReportSince: Sendable, Equatable {
    let changes: [ReportChange]
    /// Cohorts of the time that are closed now, and were not.
    let cohorts: [String]

    var isEmpty: Bool { changes.isEmpty && cohorts.isEmpty }

    /// `own` are the partner's cohorts; `told` is the partner's, where it is at hand.
    static func of(
        _ report: PartnerReport, _ own: [FundedCohort], of partner: Partner, telling told: ToldSupport? = nil,
        _ db: Connection
    ) throws -> ReportSince {
        // The version in its place tells it.
        guard report.supersededBy == nil else { return ReportSince(changes: [], cohorts: []) }
        let wish = report.wish
        let found = ReportFigures.cohorts(wish.scope, own)
        let cohorts =
            found.isEmpty && wish.cohort != nil
            ? ReportFigures.cohorts(wish.scope, try FundedCohort.of(partner, keeping: wish.cohort, db)) : found
        let money = try ReportFigures.money(wish.scope, cohorts, of: partner, telling: told, db)
        let lines = wish.metrics.filter(\.isMoney).flatMap { ReportFigures.lines($0, money) }
        let former = report.content.lines.filter { line in
            ReportMetric(rawValue: line["metric"]?.text ?? "")?.isMoney == true
        }
        let known = Set(report.content.cohorts.map { $0["name"]?.text })
        return ReportSince(
            changes: ReportChange.between(former, lines.map(\.shown)),
            cohorts: cohorts.map(\.cohort.name).filter { !known.contains($0) })
    }

    var value: Value {
        isEmpty
            ? .null
            : ["booked": .list(changes.map(\.value)), "closed": .list(cohorts.map { ["name": .string($0)] })]
    }
}
