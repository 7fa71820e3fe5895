import Classification
import Correspondence
import Kernel
import Storage
import Submissions
import Web

/// One line of the inbox.
struct InboxLine: Sendable {
    let id: Message.ID
    let value: Value

    /// Received mails, the newest first, each with its newest reading, its submission and whether it waits for a person.
    static func list(_ page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<InboxLine> {
        let place: SQL = page.after?.value.text.flatMap { Message.ID($0) }.map { "received.id < \($0)" } ?? "TRUE"
        // The page is cut, and its keys are made, before anything is joined: PostgreSQL compares a key that a subquery makes
        // only after row-level security, so that it would read the whole table for it.
        let rows = try db.rows(
            """
            SELECT message.id, message.subject, message.from_name, message.from_address, message.recorded_at,
                   message.automatic, message.is_report, reading.outcome,
                   review_item.id AS review_id, review_item.state AS review_state,
                   submission.id AS submission_id, application.legal_name, funder.name AS funder_name
              FROM (SELECT received.*,
                           (SELECT max(seq) FROM reading
                             WHERE message_id = received.id AND is_standing = 1) AS reading_seq,
                           (SELECT min(link.submission_id) FROM submission_message AS link
                             WHERE link.tenant_id = received.tenant_id AND link.message_id = received.id
                               AND link.is_linked = 1
                               AND link.seq = (SELECT max(seq) FROM submission_message
                                                WHERE submission_id = link.submission_id
                                                  AND message_id = link.message_id)) AS submission_id
                      FROM message AS received
                     WHERE received.tenant_id = \(tenant) AND received.direction = 'in' AND \(part: place)
                     ORDER BY received.id DESC
                     LIMIT \(page.limit + 1)) AS message
              LEFT JOIN reading ON reading.message_id = message.id AND reading.seq = message.reading_seq
              LEFT JOIN review_item ON review_item.message_id = message.id
              LEFT JOIN submission ON submission.id = message.submission_id
              LEFT JOIN application ON application.id = submission.application_id
              LEFT JOIN funder ON funder.id = submission.funder_id
             ORDER BY message.id DESC
            """)
        return Page(rows: try rows.map(InboxLine.init), of: page) { Value($0.id) }
    }

    private init(_ row: Row) throws {
        id = try row["id"]
        let outcome = try row.get("outcome", as: String?.self).flatMap { Outcome(rawValue: $0) }
        let name: String? = try row["from_name"]
        let state: String? = try row["review_state"]
        value = [
            "id": Value(id), "subject": .string(try row["subject"]),
            "from": .string(try name ?? row["from_address"]), "from_address": .string(try row["from_address"]),
            "recorded_at": Value(try row.get("recorded_at", as: Moment.self)),
            "automatic": Value(try row.get("automatic", as: String?.self)), "is_report": .bool(try row["is_report"]),
            "outcome": Value(outcome?.rawValue), "outcome_label": Value(outcome?.label),
            "review": Value(try row.get("review_id", as: ReviewItem.ID?.self)), "waits": .bool(state == "open"),
            "submission": Value(try row.get("submission_id", as: Submission.ID?.self)),
            "merchant": Value(try row.get("legal_name", as: String?.self)),
            "funder_name": Value(try row.get("funder_name", as: String?.self)),
        ]
    }
}
