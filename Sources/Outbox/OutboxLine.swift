import Correspondence
import Kernel
import Storage
import Web

/// One line of the outbox: the mail, why it waits, and which buttons its state has.
struct OutboxLine: Sendable {
    let item: OutboxItem
    let subject: String
    let to: String
    let accountName: String

    private init(_ row: Row) throws {
        item = try OutboxItem(row)
        subject = try row["subject"]
        to = try row["recipients"]
        accountName = try row["account_name"]
    }

    private static let lines: SQL = """
        SELECT \(part: OutboxItem.columns), message.subject, mail_account.name AS account_name,
               (SELECT group_concat(address, ', ') FROM outbox_recipient WHERE outbox_id = outbox.id) AS recipients
          FROM outbox
          JOIN message ON message.id = outbox.message_id
          JOIN mail_account ON mail_account.id = outbox.account_id
        """

    /// Of one state, or all that are not done with; the newest first.
    static func list(
        state: OutboxItem.State?, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<OutboxLine> {
        var conditions: [SQL] = ["outbox.tenant_id = \(tenant)"]
        if let state {
            conditions.append("outbox.state = \(state)")
        } else {
            conditions.append("outbox.state NOT IN ('sent', 'cancelled')")
        }
        if let after = page.after?.value.text.flatMap({ OutboxItem.ID($0) }) {
            conditions.append("outbox.id < \(after)")
        }
        let rows = try db.rows(
            lines + " WHERE \(part: .all(conditions)) ORDER BY outbox.id DESC LIMIT \(page.limit + 1)")
        return Page(rows: try rows.map(OutboxLine.init), of: page) { Value($0.item.id) }
    }

    static func find(_ id: OutboxItem.ID, tenant: TenantID, _ db: Connection) throws -> OutboxLine {
        let row = try db.row(lines + " WHERE outbox.tenant_id = \(tenant) AND outbox.id = \(id)")
        guard let row else { throw OutboxRefusal.unknown(id) }
        return try OutboxLine(row)
    }

    /// What each attempt came to, the newest first.
    static func attempts(of id: OutboxItem.ID, tenant: TenantID, _ db: Connection) throws -> [Value] {
        try db.rows(
            """
            SELECT attempt, ended_at, phase, outcome, recipients, reply FROM outbox_attempt
             WHERE tenant_id = \(tenant) AND outbox_id = \(id)
             ORDER BY attempt DESC LIMIT 100
            """
        ).map { row in
            [
                "attempt": Value(try row.get("attempt", as: Int.self)),
                "ended_at": Value(try row.get("ended_at", as: Moment.self)),
                "phase": .string(try row["phase"]), "result": .string(try row["outcome"]),
                "accepted": Value(try row.get("recipients", as: Int.self)),
                "reply": Value(try row.get("reply", as: String?.self)),
            ]
        }
    }

    var value: Value {
        let events = Set(OutboxItem.lifecycle.events(from: item.state))
        let waits = item.state == .queued
        return [
            "id": Value(item.id), "message": Value(item.message), "subject": Value(subject), "to": Value(to),
            "account_name": Value(accountName), "state": Value(item.state.rawValue),
            "phase": Value(item.phase.rawValue), "why": Value(item.why), "last_reply": Value(item.lastReply),
            "attempts": Value(item.attempts), "size_bytes": Value(item.sizeBytes), "created_at": Value(item.createdAt),
            "next_attempt_at": waits ? Value(item.nextAttemptAt) : .null, "settled_at": Value(item.settledAt),
            "settled_by": Value(item.settledBy), "can_retry": Value(waits || events.contains(.requeue)),
            "can_hold": Value(events.contains(.hold)), "can_release": Value(events.contains(.release)),
            "can_cancel": Value(events.contains(.cancel)), "is_uncertain": Value(item.state == .uncertain),
        ]
    }
}
