import Correspondence
import Kernel
import Storage

/// One line of the checklist of what a funder wants to see (D04).
package struct RequestedDocument: Sendable {
    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, sent, waived
    }

    package enum Event: String, Sendable, CaseIterable {
        case send, waive, reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on         to
        (.open,     .send,     .sent),
        (.open,     .waive,    .waived),
        (.sent,     .reopen,   .open),
        (.waived,   .reopen,   .open),
    ])

    package let code: String
    package let label: String
    package let state: State
    package let dueOn: Day?
    package let message: Message.ID?
    package let reason: String?

    /// The checklist of a submission: what is open first.
    package static func of(_ submission: Submission.ID, tenant: TenantID, _ db: Connection) throws
        -> [RequestedDocument]
    {
        try db.rows(
            """
            SELECT code, label, state, due_on, message_id, reason FROM submission_document
             WHERE tenant_id = \(tenant) AND submission_id = \(submission)
             ORDER BY state <> 'open', code
            """
        ).map { row in
            RequestedDocument(
                code: try row["code"], label: try row["label"], state: try row["state"], dueOn: try row["due_on"],
                message: try row["message_id"], reason: try row["reason"])
        }
    }

    /// Puts a document on the list; one that was sent is open again, one that was waived stays so. True where the list
    /// changed.
    @discardableResult
    package static func request(
        code: String, label: String, by message: Message.ID?, on submission: Submission.ID, tenant: TenantID,
        at now: Moment, _ db: Connection
    ) throws -> Bool {
        try db.changes(
            """
            INSERT INTO submission_document (submission_id, code, tenant_id, label, state, message_id, updated_at)
            VALUES (\(submission), \(code), \(tenant), \(label), 'open', \(message), \(now))
            ON CONFLICT (submission_id, code) DO UPDATE
               SET state = 'open', message_id = excluded.message_id, updated_at = excluded.updated_at
             WHERE submission_document.state = 'sent'
            """) == 1
    }

    /// Takes back what one mail put on the list.
    package static func withdraw(
        by message: Message.ID, on submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws {
        try db.run(
            """
            DELETE FROM submission_document
             WHERE tenant_id = \(tenant) AND submission_id = \(submission) AND message_id = \(message) AND state = 'open'
            """)
    }

    /// Moves a line by the lifecycle; waiving needs a reason.
    package static func move(
        code: String, on submission: Submission.ID, event: Event, reason: String? = nil, dueOn: Day? = nil,
        tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard let line = try of(submission, tenant: tenant, db).first(where: { $0.code == code }) else {
            throw SubmissionRefusal.noSuchDocument(submission, code: code)
        }
        if event == .waive, reason?.isEmpty ?? true {
            throw PlainRefusal(.invalid, code: "reason_missing", field: "reason", "say why the document is waived")
        }
        let next = try lifecycle.move(line.state, on: event)
        try db.run(
            """
            UPDATE submission_document SET state = \(next), reason = \(reason), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND submission_id = \(submission) AND code = \(code)
            """)
        try History.append(
            HistoryEntry(
                "submission", submission, from: line.state.rawValue, "document_\(event.rawValue)", to: next.rawValue,
                by: who, at: now, reason: reason, detail: ["code": .string(code)]), tenant: tenant, db)
    }
}
