import Kernel
import Storage

/// A group of participants that goes through the programme together. Capital is allocated to it, never to a person (F01).
package struct Cohort: Sendable, Equatable {
    package typealias ID = Identifier<Cohort>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case planned, running, closed, cancelled

        /// Whether it takes capital and participants.
        package var isOpen: Bool { self == .planned || self == .running }
    }

    package enum Event: String, Sendable, CaseIterable {
        case start, close, cancel
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on        to
        (.planned,   .start,   .running),
        (.planned,   .cancel,  .cancelled),
        (.running,   .close,   .closed),
    ])

    package let id: ID
    package let tenant: TenantID
    package let terms: CohortTerms
    package let state: State
    /// Funded seats: so many participants may hold one.
    package let seats: Int
    /// What is allocated to it, in its currency.
    package let funded: Cents
    /// Grows with each change of the terms.
    package let version: Int
    package let createdAt: Moment

    package var name: String { terms.name }
    package var region: String? { terms.region }
    package var startsOn: Day { terms.startsOn }
    package var endsOn: Day { terms.endsOn }
    package var costPerParticipant: Cents { terms.cost }
    package var currency: Currency { terms.currency }
    package var isOpen: Bool { state.isOpen }

    static let columns: SQL = """
        id, tenant_id, name, region, starts_on, ends_on, cost_per_participant_cents, currency, state, seats, funded_cents,
        version, created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        terms = try CohortTerms(row)
        state = try row["state"]
        seats = try row["seats"]
        funded = try row["funded_cents"]
        version = try row["version"]
        createdAt = try row["created_at"]
    }

    /// What everybody of the programme may see: no amount is among it.
    package var plainValue: Value {
        [
            "id": Value(id), "name": .string(name), "region": Value(region), "starts_on": Value(startsOn),
            "ends_on": Value(endsOn), "state": .string(state.rawValue), "seats": Value(seats),
            "created_at": Value(createdAt),
        ]
    }

    /// With what a seat costs and what is allocated: for those who may see budgets.
    package var value: Value {
        plainValue
            .adding("cost_per_participant", .string(costPerParticipant.decimal))
            .adding("currency", .string(currency.rawValue))
            .adding("cost_text", .string(currency.shown(costPerParticipant)))
            .adding("funded", .string(funded.decimal))
            .adding("funded_text", .string(currency.shown(funded)))
            .adding("version", Value(version))
    }
}
