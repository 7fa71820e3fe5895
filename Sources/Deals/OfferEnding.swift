import Storage

extension Offer {
    /// Who ended an offer that stands no longer (E28). An offer whose last day is over bears none: `expired` says it.
    package enum Ending: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case superseded
        case rejectedByMerchant = "rejected_by_merchant"
        case withdrawnByFunder = "withdrawn_by_funder"
        case declinedByFunder = "declined_by_funder"
        case takenBack = "taken_back"

        package var label: String {
            switch self {
            case .superseded: "Superseded"
            case .rejectedByMerchant: "Rejected by merchant"
            case .withdrawnByFunder: "Withdrawn by funder"
            case .declinedByFunder: "Declined by funder"
            case .takenBack: "Taken back"
            }
        }
    }
}

extension Offer.Event {
    /// The end that the event brings; nil where the offer stands after it, or expired.
    package var ending: Offer.Ending? {
        switch self {
        case .accept, .expire, .restore: nil
        case .withdraw: .withdrawnByFunder
        case .decline: .declinedByFunder
        case .reject: .rejectedByMerchant
        case .supersede: .superseded
        case .retract: .takenBack
        }
    }
}
