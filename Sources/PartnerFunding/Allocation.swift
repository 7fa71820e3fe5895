import Cohorts
import Kernel
import Ledger
import Storage
import Web

/// Capital of a commitment that a cohort is to have (F34). No allocation names a person.
package struct Allocation: Sendable, Equatable {
    package typealias ID = Identifier<Allocation>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// Reserved for the cohort.
        case planned
        /// The cohort may spend it; what is not disbursed yet is held.
        case released
        case paused
        /// All of it is disbursed.
        case completed
        case cancelled

        /// Whether money is held for it.
        var isLive: Bool { self == .planned || self == .released || self == .paused }
    }

    package enum Event: String, Sendable, CaseIterable {
        case release
        /// A part is paid out; the last one completes it.
        case disburse, complete
        case adjust, pause
        /// Back to where it was: planned, or released.
        case resume
        case resumeReleased = "resume_released"
        case cancel
        /// What was claimed before is paid out, be it paused meanwhile; the last one completes it.
        case settle
        case settleLast = "settle_last"
        /// Something that was paid out came back.
        case takeBack = "take_back"
    }

    /// Each of these writes a row of money that is paid out, or came back, and is told in the history.
    static let payingEvents = [Event.disburse, .complete, .settle, .settleLast, .takeBack].map(\.rawValue)

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on                to
        (.planned,     .release,         .released),
        (.planned,     .adjust,          .planned),
        (.planned,     .pause,           .paused),
        (.planned,     .cancel,          .cancelled),
        (.released,    .disburse,        .released),
        (.released,    .complete,        .completed),
        (.released,    .adjust,          .released),
        (.released,    .pause,           .paused),
        (.released,    .cancel,          .cancelled),
        (.released,    .settle,          .released),
        (.released,    .settleLast,      .completed),
        (.released,    .takeBack,        .released),
        (.paused,      .resume,          .planned),
        (.paused,      .resumeReleased,  .released),
        (.paused,      .cancel,          .cancelled),
        (.paused,      .settle,          .paused),
        (.paused,      .settleLast,      .completed),
        (.paused,      .takeBack,        .paused),
        (.completed,   .takeBack,        .released),
        (.cancelled,   .takeBack,        .cancelled),
    ])

    package let id: ID
    package let tenant: TenantID
    package let commitment: Commitment.ID
    package let cohort: Cohort.ID
    package let cohortName: String
    /// Of a recurring commitment: the first day of the cycle that it is for.
    package let cycle: Day?
    package let currency: Currency
    package let state: State
    package let releasedAt: Moment?
    /// What holds its money in the ledger, while it has some.
    let held: Transfer.ID?
    /// Who assigned it; somebody else releases it.
    package let maker: Who
    package let createdAt: Moment
    /// What it is for, adjustments included; of a cancelled one what was disbursed.
    package let amount: Cents
    package private(set) var disbursed: Cents
    package let seats: Int

    /// What is not disbursed yet.
    package var rest: Cents { amount - disbursed }

    /// As somebody reads it who is not told of some of what was paid out.
    func telling(without untold: Cents) -> Allocation {
        var told = self
        told.disbursed = disbursed - untold
        return told
    }

    static func sum(_ allocations: [Allocation], _ amount: KeyPath<Allocation, Cents>) -> Cents {
        allocations.reduce(.zero) { $0 + $1[keyPath: amount] }
    }

    private static let columns: SQL = """
        commitment_allocation.id, commitment_allocation.tenant_id, commitment_allocation.commitment_id,
        commitment_allocation.cohort_id, cohort.name AS cohort_name, commitment_allocation.cycle_on,
        commitment_allocation.currency, commitment_allocation.who, commitment_allocation.at, allocation_standing.state,
        allocation_standing.released_at, allocation_standing.held_id,
        (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM funding_ledger
          WHERE tenant_id = commitment_allocation.tenant_id AND allocation_id = commitment_allocation.id
            AND type IN ('created', 'adjusted', 'reversed')) AS amount,
        (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM funding_ledger
          WHERE tenant_id = commitment_allocation.tenant_id AND allocation_id = commitment_allocation.id
            AND type = 'disbursed') AS disbursed,
        (SELECT CAST(coalesce(sum(seats), 0) AS BIGINT) FROM funding_ledger
          WHERE tenant_id = commitment_allocation.tenant_id AND allocation_id = commitment_allocation.id) AS seats
        """

    private static let tables: SQL = """
        commitment_allocation
          JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
          JOIN cohort ON cohort.id = commitment_allocation.cohort_id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        commitment = try row["commitment_id"]
        cohort = try row["cohort_id"]
        cohortName = try row["cohort_name"]
        cycle = try row["cycle_on"]
        currency = try row["currency"]
        state = try row["state"]
        releasedAt = try row["released_at"]
        held = try row["held_id"]
        maker = try row["who"]
        createdAt = try row["at"]
        amount = try row["amount"]
        disbursed = try row["disbursed"]
        seats = try row["seats"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Allocation {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE commitment_allocation.tenant_id = \(tenant) AND commitment_allocation.id = \(id)
            """)
        guard let row else { throw AllocationRefusal.unknown(id) }
        return try Allocation(row)
    }

    /// Which allocations are wanted.
    package struct Filter: Sendable {
        package var commitment: Commitment.ID?
        package var cohort: Cohort.ID?
        package var state: State?

        package init(commitment: Commitment.ID? = nil, cohort: Cohort.ID? = nil, state: State? = nil) {
            self.commitment = commitment
            self.cohort = cohort
            self.state = state
        }
    }

    /// Allocations of an office, the newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Allocation> {
        var conditions: [SQL] = ["commitment_allocation.tenant_id = \(tenant)"]
        if let commitment = filter.commitment {
            conditions.append("commitment_allocation.commitment_id = \(commitment)")
        }
        if let cohort = filter.cohort { conditions.append("commitment_allocation.cohort_id = \(cohort)") }
        if let state = filter.state { conditions.append("allocation_standing.state = \(state)") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append("commitment_allocation.id < \(after)")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY commitment_allocation.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Allocation.init), of: page) { Value($0.id) }
    }

    /// All allocations of an office, or to one of its cohorts, or of a partner's commitments; the oldest first.
    static func all(
        to cohort: Cohort.ID? = nil, of partner: Partner.ID? = nil, tenant: TenantID, _ db: Connection
    ) throws -> [Allocation] {
        var conditions: [SQL] = ["commitment_allocation.tenant_id = \(tenant)"]
        if let cohort { conditions.append("commitment_allocation.cohort_id = \(cohort)") }
        if let partner {
            conditions.append(
                """
                commitment_allocation.commitment_id IN
                    (SELECT id FROM funding_commitment WHERE tenant_id = \(tenant) AND partner_id = \(partner))
                """)
        }
        return try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY commitment_allocation.id
            """
        ).map(Allocation.init)
    }

    /// A commitment's allocations of which nothing is released, the oldest first.
    static func planned(of commitment: Commitment, _ db: Connection) throws -> [Allocation] {
        try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE commitment_allocation.tenant_id = \(commitment.tenant)
               AND commitment_allocation.commitment_id = \(commitment.id)
               AND allocation_standing.state IN ('planned', 'paused') AND allocation_standing.released_at IS NULL
             ORDER BY commitment_allocation.id
            """
        ).map(Allocation.init)
    }
}
