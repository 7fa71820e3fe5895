import Applications
import Kernel
import Storage

extension Exposure {
    /// Writes a delivery down; its files are stored already. It lies within the contract's days, or by when a make-good
    /// is due, and never ahead.
    package static func log(
        _ draft: Draft, for sponsor: Sponsor, files: [ApplicationFile.Draft], _ act: SponsorshipAct, _ db: Connection
    ) throws -> Exposure {
        guard !files.isEmpty else { throw SponsorRefusal.evidenceNeeded }
        let (obligation, contract) = try Obligation.find(draft.obligation, act.scope, db)
        guard contract.sponsor == sponsor.id else { throw SponsorRefusal.otherSponsorsObligation(obligation.id) }
        try act.scope.require(.exposure, at: contract.node, db)
        guard contract.state == .active || contract.state == .terminated else {
            throw SponsorRefusal.notActive(contract.state)
        }
        let last = obligation.makesGood == nil ? contract.lastDay : max(contract.lastDay, obligation.dueOn)
        guard contract.startsOn <= draft.deliveredOn, draft.deliveredOn <= last else {
            throw SponsorRefusal.outsidePeriod(contract.startsOn, last)
        }
        guard draft.deliveredOn <= act.now.day.adding(days: 1) else {
            throw SponsorshipRefusal.inTheFuture(draft.deliveredOn)
        }
        if let node = draft.node { try check(node, of: contract, sponsor, act, db) }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO sponsor_exposure (id, tenant_id, obligation_id, number, delivered_on, node_id, words, who, at)
            VALUES (\(id), \(act.tenant), \(obligation.id), \(draft.number), \(draft.deliveredOn), \(draft.node),
                    \(draft.words), \(act.who), \(act.now))
            """)
        for file in files {
            try db.run(
                """
                INSERT INTO sponsor_evidence (id, tenant_id, exposure_id, name, type, size_bytes, sha256)
                VALUES (\(Evidence.ID(at: act.now)), \(act.tenant), \(id), \(file.name), \(file.type),
                        \(file.sizeBytes), \(file.digest))
                """)
        }
        try act.log(
            "sponsor_exposure", id, "delivered",
            detail: [
                "obligation": Value(obligation.id), "number": Value(draft.number),
                "evidence": .list(files.map { .string($0.digest.description) }),
            ], db)
        return try find(id, act.scope, db)
    }

    private static func check(
        _ id: OrgNode.ID, of contract: SponsorContract, _ sponsor: Sponsor, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let (node, holder) = (try OrgNode.find(id, act.scope, db), try OrgNode.find(contract.node, act.scope, db))
        let isSponsored = try sponsor.entities(act.scope, db).contains { $0.id == node.id }
        guard try isSponsored || holder.contains(id, db) else { throw SponsorRefusal.notSeenThere(id) }
    }

    /// A delivery that was not, or was written down twice.
    package func reverse(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        let contract = try SponsorContract.find(contract, act.scope, db)
        try act.scope.require(.exposure, at: contract.node, db)
        guard reversalReason == nil else { throw SponsorRefusal.reversedAlready(id) }
        try db.run(
            """
            INSERT INTO sponsor_exposure_reversal (exposure_id, tenant_id, reason, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(act.who), \(act.now))
            """)
        try act.log("sponsor_exposure", id, "reversed", reason: reason, db)
    }

    /// A file that shows a delivery which the asker sees.
    package static func evidence(_ id: Evidence.ID, _ scope: NodeScope, _ db: Connection) throws -> Evidence {
        let exposure: ID? = try db.value(
            "SELECT exposure_id FROM sponsor_evidence WHERE tenant_id = \(scope.tenant) AND id = \(id)")
        guard let exposure else { throw RecordRefusal.unknown("evidence", id) }
        do {
            guard let file = try find(exposure, scope, db).evidence.first(where: { $0.id == id }) else {
                throw RecordRefusal.unknown("evidence", id)
            }
            return file
        } catch is RecordRefusal { throw RecordRefusal.unknown("evidence", id) }
    }
}
