import Cohorts
import Kernel
import Web

/// Which report is wanted.
package struct ReportWish: Sendable, Equatable {
    package let kind: PartnerReport.Kind
    package let scope: Scope
    package let metrics: [ReportMetric]

    package enum Scope: Sendable, Equatable {
        /// All of a cohort, whenever it was.
        case cohort(Cohort.ID)
        /// Cohorts that ended in the time, by their last day, and what was booked in it.
        case time(from: Day, to: Day)

        var cohort: Cohort.ID? { if case .cohort(let id) = self { id } else { nil } }
    }

    /// Of the metrics that reports of that kind have, or of `metrics`.
    package init(_ kind: PartnerReport.Kind, _ scope: Scope, _ metrics: [ReportMetric]? = nil) {
        self.kind = kind
        self.scope = scope
        self.metrics = metrics ?? kind.metrics
    }

    var cohort: Cohort.ID? { scope.cohort }
    var from: Day? { if case .time(let from, _) = scope { from } else { nil } }
    var to: Day? { if case .time(_, let to) = scope { to } else { nil } }

    func title(_ cohort: Cohort?) -> String {
        switch scope {
        case .cohort: "\(kind.label): \(cohort?.name ?? "")"
        case .time(let from, let to):
            kind == .annual ? "\(kind.label) \(from.civil.year)" : "\(kind.label), \(from) to \(to)"
        }
    }

    private static let years = 2000...2200

    static func read(_ reader: inout FieldReader) -> ReportWish {
        let kind: PartnerReport.Kind = reader.choice("type")
        switch kind {
        case .interim, .final: return ReportWish(kind, .cohort(reader.id("cohort")))
        case .annual:
            let year = reader.integer("year", in: years)
            let first = Day(year: year, month: 1, day: 1), last = Day(year: year, month: 12, day: 31)
            guard let first, let last else { preconditionFailure("every year has its first and last day") }
            return ReportWish(kind, .time(from: first, to: last))
        case .custom:
            let (from, to) = (reader.day("from"), reader.day("to"))
            if to < from { reader.refuse("to", code: "before_start", "must not be before the first day") }
            let metrics: [ReportMetric] = reader.choices("metrics")
            if metrics.isEmpty { reader.refuse("metrics", code: "required", "choose at least one metric") }
            return ReportWish(kind, .time(from: from, to: to), ReportMetric.allCases.filter(metrics.contains))
        }
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("type", .choice(PartnerReport.Kind.allCases.map(\.rawValue))), .optional("cohort", .id, "interim, final: which"),
        .optional("year", .integer, "annual: which"), .optional("from", .day, "custom"), .optional("to", .day, "custom"),
        .optional("metrics", .list, "custom: of \(ReportMetric.allCases.map(\.rawValue).joined(separator: ", "))"),
    ]
}
