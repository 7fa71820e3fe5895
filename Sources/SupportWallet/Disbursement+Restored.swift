import Kernel
import People
import Storage

extension Disbursement {
    /// After a restore or an import: what is approved may have left since, or been taken back, so that nothing leaves by itself and no
    /// voucher is taken; what left is settled as given by two admins, what did not one takes back. What was not looked at yet waits for a
    /// person, and what was set and does not hold yet waits its day anew. Says of how many supports.
    package static func holdRestored(of tenant: TenantID? = nil, at now: Moment, _ db: Connection) throws -> Int {
        let own: SQL = tenant.map { "tenant_id = \($0)" } ?? "TRUE"
        let held = try db.changes(
            """
            UPDATE support_disbursement SET held_at = \(now)
             WHERE \(part: own) AND state = 'waiting' AND held_at IS NULL
            """)
        for office in try tenant.map({ [$0] }) ?? Tenant.all(db).map(\.id) {
            try ComingSetting.waitAnew(SupportAct(tenant: office, by: .system("restore"), at: now), db)
        }
        let submitted = try db.rows(
            "SELECT \(part: SupportRequest.columns) FROM support_request WHERE \(part: own) AND state = 'submitted' ORDER BY id"
        ).map(SupportRequest.init)
        for request in submitted {
            try request.queueRestored(SupportAct(tenant: request.tenant, by: .system("restore"), at: now), db)
        }
        return held + submitted.count
    }
}

extension SupportRequest {
    fileprivate func queueRestored(_ act: SupportAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .queue)
        try db.run(
            """
            UPDATE support_request
               SET state = \(next), tier = \(Tier.programmeOperator.rawValue),
                   tier_reasons = \(TierReason.restored.rawValue), rule_version = 'restored', updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        try act.log("support_request", id, Event.queue.rawValue, from: state.rawValue, to: next.rawValue, db)
    }
}
