import Kernel
import Storage

/// Whether the log of what was given is what the office's chained history says (I30): a row that was changed, taken out or slipped in does
/// not fit.
package struct SupportReview: Sendable {
    package let rows: Int
    /// Requests whose log is another than their history.
    package let flaws: [SupportRequest.ID]

    package static func look(_ db: Connection) throws -> SupportReview {
        let rows = try db.rows(
            """
            SELECT disbursement_log.request_id, disbursement_log.participant_id, disbursement_log.cohort_id,
                   disbursement_log.support_type, disbursement_log.mission_id, disbursement_log.approval_tier,
                   disbursement_log.approver_id, disbursement_log.amount_cents, disbursement_log.provider_reference,
                   disbursement_log.at, disbursement_log.status, disbursement_log.is_cash, disbursement_log.rule_version,
                   (SELECT max(history.detail) FROM history
                     WHERE history.tenant_id = disbursement_log.tenant_id AND history.record_kind = 'support_request'
                       AND history.record_id = disbursement_log.request_id
                       AND history.event = disbursement_log.event_type
                       AND history.to_state = disbursement_log.status) AS detail
              FROM disbursement_log
             ORDER BY disbursement_log.tenant_id, disbursement_log.request_id, disbursement_log.number
            """)
        var flaws = try rows.filter { try !isTold($0) }.map { try $0.get("request_id", as: SupportRequest.ID.self) }
        // What history tells of and no row has.
        flaws += try db.rows(
            """
            SELECT history.record_id FROM history
             WHERE history.record_kind = 'support_request' AND history.to_state IN \(list: statuses)
               AND NOT EXISTS (SELECT 1 FROM disbursement_log
                                WHERE disbursement_log.tenant_id = history.tenant_id
                                  AND disbursement_log.request_id = history.record_id
                                  AND disbursement_log.event_type = history.event
                                  AND disbursement_log.status = history.to_state)
             ORDER BY history.record_id
            """
        ).map { try $0.get("record_id", as: SupportRequest.ID.self) }
        return SupportReview(rows: rows.count, flaws: flaws)
    }

    private static let statuses = DisbursementLog.Status.allCases.map(\.rawValue)

    /// Whether the row's ten fields, and what belongs to them, are those of its history.
    private static func isTold(_ row: Row) throws -> Bool {
        guard let detail = try row.get("detail", as: Value?.self) else { return false }
        let at: Moment = try row["at"]
        let amount: Cents = try row["amount_cents"]
        let told: [(String, Value)] = [
            ("participant_id", .string(try row["participant_id"])), ("cohort_id", .string(try row["cohort_id"])),
            ("support_type", .string(try row["support_type"])),
            ("mission_id", Value(try row.get("mission_id", as: String?.self))),
            ("approval_tier", .string(try row["approval_tier"])), ("approver_id", .string(try row["approver_id"])),
            ("amount", .string(amount.decimal)),
            ("provider_reference", Value(try row.get("provider_reference", as: String?.self))),
            ("timestamp", Value(at)), ("status", .string(try row["status"])), ("cash", .bool(try row["is_cash"])),
            ("rule_version", .string(try row["rule_version"])),
        ]
        return told.allSatisfy { (detail[$0.0] ?? .null) == $0.1 }
    }
}
