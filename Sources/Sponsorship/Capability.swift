import Storage

/// What an officer may do at a node and at all beneath it. One capability is a verb, never a rank: whoever has any of them
/// at a node reads what is there.
package enum Capability: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case nodes
    case fees
    case sponsors
    case exposure
    case allocate
    case reconcile
    case submit
    case beginReview = "begin_review"
    case recordDecision = "record_decision"
    case markInProgress = "mark_in_progress"
    case report
    case close

    package var label: String {
        switch self {
        case .nodes: "Nodes and projects"
        case .fees: "Members' fees"
        case .sponsors: "Sponsors and contracts"
        case .exposure: "Exposure and its evidence"
        case .allocate: "Allocate sponsors' money"
        case .reconcile: "Reconcile shares and grants with the bank"
        case .submit: "Submit grant applications"
        case .beginReview: "Begin the review of grants"
        case .recordDecision: "Decide grants"
        case .markInProgress: "Begin a grant's work"
        case .report: "Report on grants"
        case .close: "Close grants"
        }
    }
}
