import Kernel

/// What is wrong with a decision on a request: told to operators and admins alone.
package enum DecisionRefusal: Refusal, Equatable {
    case needsAdmin(SupportRequest.ID)
    case ownRequest
    case ownSignIn
    case notActive(SupportRequest.ID)
    case notApproved(SupportRequest.ID)
    case otherChannel(Channel)
    case notAcknowledged
    case unknownFlag(RiskFlag.ID)
    case notOpenFlag(RiskFlag.ID)
    /// What commitments gave the cohort does not suffice.
    case noCapital(left: Cents, Currency)
    case noAccount(SupportRequest.ID)
    /// Nobody approves airtime for a number that they wrote.
    case ownNumber
    /// Nobody set what kinds are worth in the wallet's currency.
    case noWorth(Currency)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .needsAdmin(let id):     (.forbidden, "needs_admin", nil, "request \(id) is an admin's to decide")
        case .ownRequest:             (.conflict, "own_work", nil, "somebody else decides what you asked for")
        case .ownSignIn:              (.conflict, "own_sign_in", nil, "you set a password of this participant's sign-in under which this came to be, or one since; somebody else decides and hands out. Where nobody else is left: let the participant give the account of cash anew, take back what was approved and let it be asked for anew, or let a third person decide")
        case .notActive(let id):      (.conflict, "participant_not_active", nil, "who made request \(id) is not active now; deny it, or wait")
        case .notApproved(let id):    (.conflict, "not_approved", nil, "request \(id) was not approved; there is nothing to take back")
        case .otherChannel(let due):  (.invalid, "other_channel", "channel", "this kind goes by \(due.label.lowercased()); confirm that")
        case .notAcknowledged:        (.invalid, "not_acknowledged", "acknowledged", "acknowledge that auditors see this")
        case .unknownFlag(let id):    (.missing, "unknown_flag", nil, "there is no flag \(id)")
        case .noCapital(let left, let currency):
            (.conflict, "no_capital", nil, "the cohort's commitments have \(currency.shown(left)) free; release more for the cohort first")
        case .noAccount(let id):
            (.conflict, "no_account", nil, "who made request \(id) has confirmed no bank account yet; look at it first, then approve")
        case .ownNumber:              (.conflict, "own_number", nil, "you wrote the number where this goes; somebody else approves")
        case .noWorth(let currency):
            (.conflict, "no_worth", nil, "say first, among the borders, what kinds are worth in \(currency.rawValue)")
        case .notOpenFlag(let id):    (.conflict, "flag_cleared", nil, "flag \(id) was cleared already")
        }
    }
}
