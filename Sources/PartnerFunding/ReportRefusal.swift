import Cohorts
import Kernel

/// What is wrong with a request about a report.
package enum ReportRefusal: Refusal, Equatable {
    case unknown(PartnerReport.ID)
    case liveOnly
    /// Its interim report ended with it.
    case closed(Cohort.ID)
    case notClosed(Cohort.ID, Cohort.State)
    case notOver(Day)
    case alreadyLocked(PartnerReport.ID)
    case superseded(PartnerReport.ID, by: PartnerReport.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):         (.missing,  "unknown_report", nil, "there is no report \(id)")
        case .liveOnly:                (.conflict, "live_only", "type", "an interim report is live and is not locked; lock the final one once the cohort is closed")
        case .closed(let id):          (.conflict, "closed", nil, "cohort \(id) is closed; its final report tells of it, once it is locked")
        case .notClosed(let id, let state):
            (.conflict, "not_closed", "cohort", "cohort \(id) is \(state.rawValue); its final report is locked once it is closed")
        case .notOver(let day):        (.conflict, "not_over", "to", "the time ends on \(day); its report is locked once that day is over")
        case .alreadyLocked(let id):   (.conflict, "already_locked", nil, "report \(id) tells of that already; correct it")
        case .superseded(let id, let by): (.conflict, "superseded", nil, "report \(id) was corrected by \(by); correct that one")
        }
    }
}
