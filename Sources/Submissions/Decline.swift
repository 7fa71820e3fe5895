import Correspondence
import Kernel
import Storage

/// One reason of a submission's decline in force, with the words it was read from (D02). Derived from the events and
/// stored beside them for lists and sums.
package struct Decline: Sendable, Equatable {
    package let ordinal: Int
    package let code: String
    package let at: Moment
    package let message: Message.ID?
    /// `body` or `subject`; nil where the reason has no words of its own.
    package let place: String?
    /// UTF-8 offsets in that text.
    package let span: Range<Int>?
    package let quote: String?

    /// Year and month as one number: 202611.
    package var month: Int { at.day.monthNumber }

    /// The reasons of the event that declined, the most prominent first.
    static func derived(from event: SubmissionEvent) -> [Decline] {
        var codes = (event.detail["reasons"]?.list ?? []).compactMap(\.text)
        if codes.isEmpty { codes = [event.declineCode ?? "unspecified"] }
        var seen: Set<String> = []
        codes = codes.filter { seen.insert($0).inserted }
        let evidence = event.detail["evidence"]?.list ?? []
        return codes.enumerated().map { index, code in
            let told = evidence.first { $0["code"]?.text == code }
            var span: Range<Int>?
            if let start = told?["start"]?.integer, let end = told?["end"]?.integer, start <= end {
                span = Int(start)..<Int(end)
            }
            // Events of before evidence was kept have the words of the first reason alone.
            let words = told?["text"]?.text ?? (index == 0 ? event.detail["text"]?.text : nil)
            return Decline(
                ordinal: index + 1, code: code, at: event.occurredAt, message: event.message,
                place: told?["place"]?.text, span: span, quote: words.map { String($0.prefix(2000)) })
        }
    }

    static func of(_ submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> [Decline] {
        try db.rows(
            """
            SELECT ordinal, code, occurred_at, message_id, place, start_byte, end_byte, quote
              FROM submission_decline
             WHERE tenant_id = \(tenant) AND submission_id = \(submission)
             ORDER BY ordinal
            """
        ).map { row in
            let start: Int? = try row["start_byte"]
            let end: Int? = try row["end_byte"]
            return Decline(
                ordinal: try row["ordinal"], code: try row["code"], at: try row["occurred_at"],
                message: try row["message_id"], place: try row["place"],
                span: start.flatMap { start in end.map { start..<$0 } }, quote: try row["quote"])
        }
    }

    /// Writes the reasons in force in place of the former ones, and counts them so.
    static func store(
        _ declines: [Decline], of submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws {
        let former = try of(submission, tenant: tenant, db)
        guard former != declines else { return }
        var tally = DeclineTally(tenant: tenant)
        try tally.add(former, of: submission, -1, db)
        try tally.add(declines, of: submission, 1, db)
        try write(declines, of: submission, tenant: tenant, db)
        try DeclineTally.place("tenant_id = \(tenant) AND submission_id = \(submission)", db)
        try tally.store(db)
    }

    private static func write(
        _ declines: [Decline], of submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws {
        try db.run("DELETE FROM submission_decline WHERE tenant_id = \(tenant) AND submission_id = \(submission)")
        for each in declines {
            try db.run(
                """
                INSERT INTO submission_decline (submission_id, ordinal, tenant_id, code, month, occurred_at, message_id,
                                                place, start_byte, end_byte, quote)
                VALUES (\(submission), \(each.ordinal), \(tenant), \(each.code), \(each.month), \(each.at),
                        \(each.message), \(each.place), \(each.span?.lowerBound), \(each.span?.upperBound),
                        \(each.quote))
                """)
        }
    }

    /// Fills the new table from the events that are there.
    @Sendable static func fill(_ db: Connection) throws {
        for row in try db.rows("SELECT id, tenant_id FROM submission WHERE status = 'declined' ORDER BY id") {
            let (id, tenant): (Submission.ID, TenantID) = (try row["id"], try row["tenant_id"])
            let events = try SubmissionEvent.of(id, tenant: tenant, db)
            try write(SubmissionState(events).declines, of: id, tenant: tenant, db)
        }
    }
}
