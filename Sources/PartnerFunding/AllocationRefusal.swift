import Cohorts
import Kernel

/// What is wrong with a request about an allocation.
package enum AllocationRefusal: Refusal, Equatable {
    case unknown(Allocation.ID)
    /// Only an approved or active commitment is allocated and released.
    case notAllocatable(Commitment.ID, Commitment.State)
    case otherCurrency(Cohort.ID, Currency)
    case overAllocated(Commitment.ID, left: Cents, Currency)
    case unfunded(Commitment.ID, left: Cents, Currency)
    case amountNeeded
    case cycleNeeded
    case noCycle(Day)
    case cycleTaken(Day)
    /// Something of it was paid out: what is left of it is not released a second time.
    case cycleReleased(Day)
    case notBegun(Day)
    case moreThanCycle(Cents, Currency)
    case tooEarly(Day)
    case tooManySeats(Commitment.ID, left: Int)
    case tooFewSeats(Allocation.ID, has: Int)
    /// More seats than the amount pays for at the cohort's cost per participant.
    case unpaidSeats(most: Int)
    case ownAllocation(Allocation.ID)
    case moreThanSeats(Cohort.ID, seats: Int)
    case moreThanHeld(Allocation.ID, left: Cents, Currency)
    case nothingLeft(Allocation.ID)
    case moreAfterRelease(Allocation.ID)
    /// Something that was approved waits for it.
    case kept(Allocation.ID, Cents, Currency)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):        (.missing, "unknown_allocation", nil, "there is no allocation \(id)")
        case .notAllocatable(let id, let state):
            (.conflict, "not_allocatable", nil, "commitment \(id) is \(state.rawValue); only an approved or active one is allocated and released")
        case .otherCurrency(let id, let currency):
            (.conflict, "other_currency", "cohort", "cohort \(id) is counted in \(currency.rawValue)")
        case .overAllocated(let id, let left, let currency):
            (.conflict, "over_allocated", "amount", "commitment \(id) has \(currency.shown(left)) left to be allocated")
        case .unfunded(let id, let left, let currency):
            (.conflict, "unfunded", nil, "commitment \(id) has \(currency.shown(left)) that came in and is not released yet")
        case .amountNeeded:           (.invalid, "required", "amount", "say how much the cohort is to have")
        case .cycleNeeded:            (.invalid, "required", "cycle_on", "a recurring commitment is allocated cycle by cycle: say the first day of the cycle")
        case .noCycle(let day):       (.invalid, "no_cycle", "cycle_on", "no cycle of this commitment begins on \(day)")
        case .cycleTaken(let day):    (.conflict, "cycle_taken", "cycle_on", "the cycle of \(day) is allocated already; one allocation has it at a time")
        case .cycleReleased(let day): (.conflict, "cycle_released", "cycle_on", "the cycle of \(day) was released already, and a cycle is released once; what is left of it is refunded, or carried over to other terms")
        case .notBegun(let day):      (.conflict, "not_begun", "cycle_on", "the cycle of \(day) has not begun; an open-ended commitment promises nothing before")
        case .moreThanCycle(let most, let currency):
            (.conflict, "more_than_cycle", "amount", "\(currency.shown(most)) of this cycle is left to be allocated")
        case .tooEarly(let day):      (.conflict, "too_early", nil, "its cycle begins on \(day); it is released from then on")
        case .tooManySeats(let id, let left):
            (.conflict, "too_many_seats", "seats", "commitment \(id) funds \(left) more participants at most")
        case .tooFewSeats(let id, let seats):
            (.conflict, "too_few_seats", "seats", "allocation \(id) funds \(seats) seats; no more can be taken from it")
        case .unpaidSeats(let most):  (.conflict, "unpaid_seats", "seats", "the amount pays for \(most) seats at what a participant costs in this cohort")
        case .ownAllocation(let id):  (.forbidden, "own_allocation", nil, "whoever assigned allocation \(id), or gave it more money or seats, does not release it; somebody else must")
        case .moreThanHeld(let id, let left, let currency):
            (.conflict, "more_than_released", "amount", "allocation \(id) has \(currency.shown(left)) that is released and not disbursed")
        case .moreThanSeats(_, let seats): (.invalid, "more_than_seats", "participants", "the cohort has \(seats) seats, and nothing is for more participants")
        case .nothingLeft(let id):    (.conflict, "nothing_left", "amount", "nothing of allocation \(id) would be left; cancel it instead")
        case .kept(let id, let kept, let currency):
            (.conflict, "kept_for_support", nil, "\(currency.shown(kept)) of allocation \(id) is kept for support that was approved and is on its way; wait for that, or take the support back")
        case .moreAfterRelease(let id): (.conflict, "more_after_release", "amount", "allocation \(id) is released; assign what the cohort is to have more as another allocation")
        }
    }
}
