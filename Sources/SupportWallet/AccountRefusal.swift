import Kernel

/// What a participant is told is wrong with an account. No text repeats a number or a name.
package enum AccountRefusal: Refusal, Equatable {
    case notYet
    case tooManyTries
    case notResolved
    case unavailable
    case underWay
    case unknown(BankAccount.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, reason: String) {
        switch self {
        case .notYet:          (.conflict, "not_yet", "an account is not needed now; you will be asked for it")
        case .tooManyTries:    (.tooMany, "too_many_tries", "three tries a day are enough; try again tomorrow")
        case .notResolved:     (.invalid, "not_resolved", "the bank knows no such account; look at bank and number")
        case .unavailable:     (.conflict, "bank_unavailable", "the bank does not answer now; try again later")
        case .underWay:        (.conflict, "under_way", "the bank is being asked, or did not answer; load the page and try again")
        case .unknown(let id): (.missing, "unknown_account", "there is no account \(id)")
        }
    }
}
