import Kernel

/// What is wrong with a request about grants.
package enum GrantRefusal: Refusal, Equatable {
    case frozen(Grant.State)
    case tooLate(Day)
    case questionOpen
    case noQuestion
    case otherReviewer
    case moreThanRequested(Cents)
    case dayIsOver(Day)
    case decidedAlready
    case otherTerms(Cents, Day)
    case moreThanGranted(Cents)
    case moreThanDue(Cents)
    case otherCurrency(Currency)
    case notGranted(Grant.State)
    case reportNeeded
    case reversedAlready
    case referenceTaken(String)
    case grantsOpen(OrgNode.ID, Int)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .frozen(let state):           (.conflict, "frozen", nil, "the application is \(state.rawValue); only a draft is changed")
        case .tooLate(let day):            (.conflict, "too_late", nil, "the last day for this application was \(day)")
        case .questionOpen:                (.conflict, "question_open", nil, "a question about this application is not answered yet")
        case .noQuestion:                  (.conflict, "no_question", nil, "nothing is asked about this application")
        case .otherReviewer:               (.conflict, "other_reviewer", nil, "its reviewer comes first, or an admin of the office")
        case .moreThanRequested(let most): (.invalid, "more_than_requested", "amount", "\(most.grouped) were asked for; no more is granted")
        case .dayIsOver(let day):          (.invalid, "day_is_over", "closes_on", "\(day) is over; the report is due on a later day")
        case .decidedAlready:              (.conflict, "decided_already", nil, "you decided this application already; the others are asked")
        case .otherTerms(let amount, let day): (.conflict, "other_terms", "amount", "the first approval says \(amount.grouped) and \(day); approve the same, or reject")
        case .moreThanGranted(let left):   (.conflict, "more_than_granted", "spent", "\(left.grouped) of the grant are left; no more than was granted is spent, or received")
        case .moreThanDue(let due):        (.conflict, "more_than_due", "amount", "\(due.grouped) of the grant are still to come; no more is written off")
        case .otherCurrency(let currency): (.invalid, "other_currency", "currency", "the grant is in \(currency.rawValue)")
        case .notGranted(let state):       (.conflict, "not_granted", nil, "the application is \(state.rawValue); nothing was granted")
        case .reportNeeded:                (.conflict, "report_needed", nil, "a grant closes after a report on how it was spent")
        case .reversedAlready:             (.conflict, "reversed_already", nil, "it was taken back already")
        case .referenceTaken(let text):    (.conflict, "reference_taken", "reference", "money of the reference \(text) is booked for a grant of this node already")
        case .grantsOpen(let id, let count): (.conflict, "grants_open", nil, "\(count) grants of node \(id) are not closed; do that first")
        }
    }
}
