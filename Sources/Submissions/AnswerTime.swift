import Funders
import Kernel
import Storage

/// How long a funder really takes to answer (A05): the median over the submissions of the last ninety days that were
/// answered, automatic replies left out. It stands beside what the funder promised.
package enum AnswerTime {
    static let window = Span.days(90)
    /// The newest of them are enough for a median, and keep the shortlist quick in a large office.
    static let mostSubmissions = 2_000

    /// In whole hours, rounded up, for each funder that answered.
    package static func medianHours(
        tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Funder.ID: Int] {
        var spans: [Funder.ID: [Int64]] = [:]
        try db.each(
            """
            SELECT submission.funder_id, min(submission_event.occurred_at) - submission.submitted_at AS waited
              FROM (SELECT id, funder_id, submitted_at FROM submission
                     WHERE tenant_id = \(tenant) AND submitted_at > \(now - window)
                     ORDER BY id DESC LIMIT \(mostSubmissions)) AS submission
              JOIN submission_event ON submission_event.submission_id = submission.id
             WHERE submission_event.tenant_id = \(tenant)
               AND submission_event.type = 'replied' AND submission_event.occurred_at >= submission.submitted_at
             GROUP BY submission.id
            """
        ) { row in spans[try row["funder_id"], default: []].append(try row["waited"]) }
        return spans.mapValues { waited in Int((median(waited.sorted()) + 3_599_999) / 3_600_000) }
    }

    /// The middle one; of two middles the lower. `sorted` holds one at least.
    private static func median(_ sorted: [Int64]) -> Int64 { sorted[(sorted.count - 1) / 2] }
}
