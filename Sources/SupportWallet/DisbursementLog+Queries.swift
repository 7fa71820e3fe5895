import Cohorts
import Kernel
import Storage
import Web

extension DisbursementLog {
    /// The rows, the newest first: all, those of cash, or those in a state. Who may see budgets sees them.
    package static func list(
        _ status: Status?, cashOnly: Bool, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Value> {
        var conditions: [SQL] = ["disbursement_log.tenant_id = \(tenant)"]
        if let status { conditions.append("disbursement_log.status = \(status)") }
        if cashOnly { conditions.append("disbursement_log.is_cash = 1") }
        if let after = page.after?.value, let at = after["at"]?.integer, let id = after["id"]?.text,
            let number = after["number"]?.integer
        {
            conditions.append(
                """
                (disbursement_log.at < \(at) OR disbursement_log.at = \(at) AND (disbursement_log.request_id < \(id)
                 OR disbursement_log.request_id = \(id) AND disbursement_log.number < \(number)))
                """)
        }
        let rows = try db.rows(
            """
            SELECT disbursement_log.request_id, disbursement_log.number, disbursement_log.participant_id,
                   disbursement_log.cohort_id, disbursement_log.support_type, disbursement_log.mission_id,
                   disbursement_log.approval_tier, disbursement_log.approver_id, disbursement_log.amount_cents,
                   disbursement_log.provider_reference, disbursement_log.at, disbursement_log.status,
                   disbursement_log.event_type, disbursement_log.is_cash, disbursement_log.rule_version,
                   participant.number AS participant_number, support_wallet.currency, person.name AS approver_name
              FROM disbursement_log
              LEFT JOIN person ON person.tenant_id = disbursement_log.tenant_id
                              AND 'person:' || person.id = disbursement_log.approver_id
              JOIN participant ON participant.tenant_id = disbursement_log.tenant_id
                              AND participant.id = disbursement_log.participant_id
              JOIN support_wallet ON support_wallet.tenant_id = disbursement_log.tenant_id
                                 AND support_wallet.participant_id = disbursement_log.participant_id
             WHERE \(part: .all(conditions))
             ORDER BY disbursement_log.at DESC, disbursement_log.request_id DESC, disbursement_log.number DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(value), of: page) { row in
            [
                "at": row["at"] ?? .null, "id": row["request"] ?? .null, "number": row["number"] ?? .null,
            ]
        }
    }

    /// The seed's ten fields by their names, and what belongs to them.
    private static func value(_ row: Row) throws -> Value {
        let (amount, currency): (Cents, Currency) = (try row["amount_cents"], try row["currency"])
        let at: Moment = try row["at"]
        return [
            "request": .string(try row["request_id"]), "number": Value(try row.get("number", as: Int.self)),
            "participant_id": .string(try row["participant_id"]), "cohort_id": .string(try row["cohort_id"]),
            "support_type": .string(try row["support_type"]),
            "mission_id": Value(try row.get("mission_id", as: String?.self)),
            "approval_tier": .string(try row["approval_tier"]), "approver_id": .string(try row["approver_id"]),
            "amount": .string(amount.decimal), "amount_text": .string(currency.shown(amount)),
            "provider_reference": Value(try row.get("provider_reference", as: String?.self)), "timestamp": Value(at),
            "at": .int(at.milliseconds), "happened_at": Value(at),
            "approver_name": Value(try row.get("approver_name", as: String?.self)),
            "status": .string(try row["status"]),
            "event_type": .string(try row["event_type"]), "is_cash": .bool(try row["is_cash"]),
            "rule_version": .string(try row["rule_version"]),
            "reference": .string(Participant.reference(try row["participant_number"])),
        ]
    }
}
