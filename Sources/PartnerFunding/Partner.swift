import Kernel
import Storage

/// An organisation that gives capital for cohorts, from its enquiry on (F04–F17). It funds systems, never a person.
package struct Partner: Sendable, Equatable {
    package typealias ID = Identifier<Partner>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case lead, qualified, hold, declined, approved, active, paused, churned

        /// Whether a person of the partner may make a login. A login that was made stays, and sees what it saw.
        package var isAdmitted: Bool { self == .approved || self == .active || self == .paused }
    }

    package enum Event: String, Sendable, CaseIterable {
        case qualify, hold, decline, approve
        /// The first commitment became active: in the transaction of that change, never by hand.
        case activate
        case pause, resume, churn
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on          to
        (.lead,        .qualify,   .qualified),
        (.lead,        .hold,      .hold),
        (.lead,        .decline,   .declined),
        (.hold,        .qualify,   .qualified),
        (.hold,        .decline,   .declined),
        (.qualified,   .approve,   .approved),
        (.approved,    .activate,  .active),
        (.active,      .pause,     .paused),
        (.active,      .churn,     .churned),
        (.paused,      .resume,    .active),
    ])

    package let id: ID
    package let tenant: TenantID
    package let enquiry: Enquiry
    package let state: State
    /// When the address of the contact answered; nil before.
    package let confirmedAt: Moment?
    package let createdAt: Moment

    package var name: String { enquiry.name }
    /// Whether it promises capital: a paused one promises nothing new.
    package var mayPromise: Bool { state == .approved || state == .active }
    package var hasLeft: Bool { state == .churned }

    static let columns: SQL = """
        id, tenant_id, name, contact_name, email, interest, amount_low_cents, amount_high_cents, currency, motivation,
        motivation_text, state, confirmed_at, created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        enquiry = try Enquiry(row)
        state = try row["state"]
        confirmedAt = try row["confirmed_at"]
        createdAt = try row["created_at"]
    }

    /// What the partner itself may see: the enquiry and where it stands; nothing that the office notes (F12, F13).
    package var ownValue: Value {
        enquiry.value.adding("id", Value(id)).adding("state", .string(state.rawValue))
            .adding("created_at", Value(createdAt))
    }

    /// What admins see.
    package var value: Value {
        ownValue.adding("confirmed_at", Value(confirmedAt)).adding("is_confirmed", .bool(confirmedAt != nil))
            .adding("allowed", .list(Self.lifecycle.events(from: state).map { .string($0.rawValue) }))
    }
}
