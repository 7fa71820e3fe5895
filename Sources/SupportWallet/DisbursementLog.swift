import Kernel
import Storage

/// The log of what was approved and what became of it: rows are only ever added, a later one supersedes; the same ten fields stand in
/// the office's chained history (I30–I32, I46).
package struct DisbursementLog: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pending = "PENDING"
        case completed = "COMPLETED"
        case failed = "FAILED"
    }

    /// Writes the request's next row.
    static func append(
        _ status: Status, of request: SupportRequest, reference: String? = nil, _ act: SupportAct, _ db: Connection
    ) throws {
        guard let tier = request.tier else { preconditionFailure("what is approved has a tier") }
        let last: Int?? = try db.value(
            """
            SELECT max(number) FROM disbursement_log WHERE tenant_id = \(act.tenant) AND request_id = \(request.id)
            """)
        let number = ((last ?? nil) ?? 0) + 1
        try db.run(
            """
            INSERT INTO disbursement_log (tenant_id, request_id, number, participant_id, cohort_id, support_type, mission_id,
                                          approval_tier, approver_id, amount_cents, provider_reference, at, status,
                                          event_type, is_cash, rule_version)
            VALUES (\(act.tenant), \(request.id), \(number), \(request.participant), \(request.cohort),
                    \(request.kind.rawValue.uppercased()), \(request.mission), \(tier.word), \(request.approver),
                    \(request.amount), \(reference), \(act.now), \(status), \(request.kind.eventType),
                    \(request.kind == .cash), \(request.ruleVersion ?? ""))
            """)
        try act.log(
            "support_request", request.id, request.kind.eventType, to: status.rawValue,
            detail: [
                "participant_id": Value(request.participant), "cohort_id": Value(request.cohort),
                "support_type": .string(request.kind.rawValue.uppercased()), "mission_id": Value(request.mission),
                "approval_tier": .string(tier.word), "approver_id": .string(request.approver),
                "amount": .string(request.amount.decimal), "provider_reference": Value(reference),
                "timestamp": Value(act.now), "status": .string(status.rawValue),
                "cash": .bool(request.kind == .cash), "rule_version": Value(request.ruleVersion),
            ], db)
    }
}
