import Kernel

/// What is wrong with a request about a commitment.
package enum CommitmentRefusal: Refusal, Equatable {
    case unknown(Commitment.ID)
    case unknownReceipt(CommitmentReceipt.ID)
    /// Only an approved or active partner promises capital.
    case notAdmitted(Partner.ID, Partner.State)
    /// It churned: its money is only paid out where cohorts have it, given back or refunded.
    case partnerLeft(Partner.ID)
    case ownPromise(Commitment.ID)
    case notAPerson
    case reasonNeeded
    /// The partner takes back what nobody decided yet; the rest is the office's.
    case decidedAlready(Commitment.ID)
    case otherPartner(Commitment.ID)
    case notApproved(Commitment.ID, Commitment.State)
    case otherCurrency(Commitment.ID, Currency)
    case moreThanPromised(Commitment.ID, left: Cents, Currency)
    case referenceKnown
    case inTheFuture(String, Day)
    case tooOld(String, first: Day)
    /// It came in and is not released: it has to go somewhere before the commitment ends.
    case unreleased(Commitment.ID, left: Cents, Currency)
    case moreThanUnreleased(Commitment.ID, left: Cents, Currency)
    case spent(CommitmentReceipt.ID)
    /// Whoever booked money does not let it out (0024).
    case ownReceipt(Commitment.ID, left: Cents, Currency)
    case coversOwn(CommitmentReceipt.ID)
    case pausedByOffice(Commitment.ID)
    case pausedByPartner(Commitment.ID)
    /// A pledge is funded by a line of a bank's statement.
    case statementNeeded(Commitment.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):        (.missing, "unknown_commitment", nil, "there is no commitment \(id)")
        case .unknownReceipt(let id): (.missing, "unknown_receipt", nil, "there is no receipt \(id)")
        case .notAdmitted(let id, let state):
            (.conflict, "not_admitted", nil, "partner \(id) is \(state.rawValue); only an approved or active one promises capital")
        case .partnerLeft(let id):    (.conflict, "partner_left", nil, "partner \(id) has left; what cohorts have of its money is paid out or given back, and the rest is refunded")
        case .ownPromise(let id):     (.forbidden, "own_promise", nil, "whoever entered commitment \(id) does not decide of it; somebody else must")
        case .notAPerson:             (.forbidden, "not_a_person", nil, "only a person enters a commitment, decides of it and moves its money, never a key")
        case .reasonNeeded:           (.invalid, "reason_needed", "reason", "say why")
        case .decidedAlready(let id): (.conflict, "decided_already", nil, "commitment \(id) is decided; ask the office to cancel it")
        case .otherPartner(let id):   (.conflict, "other_partner", "supersedes", "commitment \(id) is another partner's")
        case .notApproved(let id, let state):
            (.conflict, "not_approved", nil, "commitment \(id) is \(state.rawValue); money comes in for one that is approved, active or paused")
        case .otherCurrency(let id, let currency):
            (.invalid, "other_currency", "currency", "commitment \(id) is in \(currency.rawValue)")
        case .moreThanPromised(let id, let left, let currency):
            (.conflict, "more_than_promised", "amount", "commitment \(id) has \(currency.shown(left)) left to be paid")
        case .referenceKnown:         (.conflict, "reference_known", "reference", "a receipt with this reference is booked already")
        case .inTheFuture(let field, let day): (.invalid, "in_the_future", field, "\(day) has not come yet")
        case .tooOld(let field, let day): (.invalid, "too_old", field, "must not be before \(day)")
        case .unreleased(let id, let left, let currency):
            (.conflict, "unreleased", nil, "commitment \(id) has \(currency.shown(left)) that came in and is not released: enter its refund, take its receipt back, or enter other terms of at least as much, to which it is carried over")
        case .moreThanUnreleased(let id, let left, let currency):
            (.conflict, "more_than_unreleased", "amount", "commitment \(id) has \(currency.shown(left)) that came in and is not released")
        case .spent(let id):          (.conflict, "spent", nil, "money of receipt \(id) is released, paid back or carried over already")
        case .ownReceipt(let id, let left, let currency):
            (.forbidden, "own_receipt", nil, "whoever booked what came in for commitment \(id) neither releases it nor pays it back, somebody else must; of what others booked \(currency.shown(left)) is left for you")
        case .coversOwn(let id):      (.forbidden, "covers_own", nil, "receipt \(id) covers what you let out of a commitment for which you booked the rest yourself; somebody else takes it back")
        case .statementNeeded(let id):
            (.conflict, "statement_needed", nil, "commitment \(id) is a pledge; it is funded by a line of the bank's statement")
        case .pausedByOffice(let id): (.conflict, "paused_by_office", nil, "the office paused commitment \(id); ask it to go on")
        case .pausedByPartner(let id): (.conflict, "paused_by_partner", nil, "the partner paused commitment \(id); somebody of the partner takes it up again")
        }
    }
}
