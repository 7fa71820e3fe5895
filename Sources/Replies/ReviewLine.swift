import Correspondence
import Kernel
import Storage
import Web

/// One line of the review queue: the mail, why a person is asked, and what its newest reading says.
struct ReviewLine: Sendable {
    let id: ReviewItem.ID
    let value: Value

    private static let lines: SQL = """
        SELECT review_item.id, review_item.message_id, review_item.cause, review_item.state, review_item.opened_at,
               review_item.settled_at, review_item.settled_by, message.subject, message.from_name, message.from_address,
               \(part: StoredReading.columns)
          FROM review_item
          JOIN message ON message.id = review_item.message_id
          LEFT JOIN reading ON reading.message_id = review_item.message_id
               AND reading.seq = (SELECT max(seq) FROM reading
                                   WHERE message_id = review_item.message_id
                                     AND (is_standing = 1 OR review_item.state = 'open'
                                          AND review_item.cause = 'changed_reading'))
        """

    /// What waits, the oldest first.
    static func open(_ page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<ReviewLine> {
        let place: SQL =
            page.after?.value.text.flatMap { ReviewItem.ID($0) }.map { "review_item.id > \($0)" } ?? "TRUE"
        let rows = try db.rows(
            lines + """
                 WHERE review_item.tenant_id = \(tenant) AND review_item.state = 'open' AND \(part: place)
                 ORDER BY review_item.id LIMIT \(page.limit + 1)
                """)
        return Page(rows: try rows.map(ReviewLine.init), of: page) { Value($0.id) }
    }

    static func find(_ id: ReviewItem.ID, tenant: TenantID, _ db: Connection) throws -> ReviewLine {
        let row = try db.row(lines + " WHERE review_item.tenant_id = \(tenant) AND review_item.id = \(id)")
        guard let row else { throw ReviewRefusal.unknown(id) }
        return try ReviewLine(row)
    }

    private init(_ row: Row) throws {
        id = try row["id"]
        let cause: ReviewItem.Cause = try row["cause"]
        let state: ReviewItem.State = try row["state"]
        let hasReading = try row.get("seq", as: Int?.self) != nil
        let name: String? = try row["from_name"]
        value = [
            "id": Value(id), "message": .string(try row["message_id"]), "cause": .string(cause.rawValue),
            "cause_label": .string(cause.label), "is_changed_reading": .bool(cause == .changedReading),
            "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "subject": .string(try row["subject"]), "from": .string(try name ?? row["from_address"]),
            "from_address": .string(try row["from_address"]),
            "opened_at": Value(try row.get("opened_at", as: Moment.self)),
            "settled_at": Value(try row.get("settled_at", as: Moment?.self)),
            "settled_by": Value(try row.get("settled_by", as: String?.self)),
            "reading": hasReading ? MailView.reading(try StoredReading(row)) : .null,
        ]
    }
}
