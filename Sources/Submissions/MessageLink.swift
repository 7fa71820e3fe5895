import Correspondence
import Kernel
import Storage

/// Which mail belongs to which submission, and how that was found out. Rows are only ever added: the newest row of a
/// pair is what counts, so that moving a mail keeps both trails (C27).
package enum MessageLink {
    /// How a mail was matched, the surest first (C13).
    package enum Grade: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// We sent it.
        case own
        case replyToken = "reply_token"
        case messageToken = "message_token"
        case relayID = "relay_id"
        case subjectToken = "subject_token"
        /// The funder's domain, exactly one open submission, and the merchant named in the text.
        case merchantName = "merchant_name"
        /// A delivery report that returns our mail.
        case report
        case person
    }

    package static func set(
        _ message: Message.ID, to submission: Submission.ID, grade: Grade, isLinked: Bool = true, tenant: TenantID,
        by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO submission_message (submission_id, message_id, seq, tenant_id, grade, is_linked, who, at)
            SELECT \(submission), \(message), coalesce(max(seq), 0) + 1, \(tenant), \(grade), \(isLinked), \(who), \(now)
              FROM submission_message
             WHERE submission_id = \(submission) AND message_id = \(message)
            """)
    }

    /// The submissions that a mail belongs to now.
    package static func submissions(of message: Message.ID, tenant: TenantID, _ db: Connection) throws -> [Submission
        .ID]
    {
        try db.rows(
            """
            SELECT link.submission_id FROM submission_message AS link
             WHERE link.tenant_id = \(tenant) AND link.message_id = \(message) AND link.is_linked = 1
               AND link.seq = (SELECT max(seq) FROM submission_message
                                WHERE submission_id = link.submission_id AND message_id = link.message_id)
             ORDER BY link.submission_id
            """
        ).map { try $0["submission_id"] }
    }

    /// The mails that belong to a submission now, oldest first, each with its grade.
    package static func messages(
        of submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> [(message: Message, grade: Grade)] {
        try db.rows(
            """
            SELECT \(part: Message.columns), link.grade
              FROM submission_message AS link JOIN message ON message.id = link.message_id
             WHERE link.tenant_id = \(tenant) AND link.submission_id = \(submission) AND link.is_linked = 1
               AND link.seq = (SELECT max(seq) FROM submission_message
                                WHERE submission_id = link.submission_id AND message_id = link.message_id)
             ORDER BY message.recorded_at, message.id
            """
        ).map { (try Message($0), try $0["grade"]) }
    }
}
