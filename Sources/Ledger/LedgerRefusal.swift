import Kernel

/// Why something is not booked, in the order in which it is looked at. Nothing has changed.
package enum LedgerRefusal: Refusal, Equatable {
    // what is asked, by itself
    case malformedKey
    case legCount(Int)
    case amountNotPositive(leg: Int)
    case amountTooLarge(leg: Int)
    case unbalanced(Currency)
    case endsInThePast
    // beside what is booked
    case keyReused(String)
    case unknownAccount(LedgerAccount.ID)
    case otherCurrency(LedgerAccount.ID, Currency)
    case unknownTransfer(Transfer.ID)
    case isOver(Transfer.ID, at: Moment)
    case notPosted(Transfer.ID, TransferState)
    case isReversal(Transfer.ID)
    case alreadyReversed(Transfer.ID, by: Transfer.ID)
    case moreThanBooked(Transfer.ID, LedgerAccount.ID)
    // what would follow
    case totalTooLarge(LedgerAccount.ID)
    case belowFloor(LedgerAccount.ID, Cents)
    case aboveCeiling(LedgerAccount.ID, Cents)
    // accounts
    case otherBounds(LedgerAccount.ID)
    case boundsCross
    case boundsExcludeZero

    package var kind: RefusalKind {
        switch self {
        case .unknownAccount, .unknownTransfer: .missing
        case .keyReused, .isOver, .notPosted, .alreadyReversed, .belowFloor, .aboveCeiling, .otherBounds: .conflict
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .malformedKey: "malformed_key"
        case .legCount: "leg_count"
        case .amountNotPositive: "amount_not_positive"
        case .amountTooLarge: "amount_too_large"
        case .unbalanced: "unbalanced"
        case .endsInThePast: "ends_in_the_past"
        case .keyReused: "key_reused"
        case .unknownAccount: "unknown_account"
        case .otherCurrency: "other_currency"
        case .unknownTransfer: "unknown_transfer"
        case .isOver: "reservation_over"
        case .notPosted: "not_posted"
        case .isReversal: "is_reversal"
        case .alreadyReversed: "already_reversed"
        case .moreThanBooked: "more_than_booked"
        case .totalTooLarge: "total_too_large"
        case .belowFloor: "below_floor"
        case .aboveCeiling: "above_ceiling"
        case .otherBounds: "other_bounds"
        case .boundsCross: "bounds_cross"
        case .boundsExcludeZero: "bounds_exclude_zero"
        }
    }

    package var reason: String {
        switch self {
        case .malformedKey: "the transfer's key must be 1 to 200 visible ASCII characters"
        case .legCount(let count): "a transfer has 2 to \(Transfer.mostLegs) legs, not \(count)"
        case .amountNotPositive(let leg): "the amount of leg \(leg) must be above zero"
        case .amountTooLarge(let leg): "the amount of leg \(leg) is above \(Cents.largest.grouped)"
        case .unbalanced(let currency): "debits and credits in \(currency.rawValue) differ"
        case .endsInThePast: "the reservation would end before it begins"
        case .keyReused(let key): "the key \(key) was used for another transfer; take a new one"
        case .unknownAccount(let id): "there is no account \(id)"
        case .otherCurrency(let id, let currency): "account \(id) is in \(currency.rawValue)"
        case .unknownTransfer(let id): "there is no transfer \(id)"
        case .isOver(let id, let moment): "the reservation \(id) ended at \(moment)"
        case .notPosted(let id, let state): "transfer \(id) is \(state.rawValue); only a posted one can be taken back"
        case .isReversal(let id): "transfer \(id) takes another one back itself; book a new transfer instead"
        case .alreadyReversed(let id, let by): "transfer \(id) was taken back by \(by) already"
        case .moreThanBooked(let id, let account):
            "more would be taken back from account \(account) than transfer \(id) booked there"
        case .totalTooLarge(let id): "the sums of account \(id) would leave the range of the ledger"
        case .belowFloor(let id, let floor): "account \(id) must not fall below \(floor.grouped)"
        case .aboveCeiling(let id, let ceiling): "account \(id) must not rise above \(ceiling.grouped)"
        case .otherBounds(let id): "account \(id) stands with other bounds, and an account's bounds never change"
        case .boundsCross: "the lower bound lies above the upper one"
        case .boundsExcludeZero: "a new account stands at zero, which its bounds must allow"
        }
    }
}
