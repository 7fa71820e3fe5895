import Cohorts
import Kernel

/// What is wrong with a request about budgets. Only who may see budgets is ever told one of these.
package enum WalletRefusal: Refusal, Equatable {
    case unknown(Wallet.ID)
    case unknownOverhead(Overhead.ID)
    case notAPerson
    case aboveAllocation(Wallet.ID, left: Cents, Currency)
    case notOpen(Wallet.ID, Wallet.State)
    case ownProposal
    /// One person of the office may be acting as both.
    case tooNew(until: Moment)
    case reasonNeeded
    case belowSpent(Wallet.ID, Cents, Currency)
    case referenceTaken(String)
    case reversedAlready(Overhead.ID)
    case inTheFuture(Day)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):             (.missing, "unknown_wallet", nil, "there is no wallet \(id)")
        case .unknownOverhead(let id):     (.missing, "unknown_overhead", nil, "there is no overhead \(id)")
        case .notAPerson:                  (.forbidden, "not_a_person", nil, "a person decides this, signed in by name")
        case .aboveAllocation(let id, let left, let currency):
            (.conflict, "above_allocation", "amount", "wallet \(id) has \(currency.shown(left)) left, with what is pending taken off; give less")
        case .notOpen(let id, let state):  (.conflict, "wallet_not_open", nil, "wallet \(id) is \(state.rawValue); nothing more is given from it")
        case .ownProposal:                 (.conflict, "own_work", nil, "somebody else approves what you propose")
        case .tooNew(let until):
            (.conflict, "too_new", nil, "who decides and who made this are not sure to be two people: one was added, made an admin or given a password by the other, or both by a third, less than a day ago; decide after \(until), or let somebody else")
        case .reasonNeeded:                (.invalid, "reason_needed", "reason", "say why")
        case .belowSpent(let id, let least, let currency):
            (.conflict, "below_spent", "amount", "\(currency.shown(least)) of wallet \(id) is spent or pending; it cannot be allocated less")
        case .referenceTaken(let text):    (.conflict, "reference_taken", "reference", "an overhead of the reference \(text) is booked for this participant already")
        case .reversedAlready(let id):     (.conflict, "reversed_already", nil, "overhead \(id) was taken back already")
        case .inTheFuture(let day):        (.invalid, "in_the_future", "spent_on", "\(day) is not here yet")
        }
    }
}
