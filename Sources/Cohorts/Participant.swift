import Kernel
import Storage

/// A person in one cohort. Who they are is sealed; where they stand is not.
package struct Participant: Sendable, Equatable {
    package typealias ID = Identifier<Participant>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// All seats were taken.
        case waiting
        /// Has a funded seat; the cohort has not begun.
        case seated
        case active, paused, completed, withdrawn

        /// Whether a funded seat is theirs. Only with one can there be a stipend (F64).
        package var holdsSeat: Bool { self == .seated || self == .active || self == .paused || self == .completed }
        /// Whether a stipend can be asked for where the money of the seat is released: in a cohort that runs, and not
        /// paused (`Participant.isStipendEligible`).
        package var allowsStipend: Bool { self == .active }

        /// The state, and its own word on a page where another record's would mislead.
        var value: Value {
            let plain: Value = ["state": .string(rawValue)]
            return self == .withdrawn ? plain.adding(["state_label": "Left", "state_tone": "plain"]) : plain
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        /// A funded seat became free: in the transaction that frees it, never by hand.
        case seat
        /// The cohort began, or a seat came in one that runs: never by hand.
        case start
        case pause, resume
        /// The cohort ended: never by hand.
        case complete
        case withdraw

        package var isByHand: Bool { self == .pause || self == .resume || self == .withdraw }
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on          to
        (.waiting,     .seat,      .seated),
        (.waiting,     .withdraw,  .withdrawn),
        (.seated,      .start,     .active),
        (.seated,      .withdraw,  .withdrawn),
        (.active,      .pause,     .paused),
        (.active,      .complete,  .completed),
        (.active,      .withdraw,  .withdrawn),
        (.paused,      .resume,    .active),
        (.paused,      .complete,  .completed),
        (.paused,      .withdraw,  .withdrawn),
    ])

    /// Why somebody paused or left: a closed list, so that no history row tells of a person.
    package enum Reason: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case ownWish = "own_wish"
        case inactivity, conduct, ineligible
        case foundWork = "found_work"
        case other

        package var label: String {
            switch self {
            case .ownWish: "Own wish"
            case .inactivity: "Inactive"
            case .conduct: "Conduct"
            case .ineligible: "Not eligible"
            case .foundWork: "Found work"
            case .other: "Other"
            }
        }
    }

    package let id: ID
    package let tenant: TenantID
    package let number: Int
    package let cohort: Cohort.ID
    package let externalID: String?
    package let person: SealedPerson
    package let state: State
    /// The first day as active; nil before.
    package let startedOn: Day?
    package let standing: ParticipantStanding
    package let version: Int
    package let createdAt: Moment

    package var reference: String { Self.reference(number) }

    package static func reference(_ number: Int) -> String {
        "P-" + String(repeating: "0", count: max(0, 6 - "\(number)".count)) + "\(number)"
    }

    static let columns: SQL = """
        id, tenant_id, number, cohort_id, coalesce(external_id, former_external_id) AS external_id, name_sealed, email_sealed, phone_sealed, state, started_on, momentum,
        identity_level, skill_1, skill_2, skill_3, first_income_on, version, created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        number = try row["number"]
        cohort = try row["cohort_id"]
        externalID = try row["external_id"]
        person = try SealedPerson(row)
        state = try row["state"]
        startedOn = try row["started_on"]
        standing = try ParticipantStanding(row)
        version = try row["version"]
        createdAt = try row["created_at"]
    }

    /// What tells of nobody: the number, the state, how far they came. What is stored of answers is this.
    package var value: Value {
        Value.object(Value.Fields())
            .adding("id", Value(id)).adding("reference", .string(reference)).adding("cohort", Value(cohort))
            .adding("external_id", Value(externalID)).adding(state.value)
            .adding("started_on", Value(startedOn))
            .adding(standing.value).adding("version", Value(version)).adding("created_at", Value(createdAt))
    }
}
