import Correspondence
import Estimates
import Funders
import Kernel
import Outbox
import Storage

/// How long a funder has been silent about a submission, beside what it usually takes (N08).
package struct Silence: Sendable {
    package let submission: Submission.ID
    /// Working minutes since the sending.
    package let waited: Int
    /// So many of a hundred answers had come by now; nil where too little is known of the funder.
    package let percent: Int?
    /// When 98 of a hundred would have come.
    package let silentAt: Moment?
    /// When the funder's promised hours to a first answer are over.
    package let promisedUntil: Moment?
    package let nudge: Nudge?

    package struct Nudge: Sendable {
        package let message: Message.ID
        package let who: Who
        package let at: Moment
    }

    /// The funder may be asked once its answer is later than usual, or than it promised.
    package func mayNudge(at now: Moment) -> Bool { nudge == nil && dueAt.map { $0 <= now } ?? false }

    /// The earlier of both.
    package var dueAt: Moment? { [silentAt, promisedUntil].compactMap { $0 }.min() }

    /// Nil where nothing is waited for.
    package static func of(
        _ id: Submission.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> Silence? {
        let row = try db.row(
            """
            SELECT submission_result.funder_id, submission_result.submitted_at, submission_result.silent_at,
                   funder.time_zone, funder.first_response_hours
              FROM submission_result
              JOIN funder ON funder.id = submission_result.funder_id
             WHERE submission_result.tenant_id = \(tenant) AND submission_result.submission_id = \(id)
               AND submission_result.is_waiting = 1
            """)
        guard let row else { return nil }
        let sent: Moment = try row["submitted_at"]
        let promised: Int? = try row["first_response_hours"]
        let hours = BusinessHours(zone: try row["time_zone"])
        let waited = hours.minutes(from: sent, to: now)
        let curve = try FunderClock.of(row["funder_id"], tenant: tenant, db)?.curve
        return Silence(
            submission: id, waited: waited, percent: curve?.percent(after: waited),
            silentAt: curve.map { hours.adding(minutes: $0.wait(percent: FunderClock.silentPercent), to: sent) },
            promisedUntil: promised.map { sent + .hours(Int64($0)) },
            nudge: try nudge(of: id, tenant: tenant, db))
    }

    package static func nudge(of id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Nudge? {
        try nudges(of: id, tenant: tenant, db).first
    }

    /// Those that went out or may still go, the newest first: one that was cancelled or came back is none.
    private static func nudges(of id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> [Nudge] {
        try db.rows(
            """
            SELECT message_id, who, at FROM nudge
             WHERE tenant_id = \(tenant) AND submission_id = \(id) AND \(part: isStanding)
             ORDER BY at DESC, message_id DESC
            """
        ).map { Nudge(message: try $0["message_id"], who: try $0["who"], at: try $0["at"]) }
    }

    static let isStanding: SQL = """
        NOT EXISTS (SELECT 1 FROM outbox
                     WHERE outbox.message_id = nudge.message_id
                       AND (outbox.state IN ('failed', 'cancelled')
                            OR (SELECT sum(CASE WHEN state IN ('bounced', 'refused') THEN 0 ELSE 1 END)
                                  FROM outbox_recipient WHERE outbox_recipient.outbox_id = outbox.id) = 0))
        """

    /// What became of a mail that may be a nudge: without one that stands, the silence counts again and another may be
    /// sent. One that failed is not tried again beside another.
    package static func note(_ news: SendNews, _ db: Connection) throws {
        let found: Submission.ID? = try db.value(
            "SELECT submission_id FROM nudge WHERE tenant_id = \(news.tenant) AND message_id = \(news.message)")
        guard let id = found else { return }
        let standing = try nudges(of: id, tenant: news.tenant, db)
        if news.what == .requeued, let other = standing.first(where: { $0.message != news.message }) {
            throw NudgeRefusal.alreadyNudged(id, other.message)
        }
        try renew(id, tenant: news.tenant, at: news.at, db)
    }

    /// Sets anew from when the submission's silence is strange: never while a nudge stands.
    package static func renew(_ id: Submission.ID, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let isNudged = try nudge(of: id, tenant: tenant, db) != nil
        let silent = isNudged ? nil : try of(id, tenant: tenant, at: now, db)?.silentAt
        try db.run(
            """
            UPDATE submission_result SET silent_at = \(silent)
             WHERE tenant_id = \(tenant) AND submission_id = \(id) AND is_waiting = 1
            """)
    }

    package func value(at now: Moment) -> Value {
        [
            "waited_minutes": Value(waited), "waited_text": .string(WaitWords.of(minutes: waited)),
            "percent": Value(percent), "silent_at": Value(silentAt),
            "is_silent": .bool(silentAt.map { $0 <= now } ?? false), "promised_until": Value(promisedUntil),
            "is_overdue": .bool(promisedUntil.map { $0 <= now } ?? false), "may_nudge": .bool(mayNudge(at: now)),
            "nudge": nudge.map { ["message": Value($0.message), "who": .string($0.who.text), "at": Value($0.at)] }
                ?? .null,
        ]
    }
}

package enum NudgeRefusal: Refusal, Equatable {
    /// An answer came, or nothing went out.
    case notWaiting(Submission.ID)
    case alreadyNudged(Submission.ID, Message.ID)
    case tooEarly(Submission.ID, until: Moment?)

    package var kind: RefusalKind { .conflict }
    package var code: String {
        switch self {
        case .notWaiting: "not_waiting"
        case .alreadyNudged: "already_nudged"
        case .tooEarly: "too_early_to_nudge"
        }
    }
    package var reason: String {
        switch self {
        case .notWaiting(let id): "nothing is waited for on submission \(id): its funder answered, or never got it"
        case .alreadyNudged(let id, let message):
            "submission \(id) was asked after already, in message \(message); a funder is asked once"
        case .tooEarly(let id, let until?):
            "submission \(id) is not late: its funder usually answers by \(until)"
        case .tooEarly(let id, nil):
            "submission \(id) is not late: its funder promised no time, and too few of its answers are known"
        }
    }
}
