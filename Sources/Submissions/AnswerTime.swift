import Funders
import Kernel
import Storage

/// How long a funder really takes (A05): medians over the submissions of the last ninety days that were answered,
/// automatic replies left out. They stand beside what the funder promised.
package struct AnswerTime: Equatable, Sendable {
    /// To the first answer and to the first offer, in whole hours, rounded up; nil where there was none.
    package let answerHours: Int?
    package let offerHours: Int?

    static let window = Span.days(90)
    /// The newest of them are enough for a median, and keep the shortlist quick in a large office.
    static let mostSubmissions = 2_000

    /// For each funder that answered.
    package static func medians(
        tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Funder.ID: AnswerTime] {
        var waits: [Funder.ID: (answers: [Int64], offers: [Int64])] = [:]
        try db.each(
            """
            SELECT submission_result.funder_id,
                   submission_result.answered_at - submission_result.submitted_at AS answer_ms,
                   submission_result.offered_at - submission_result.submitted_at AS offer_ms
              FROM (SELECT id FROM submission
                     WHERE tenant_id = \(tenant) AND submitted_at > \(now - window)
                     ORDER BY id DESC LIMIT \(mostSubmissions)) AS submission
              JOIN submission_result ON submission_result.submission_id = submission.id
             WHERE submission_result.tenant_id = \(tenant) AND submission_result.answered_at IS NOT NULL
            """
        ) { row in
            let (answer, offer): (Int64, Int64?) = (try row["answer_ms"], try row["offer_ms"])
            let funder: Funder.ID = try row["funder_id"]
            waits[funder, default: ([], [])].answers.append(answer)
            if let offer { waits[funder, default: ([], [])].offers.append(offer) }
        }
        return waits.mapValues { AnswerTime(answerHours: hours($0.answers), offerHours: hours($0.offers)) }
    }

    /// The median, of two middles the lower; nil of none.
    private static func hours(_ waited: [Int64]) -> Int? {
        guard !waited.isEmpty else { return nil }
        return Int((waited.sorted()[(waited.count - 1) / 2] + 3_599_999) / 3_600_000)
    }
}
