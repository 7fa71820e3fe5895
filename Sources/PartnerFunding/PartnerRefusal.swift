import Kernel

/// What is wrong with a request about a funding partner.
package enum PartnerRefusal: Refusal, Equatable {
    case unknown(Partner.ID)
    case unknownFlag(PartnerFlag.ID)
    case unknownOffice
    /// No mail account of the office can send, so that no address could be confirmed.
    case closed
    case notByHand
    case notConfirmed(Partner.ID)
    case alreadyConfirmed(Partner.ID)
    case blocked([PartnerFlag.Kind])
    case reasonNeeded
    case unspent(Partner.ID)
    case notAdmitted(Partner.ID, Partner.State)
    case alreadyJoined(Partner.ID)
    /// Somebody signs in with the contact's address, here or at another office, and could never join.
    case addressTaken(Partner.ID)
    /// The same words for a token that is unknown, used, replaced or too old.
    case badConfirmation
    case badInvitation
    case noPartner

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):          (.missing, "unknown_partner", nil, "there is no partner \(id)")
        case .unknownFlag(let id):      (.missing, "unknown_flag", nil, "there is no flag \(id)")
        case .unknownOffice:            (.missing, "unknown_office", nil, "there is no such office")
        case .closed:                   (.conflict, "closed", nil, "this office takes no enquiries here at present")
        case .notByHand:                (.conflict, "not_by_hand", nil, "a partner becomes active with its first active commitment, never by hand")
        case .notConfirmed(let id):     (.conflict, "not_confirmed", nil, "the address of partner \(id) has not answered yet; approve it once it has")
        case .alreadyConfirmed(let id): (.conflict, "already_confirmed", nil, "the address of partner \(id) has answered already")
        case .blocked(let kinds):
            (.conflict, "blocking_flag", nil, "these flags must be cleared first: \(kinds.map(\.rawValue).joined(separator: ", "))")
        case .reasonNeeded:             (.invalid, "reason_needed", "reason", "say why")
        case .unspent(let id):          (.conflict, "unspent", "reason", "money of partner \(id) is not spent yet; say why it leaves all the same")
        case .notAdmitted(let id, let state):
            (.conflict, "not_admitted", nil, "partner \(id) is \(state.rawValue); only an approved, active or paused one is invited")
        case .alreadyJoined(let id):    (.conflict, "already_joined", nil, "the contact of partner \(id) has a login already; a new password is set at People")
        case .addressTaken(let id):     (.conflict, "address_taken", nil, "somebody signs in with the address of partner \(id)'s contact already; let the organisation ask with another address")
        case .badConfirmation:          (.forbidden, "confirmation_not_valid", "token", "this confirmation is not valid any more; ask the office for a new mail")
        case .badInvitation:            (.forbidden, "invitation_not_valid", "token", "this invitation is not valid any more; ask the office for a new one")
        case .noPartner:                (.missing, "no_partner", nil, "whoever signed in here belongs to no partner")
        }
    }
}
