import Kernel
import Ledger
import Storage

extension SponsorAllocation {
    /// Shares a payment; nothing is booked before another person says so.
    package static func add(
        _ shares: [Share], of payment: SponsorPayment, _ act: SponsorshipAct, _ db: Connection
    ) throws -> SponsorAllocation {
        _ = try OrgNode.open(payment.node, for: .allocate, act.scope, db)
        guard payment.reversalReason == nil else { throw ShareRefusal.paymentReversed }
        if let former = payment.allocation { throw ShareRefusal.allocatedAlready(former) }
        let contract = try SponsorContract.find(payment.contract, act.scope, db)
        let shares = try Share.split(shares, of: payment.amount)
        for share in shares { try check(share, of: contract, act, db) }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO sponsor_allocation (id, tenant_id, payment_id, node_id, state, created_by, created_at)
            VALUES (\(id), \(act.tenant), \(payment.id), \(payment.node), 'pending', \(act.who), \(act.now))
            """)
        for (place, share) in shares.enumerated() {
            try db.run(
                """
                INSERT INTO sponsor_share (tenant_id, allocation_id, place, node_id, project_id, percent_thousandths,
                                           amount_cents)
                VALUES (\(act.tenant), \(id), \(place + 1), \(share.node), \(share.project), \(share.percent),
                        \(share.amount))
                """)
        }
        try act.log(
            "sponsor_allocation", id, "entered", to: State.pending.rawValue,
            detail: ["payment": Value(payment.id), "shares": .list(shares.map(\.value))], db)
        return try find(id, act.scope, db)
    }

    /// A share's node is open, and of the contract's tree: the holder, above it, beneath it, or whom the sponsor sponsors.
    private static func check(
        _ share: Share, of contract: SponsorContract, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let row = try db.row(
            "SELECT \(part: OrgNode.columns) FROM org_node WHERE tenant_id = \(act.tenant) AND id = \(share.node)")
        guard let row else { throw RecordRefusal.unknown("node", share.node) }
        let node = try OrgNode(row)
        guard node.state == .active else { throw SponsorshipRefusal.nodeClosed(node.id) }
        let holder = try OrgNode.find(contract.node, act.scope, db)
        let isSponsored =
            try db.row(
                """
                SELECT node_id FROM sponsor_entity
                 WHERE tenant_id = \(act.tenant) AND sponsor_id = \(contract.sponsor) AND node_id = \(node.id)
                """) != nil
        guard try isSponsored || holder.contains(node.id, db) || node.contains(holder.id, db) else {
            throw ShareRefusal.outsideSponsorship(node.id)
        }
        if let project = share.project { _ = try OrgProject.open(project, of: node, db) }
    }

    /// The shares are the nodes' income from now on; by another person than who entered them.
    package func allocate(_ act: SponsorshipAct, _ db: Connection) throws {
        try act.requireOther(than: createdBy)
        let shares = try shares(db)
        let moves = shares.flatMap { share -> [NodeBooks.Move] in
            if share.node == node {
                return [.init(node, debit: .unallocated, credit: .sponsorship, share.amount, for: share.project)]
            }
            return [
                .init(node, debit: .unallocated, credit: .dueToNodes, share.amount),
                .init(share.node, debit: .dueFromNodes, credit: .sponsorship, share.amount, for: share.project),
            ]
        }
        try move(on: .allocate, moves, "allocated_by = \(act.who), allocated_on = \(act.now.day)", act, db)
    }

    /// The nodes were paid their shares by the bank; by another person than who allocated them.
    package func reconcile(reference: String, on day: Day, _ act: SponsorshipAct, _ db: Connection) throws {
        if let allocatedBy { try act.requireOther(than: allocatedBy) }
        guard day <= act.now.day.adding(days: 1) else { throw SponsorshipRefusal.inTheFuture(day) }
        let moves = try shares(db).filter { $0.node != node }.flatMap { share -> [NodeBooks.Move] in
            [
                .init(node, debit: .dueToNodes, credit: .bank, share.amount),
                .init(share.node, debit: .bank, credit: .dueFromNodes, share.amount, for: share.project),
            ]
        }
        try move(
            on: .reconcile, moves, day: day,
            "reconciled_by = \(act.who), reconciled_on = \(day), bank_reference = \(reference)", act, db)
    }

    package func cancel(_ act: SponsorshipAct, _ db: Connection) throws {
        try move(on: .cancel, [], "bank_reference = NULL", act, db)
    }

    /// It was allocated wrongly, and the nodes were not paid yet: by another person than who allocated it. What was booked is
    /// reversed as a whole on its day, so that no sum has it.
    package func takeBack(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .takeBack)
        guard let allocatedBy, let allocatedOn else {
            preconditionFailure("what is allocated was allocated by somebody")
        }
        try act.requireOther(than: allocatedBy)
        try move(on: .takeBack, [], "allocated_by = NULL, allocated_on = NULL", reason: reason, act, db)
        try reverse(.allocated, on: allocatedOn, act, db)
    }

    /// The nodes were not paid after all, as somebody else than who reconciled says: what was booked is reversed on its day,
    /// and lines of banks that were it wait again.
    package func unreconcile(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .unreconcile)
        guard let reconciledBy, let reconciledOn else {
            preconditionFailure("what is reconciled was reconciled by somebody")
        }
        try act.requireOther(than: reconciledBy)
        try move(
            on: .unreconcile, [], "reconciled_by = NULL, reconciled_on = NULL, bank_reference = NULL", reason: reason,
            act, db)
        try reverse(.reconciled, on: reconciledOn, act, db)
        try NodeBankLine.reopenAll(.init(.share, id), act, db)
    }

    /// Takes back what stands of what was booked when it came into that state.
    private func reverse(_ former: State, on day: Day, _ act: SponsorshipAct, _ db: Connection) throws {
        let booked: [Transfer.ID] = try db.rows(
            """
            SELECT ledger_row.transfer_id FROM ledger_row
             WHERE ledger_row.tenant_id = \(tenant) AND ledger_row.subject_kind = 'sponsor_allocation'
               AND ledger_row.subject_id = \(id.description) AND ledger_row.purpose = \("node.\(former.rawValue)")
               AND ledger_row.reverses_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM ledger_row AS later
                                WHERE later.tenant_id = \(tenant) AND later.reverses_id = ledger_row.transfer_id)
             ORDER BY ledger_row.seq
            """
        ).map { try $0["transfer_id"] }
        for transfer in booked {
            _ = try NodeBooks(act).reverse(
                transfer, key: "sponsor-allocation:\(transfer):reversed", purpose: "node.\(former.rawValue)", on: day,
                db)
        }
    }

    /// So many moves one transfer has at most; a move is two legs.
    private static let mostMoves = Transfer.mostLegs / 2

    /// The state and the books, in one transaction. Many shares are several transfers, each of which balances at each node.
    private func move(
        on event: Event, _ moves: [NodeBooks.Move], day: Day? = nil, _ change: SQL, reason: String? = nil,
        _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let payment = try SponsorPayment.find(payment, act.scope, db)
        let changed = try db.changes(
            """
            UPDATE sponsor_allocation SET state = \(next), \(part: change)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "allocation \(id)") }
        let former: Int =
            try db.value(
                """
                SELECT count(*) FROM ledger_row
                 WHERE tenant_id = \(tenant) AND subject_kind = 'sponsor_allocation' AND subject_id = \(id.description)
                """) ?? 0
        for (place, first) in stride(from: 0, to: moves.count, by: Self.mostMoves).enumerated() {
            _ = try NodeBooks(act).post(
                Array(moves[first..<Swift.min(first + Self.mostMoves, moves.count)]), in: payment.currency,
                key: "sponsor-allocation:\(id):\(event.rawValue):\(former + place)", purpose: "node.\(next.rawValue)",
                about: .init("sponsor_allocation", id), on: day ?? act.now.day, db)
        }
        try act.log(
            "sponsor_allocation", id, event.rawValue, from: state.rawValue, to: next.rawValue, reason: reason, db)
    }
}
