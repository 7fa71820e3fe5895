import Funders
import Kernel
import Storage

/// How long a funder really takes (A05): medians over the submissions of the last ninety days that were answered,
/// automatic replies left out. They stand beside what the funder promised.
package struct AnswerTime: Equatable, Sendable {
    /// To the first answer and to the first offer, in whole hours, rounded up; nil where there was none.
    package private(set) var answerHours: Int?
    package private(set) var offerHours: Int?

    static let window = Span.days(90)
    /// The newest of them are enough for a median, and keep the shortlist quick in a large office.
    static let mostSubmissions = 2_000

    /// For each funder that answered.
    package static func medians(
        tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Funder.ID: AnswerTime] {
        var spans: [EventType: [Funder.ID: [Int64]]] = [:]
        try db.each(
            """
            SELECT submission.funder_id, submission_event.type,
                   min(submission_event.occurred_at) - submission.submitted_at AS waited
              FROM (SELECT id, funder_id, submitted_at FROM submission
                     WHERE tenant_id = \(tenant) AND submitted_at > \(now - window)
                     ORDER BY id DESC LIMIT \(mostSubmissions)) AS submission
              JOIN submission_event ON submission_event.submission_id = submission.id
             WHERE submission_event.tenant_id = \(tenant)
               AND submission_event.type IN ('replied', 'offered')
               AND submission_event.occurred_at >= submission.submitted_at
             GROUP BY submission.id, submission.funder_id, submission.submitted_at, submission_event.type
            """
        ) { row in spans[try row["type"], default: [:]][try row["funder_id"], default: []].append(try row["waited"]) }
        var times: [Funder.ID: AnswerTime] = [:]
        for (funder, waited) in spans[.replied] ?? [:] {
            times[funder, default: AnswerTime()].answerHours = hours(waited)
        }
        for (funder, waited) in spans[.offered] ?? [:] {
            times[funder, default: AnswerTime()].offerHours = hours(waited)
        }
        return times
    }

    private static func hours(_ waited: [Int64]) -> Int { Int((median(waited.sorted()) + 3_599_999) / 3_600_000) }

    /// The middle one; of two middles the lower. `sorted` holds one at least.
    private static func median(_ sorted: [Int64]) -> Int64 { sorted[(sorted.count - 1) / 2] }
}
