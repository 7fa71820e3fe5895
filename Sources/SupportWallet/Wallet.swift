import Cohorts
import Kernel
import Storage

/// What may be spent on one participant in one cohort. It opens when the participant is active in a cohort that runs, and closes
/// with the cohort. The participant never sees it (I06, I07).
package struct Wallet: Sendable, Equatable {
    package typealias ID = Identifier<Wallet>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open
        /// The cohort is over; something that was approved is still on its way.
        case ending
        case closed
    }

    package enum Event: String, Sendable, CaseIterable {
        /// The cohort ended.
        case end
        /// Nothing is pending any more.
        case close
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on       to
        (.open,      .end,    .ending),
        (.open,      .close,  .closed),
        (.ending,    .close,  .closed),
    ])

    package let id: ID
    package let tenant: TenantID
    package let participant: Participant.ID
    package let cohort: Cohort.ID
    package let currency: Currency
    package let state: State
    /// The most that may be spent: the allocation that stands.
    package let allocated: Cents
    package let openedAt: Moment

    static let columns: SQL = """
        support_wallet.id, support_wallet.tenant_id, support_wallet.participant_id, support_wallet.cohort_id,
        support_wallet.currency, support_wallet.state, support_wallet.opened_at,
        (SELECT amount_cents FROM support_allocation
          WHERE support_allocation.tenant_id = support_wallet.tenant_id
            AND support_allocation.wallet_id = support_wallet.id
          ORDER BY number DESC LIMIT 1) AS allocated_cents
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        participant = try row["participant_id"]
        cohort = try row["cohort_id"]
        currency = try row["currency"]
        state = try row["state"]
        allocated = try row["allocated_cents"]
        openedAt = try row["opened_at"]
    }

    /// For who may see budgets.
    var value: Value {
        [
            "id": Value(id), "participant": Value(participant), "cohort": Value(cohort),
            "currency": .string(currency.rawValue), "state": .string(state.rawValue), "opened_at": Value(openedAt),
        ]
    }
}
