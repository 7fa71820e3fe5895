import Kernel

/// What is wrong with a request about sponsors' payments and their shares.
package enum ShareRefusal: Refusal, Equatable {
    case referenceTaken(String)
    case moreThanContract(Cents)
    case otherCurrency(Currency)
    case notStanding(SponsorContract.State)
    case sharesDiffer(Percent)
    case nodeTwice(OrgNode.ID)
    case tooSmall(OrgNode.ID)
    case outsideSponsorship(OrgNode.ID)
    case allocatedAlready(SponsorAllocation.ID)
    case paymentReversed
    case reversedAlready
    case sharesOpen(OrgNode.ID, Int)
    case paymentsUnshared(OrgNode.ID, Int)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .referenceTaken(let text):    (.conflict, "reference_taken", "reference", "a payment of the reference \(text) is booked at this node already")
        case .moreThanContract(let left):  (.conflict, "more_than_contract", "amount", "\(left.grouped) of the contract are not paid yet; no more is booked for it")
        case .otherCurrency(let currency): (.invalid, "other_currency", "currency", "the contract is in \(currency.rawValue)")
        case .notStanding(let state):      (.conflict, "contract_not_active", nil, "the contract is \(state.rawValue); only one that stands or stood is paid for")
        case .sharesDiffer(let sum):       (.invalid, "shares_differ", "shares", "the shares come to \(sum.decimal) %; they must come to 100 % exactly")
        case .nodeTwice(let id):           (.invalid, "node_twice", "shares", "node \(id) has two shares; make them one")
        case .tooSmall(let id):            (.invalid, "share_too_small", "shares", "the share of node \(id) comes to no cent")
        case .outsideSponsorship(let id):  (.invalid, "outside_sponsorship", "shares", "node \(id) is not of the tree of the contract's node, nor one that the sponsor sponsors")
        case .allocatedAlready(let id):    (.conflict, "allocated_already", "payment", "allocation \(id) shares this payment already; cancel it or take it back first")
        case .paymentReversed:             (.conflict, "payment_reversed", "payment", "the payment was taken back")
        case .reversedAlready:             (.conflict, "reversed_already", nil, "the payment was taken back already")
        case .paymentsUnshared(let id, let count): (.conflict, "payments_unshared", nil, "nobody has a share of \(count) payments of node \(id); share them or take them back first")
        case .sharesOpen(let id, let count): (.conflict, "shares_open", nil, "\(count) shares of node \(id) are not reconciled; do that first")
        }
    }
}
