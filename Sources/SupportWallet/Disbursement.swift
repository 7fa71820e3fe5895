import Kernel
import Storage

/// How an approved request reaches its participant. A call whose end is not known is settled by what the provider has written down, and is
/// never made again (I28, R59b).
package struct Disbursement: Sendable {
    package typealias ID = Identifier<Disbursement>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// Nothing was sent.
        case waiting
        /// The call is made now: written down before it goes out.
        case calling
        /// The provider has it.
        case sent
        case outcomeUnknown = "outcome_unknown"
        case completed, failed
    }

    package enum Event: String, Sendable, CaseIterable {
        case begin
        /// Nothing left, for a fault that passes: it is tried again.
        case postpone
        /// A person, or the cohort's end, takes back what did not leave.
        case cancel
        /// The provider took it, or has it by its own books.
        case accept
        /// The provider did not take it: nothing left.
        case refuse
        /// The line broke, or the program stopped, while it was called.
        case lose
        /// The provider says that it arrived, or that it did not.
        case confirm, reject
        /// Two people settled that what was given came back, or that what was given up arrived.
        case takeBack = "take_back"
        case giveLate = "give_late"
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from              on         to
        (.waiting,           .begin,    .calling),
        (.waiting,           .confirm,  .completed),
        (.waiting,           .cancel,   .failed),
        (.calling,           .postpone, .waiting),
        (.calling,           .accept,   .sent),
        (.calling,           .refuse,   .failed),
        (.calling,           .lose,     .outcomeUnknown),
        (.calling,           .confirm,  .completed),
        (.calling,           .reject,   .failed),
        (.sent,              .confirm,  .completed),
        (.sent,              .reject,   .failed),
        (.outcomeUnknown,    .accept,   .sent),
        (.outcomeUnknown,    .confirm,  .completed),
        (.outcomeUnknown,    .reject,   .failed),
        (.completed,         .takeBack, .failed),
        (.failed,            .giveLate, .completed),
    ])

    package let id: ID
    package let tenant: TenantID
    package let request: SupportRequest.ID
    package let channel: Channel
    package let state: State
    package let reference: String
    package let providerCode: String?
    package let failure: String?
    /// Nil while nothing is on its way.
    package let calledAt: Moment?
    let voucherHash: String?
    let redeemedAt: Moment?
    /// Since when it is held, because a backup was restored.
    let heldAt: Moment?
    /// What left, in naira.
    let paid: Cents?

    static let columns: SQL = """
        id, tenant_id, request_id, channel, state, reference, provider_code, failure, called_at, voucher_hash, redeemed_at,
        paid_cents, held_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        request = try row["request_id"]
        channel = try row["channel"]
        state = try row["state"]
        reference = try row["reference"]
        providerCode = try row["provider_code"]
        failure = try row["failure"]
        calledAt = try row["called_at"]
        voucherHash = try row["voucher_hash"]
        redeemedAt = try row["redeemed_at"]
        heldAt = try row["held_at"]
        paid = try row["paid_cents"]
    }

    /// Of an approved request, in its approval's transaction. The reference is made once: a provider that has it takes nothing twice.
    static func create(for request: SupportRequest, _ act: SupportAct, _ db: Connection) throws {
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO support_disbursement (id, tenant_id, request_id, channel, state, reference, created_at, updated_at)
            VALUES (\(id), \(request.tenant), \(request.id), \(request.kind.channel), \(State.waiting),
                    \("fundgate-\(id)"), \(act.now), \(act.now))
            """)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Disbursement {
        let row = try db.row(
            "SELECT \(part: columns) FROM support_disbursement WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("disbursement", id) }
        return try Disbursement(row)
    }

    package static func of(_ request: SupportRequest.ID, tenant: TenantID, _ db: Connection) throws -> Disbursement? {
        try db.row(
            "SELECT \(part: columns) FROM support_disbursement WHERE tenant_id = \(tenant) AND request_id = \(request)"
        ).map(Disbursement.init)
    }

    /// Of any office: what a provider tells names the reference alone.
    package static func find(reference: String, _ db: Connection) throws -> Disbursement? {
        try db.row("SELECT \(part: columns) FROM support_disbursement WHERE reference = \(reference)").map(
            Disbursement.init)
    }

    /// Those of a channel in a state that nobody looked at since `moment`: what was not looked at for longest comes first, so that
    /// what cannot leave holds up nothing that can.
    package static func due(
        _ state: State, by channel: Channel, since moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [Disbursement] {
        try db.rows(
            """
            SELECT \(part: columns) FROM support_disbursement
             WHERE tenant_id = \(tenant) AND state = \(state) AND channel = \(channel)
               AND coalesce(looked_at, called_at, 0) <= \(moment)
             ORDER BY coalesce(looked_at, 0), id LIMIT 50
            """
        ).map(Disbursement.init)
    }

    /// What waits to be sent: not what a fault held up a moment ago.
    package static func waiting(
        for channel: Channel, pausedUntil moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [Disbursement] {
        try db.rows(
            """
            SELECT \(part: columns) FROM support_disbursement
             WHERE tenant_id = \(tenant) AND state = 'waiting' AND channel = \(channel)
               AND coalesce(postponed_at, 0) <= \(moment) AND held_at IS NULL
             ORDER BY coalesce(looked_at, 0), id LIMIT 50
            """
        ).map(Disbursement.init)
    }
}
