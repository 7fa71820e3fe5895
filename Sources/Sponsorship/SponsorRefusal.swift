import Kernel

/// What is wrong with a request about sponsors, contracts and exposure.
package enum SponsorRefusal: Refusal, Equatable {
    case nothingOwed
    case instalmentsDiffer(Cents)
    case referenceTaken(String)
    case notActive(SponsorContract.State)
    case renewedAlready(SponsorContract.ID)
    case renewedTooEarly(Day)
    case outsidePeriod(Day, Day)
    case otherSponsorsObligation(Obligation.ID)
    case moreThanOpen(Int)
    case evidenceNeeded
    case reversedAlready(Exposure.ID)
    case notSeenThere(OrgNode.ID)
    case contractsRunning(OrgNode.ID, Int)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .nothingOwed:               (.invalid, "nothing_owed", "entitlements", "a tier is owed one thing at least")
        case .instalmentsDiffer(let amount): (.invalid, "instalments_differ", "instalments", "the instalments must come to the amount, \(amount.grouped)")
        case .referenceTaken(let text):  (.conflict, "reference_taken", "reference", "a contract of the reference \(text) is at this node already")
        case .notActive(let state):      (.conflict, "contract_not_active", nil, "the contract is \(state.rawValue); only an active one does this")
        case .renewedAlready(let id):    (.conflict, "renewed_already", nil, "contract \(id) renews this one already")
        case .renewedTooEarly(let day):  (.invalid, "renewed_too_early", "starts_on", "the next contract begins after \(day), when this one ends")
        case .outsidePeriod(let from, let to): (.invalid, "outside_period", nil, "must be a day from \(from) to \(to)")
        case .otherSponsorsObligation(let id): (.invalid, "other_sponsors_obligation", "obligation", "obligation \(id) is owed to another sponsor")
        case .moreThanOpen(let open):    (.conflict, "more_than_open", "number", "\(open) are open of this obligation; no more can be made good")
        case .evidenceNeeded:            (.invalid, "evidence_needed", "file", "send a file that shows the delivery")
        case .reversedAlready(let id):   (.conflict, "reversed_already", nil, "delivery \(id) was taken back already")
        case .notSeenThere(let id):      (.invalid, "not_beneath", "node", "node \(id) is neither the contract's node nor beneath it, nor one that the sponsor sponsors")
        case .contractsRunning(let id, let count): (.conflict, "contracts_running", nil, "\(count) contracts of node \(id) are not over; end them first")
        }
    }
}
