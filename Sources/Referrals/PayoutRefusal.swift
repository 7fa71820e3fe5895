import Kernel

/// What is wrong with a request about payouts.
package enum PayoutRefusal: Refusal, Equatable {
    case unknown(ReferralPayout.ID)
    case unknownLine(PayoutLine.ID)
    case unknownFile(PaymentFile.ID)
    case badPeriod
    case periodNotOver(Day)
    case nothingToPay
    case belowMinimum(Cents, least: Cents, Currency)
    case notVerified([ReferrerVerification.Flag])
    case suspended
    case lineTaken(ReferralCredit.ID)
    case creditNotFree(ReferralCredit.ID)
    case notOpen(ReferralPayout.ID, ReferralPayout.State)
    case someRejected(ReferralPayout.ID)
    case allApproved(ReferralPayout.ID)
    case noneApproved(ReferralPayout.ID)
    case otherAmount(Cents, Currency)
    case moreThanAvailable(Cents, Currency)
    case clawedBack(ReferralCredit.ID)
    case notReconciled
    case otherMethod(PayoutMethod)
    case referenceTaken(ReferralPayout.ID)
    case inTheFuture(Day)
    case beforeMade(Day, Day)
    case needsSecondPerson(Cents, Currency)
    case notRejected(ReferralPayout.ID)
    case resubmitted(ReferralPayout.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):            (.missing, "unknown_payout", nil, "there is no payout \(id)")
        case .unknownLine(let id):        (.missing, "unknown_line", nil, "there is no line \(id)")
        case .unknownFile(let id):        (.missing, "unknown_payment_file", nil, "there is no payment file \(id)")
        case .badPeriod:                  (.invalid, "bad_period", "to", "the period must not end before it begins, and lasts a year at most")
        case .periodNotOver(let day):     (.conflict, "period_not_over", "to", "the period ends on \(day); generate its batch after that day")
        case .nothingToPay:               (.conflict, "nothing_to_pay", nil, "no approved credit of the period waits to be paid")
        case .belowMinimum(let sum, let least, let currency):
            (.conflict, "below_minimum", nil, "\(currency.shown(sum)) is less than \(currency.shown(least)), from which on a batch is made; it goes into a later one")
        case .notVerified(let flags):     (.conflict, "not_verified", nil, "these must be verified before money goes out: \(flags.map(\.rawValue).joined(separator: ", "))")
        case .suspended:                  (.conflict, "partner_suspended", nil, "the partner is suspended; nothing is paid to it")
        case .lineTaken(let id):          (.conflict, "line_taken", "credit", "credit \(id) stands in a batch already")
        case .creditNotFree(let id):      (.conflict, "credit_not_free", "credit", "credit \(id) is not approved, was taken back, or is another partner's")
        case .notOpen(let id, let state): (.conflict, "payout_not_open", nil, "payout \(id) is \(state.rawValue); its lines stand")
        case .someRejected(let id):       (.conflict, "some_rejected", nil, "lines of payout \(id) are rejected; approve it in part")
        case .allApproved(let id):        (.conflict, "all_approved", nil, "no line of payout \(id) is left out; approve it as a whole")
        case .noneApproved(let id):       (.conflict, "none_approved", nil, "no amount of payout \(id) is approved; approve lines first, or reject it")
        case .otherAmount(let sum, let currency): (.invalid, "other_amount", "amount", "the approved lines come to \(currency.shown(sum))")
        case .moreThanAvailable(let left, let currency): (.conflict, "more_than_available", nil, "the partner has \(currency.shown(left)) available")
        case .clawedBack(let id):         (.conflict, "credit_clawed_back", nil, "credit \(id) of the batch was taken back; let the batch fail, and make another one")
        case .notReconciled:              (.conflict, "not_reconciled", nil, "the partner's credits and payouts are not what the ledger says; nothing is paid until they are: see fundgate verify")
        case .otherMethod(let method):    (.invalid, "other_method", "method", "the partner's details are for \(method.rawValue)")
        case .referenceTaken(let id):     (.conflict, "reference_taken", "reference", "payout \(id) was paid with that reference")
        case .inTheFuture(let day):       (.invalid, "in_the_future", "paid_on", "\(day) is not yet")
        case .beforeMade(let day, let first): (.invalid, "before_made", "paid_on", "\(day) is before the batch was made; it was paid on \(first) at the earliest")
        case .needsSecondPerson(let limit, let currency): (.conflict, "needs_second_person", nil, "above \(currency.shown(limit)) another person than who approved it marks it as paid")
        case .notRejected(let id):        (.conflict, "payout_not_rejected", nil, "payout \(id) is not rejected; only a rejected one is sent in again")
        case .resubmitted(let id):        (.conflict, "payout_resubmitted", nil, "payout \(id) stands in its place already")
        }
    }
}
