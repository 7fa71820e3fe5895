import Kernel
import Storage

/// The two courses that an application takes (H06, H16): one record, one table of moves for each.
package enum GrantCourse: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case plain, ministry

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case draft, submitted
        case underReview = "under_review"
        case approved, awarded, rejected
        case inProgress = "in_progress"
        case reporting
        case reportingDue = "reporting_due"
        case closed

        var label: String {
            let words = rawValue.split(separator: "_").joined(separator: " ")
            return words.prefix(1).uppercased() + words.dropFirst()
        }
        var tone: String {
            switch self {
            case .draft, .closed: "plain"
            case .submitted, .underReview: "wait"
            case .approved, .awarded, .inProgress, .reporting: "good"
            case .reportingDue: "note"
            case .rejected: "bad"
            }
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        case submit
        case beginReview = "begin_review"
        case approve, reject
        case markInProgress = "mark_in_progress"
        /// The report's day is near, or the work is over.
        case promote
        case report, close

        var isDecision: Bool { self == .approve || self == .reject }

        /// What whoever does it was given (H17): a verb, never a rank.
        package var capability: Capability {
            switch self {
            case .submit: .submit
            case .beginReview: .beginReview
            case .approve, .reject: .recordDecision
            case .markInProgress: .markInProgress
            case .promote, .report: .report
            case .close: .close
            }
        }
    }

    // swift-format-ignore
    package static let plainMoves = Lifecycle<State, Event>([
        // from         on        to
        (.draft,        .submit,  .submitted),
        (.submitted,    .approve, .approved),
        (.submitted,    .reject,  .rejected),
        (.approved,     .report,  .reporting),
        (.reporting,    .report,  .reporting),
        (.reporting,    .close,   .closed),
    ])

    // swift-format-ignore
    package static let ministryMoves = Lifecycle<State, Event>([
        // from         on               to
        (.draft,        .submit,         .submitted),
        (.submitted,    .beginReview,    .underReview),
        (.underReview,  .approve,        .awarded),
        (.underReview,  .reject,         .rejected),
        (.awarded,      .markInProgress, .inProgress),
        (.awarded,      .promote,        .reportingDue),
        (.inProgress,   .promote,        .reportingDue),
        (.inProgress,   .report,         .inProgress),
        (.reportingDue, .report,         .reportingDue),
        (.reportingDue, .close,          .closed),
    ])

    package var moves: Lifecycle<State, Event> { self == .plain ? Self.plainMoves : Self.ministryMoves }

    /// In which states somebody is told that the report's day is near, while there is no report that counts.
    package var reminded: [State] {
        self == .plain ? [.approved, .reporting] : [.awarded, .inProgress, .reportingDue]
    }

    package var label: String { self == .plain ? "Plain" : "Ministry" }
}
