import Kernel
import Storage
import Web

/// A partner's promise of capital (F18): its terms, which never change, and where it stands.
package struct Commitment: Sendable, Equatable {
    package typealias ID = Identifier<Commitment>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case submitted
        case changesRequested = "changes_requested"
        case approved, declined, cancelled
        /// Something of it was released.
        case active, paused
        /// All of it is disbursed.
        case completed

        /// Whether nobody decided yet.
        var isOpen: Bool { self == .submitted || self == .changesRequested }
        /// Whether cohorts may have something of it (F38).
        var takesAllocations: Bool { self == .approved || self == .active }
        /// Whether money comes in for it.
        var takesMoney: Bool { takesAllocations || self == .paused }
        /// Whether it is promised no longer.
        var isEnded: Bool { self == .declined || self == .cancelled }
        /// Whether it was approved and not taken back.
        var stands: Bool { takesMoney || self == .completed }
    }

    package enum Event: String, Sendable, CaseIterable {
        case approve
        case requestChanges = "request_changes"
        case decline
        /// Taken back, or superseded by another one.
        case cancel
        /// What follows from releases and disbursements, never by hand.
        case activate, complete
        /// Something that was paid out came back, never by hand.
        case reopen
        case pause, resume
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from               on               to
        (.submitted,          .approve,        .approved),
        (.submitted,          .requestChanges, .changesRequested),
        (.submitted,          .decline,        .declined),
        (.submitted,          .cancel,         .cancelled),
        (.changesRequested,   .cancel,         .cancelled),
        (.approved,           .cancel,         .cancelled),
        (.approved,           .activate,       .active),
        (.active,             .complete,       .completed),
        (.active,             .pause,          .paused),
        (.active,             .cancel,         .cancelled),
        (.paused,             .resume,         .active),
        (.paused,             .complete,       .completed),
        (.paused,             .cancel,         .cancelled),
        (.completed,          .reopen,         .active),
    ])

    package let id: ID
    package let tenant: TenantID
    package let partner: Partner.ID
    package let partnerName: String
    package let terms: CommitmentTerms
    package let state: State
    /// Who promised it: nobody decides of an own promise (F28).
    package let maker: Who
    package let supersedes: ID?
    package let supersededBy: ID?
    package let createdAt: Moment
    package let approvedAt: Moment?

    /// What payers are told to write, so that their money is matched: `FG-7Z3KQ9VX`.
    package var paymentCode: String { Self.paymentCode(of: id) }

    static func paymentCode(of id: ID) -> String { "FG-" + id.description.suffix(8).uppercased() }

    static let columns: SQL = """
        funding_commitment.id, funding_commitment.tenant_id, funding_commitment.partner_id,
        (SELECT name FROM partner WHERE partner.id = funding_commitment.partner_id) AS partner_name,
        (SELECT later.id FROM funding_commitment AS later WHERE later.supersedes_id = funding_commitment.id)
            AS superseded_by,
        funding_commitment.supersedes_id, funding_commitment.who, funding_commitment.at,
        commitment_standing.state, commitment_standing.approved_at, \(part: CommitmentTerms.columns)
        """

    static let tables: SQL = """
        funding_commitment JOIN commitment_standing ON commitment_standing.commitment_id = funding_commitment.id
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        partner = try row["partner_id"]
        partnerName = try row["partner_name"]
        terms = try CommitmentTerms(row)
        state = try row["state"]
        maker = try row["who"]
        supersedes = try row["supersedes_id"]
        supersededBy = try row["superseded_by"]
        createdAt = try row["at"]
        approvedAt = try row["approved_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Commitment {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE funding_commitment.tenant_id = \(tenant) AND funding_commitment.id = \(id)
            """)
        guard let row else { throw CommitmentRefusal.unknown(id) }
        return try Commitment(row)
    }

    /// The last of those that took each other's place from this one on; itself where none did.
    func newest(_ db: Connection) throws -> Commitment {
        var newest = self
        while let later = newest.supersededBy { newest = try Self.find(later, tenant: tenant, db) }
        return newest
    }

    /// What its partner and admins see.
    package var value: Value {
        terms.value
            .adding("id", Value(id)).adding("partner", Value(partner)).adding("partner_name", .string(partnerName))
            .adding("state", .string(state.rawValue)).adding("created_at", Value(createdAt))
            .adding("approved_at", Value(approvedAt)).adding("supersedes", Value(supersedes?.description))
            .adding("superseded_by", Value(supersededBy?.description)).adding("payment_code", .string(paymentCode))
    }
}
