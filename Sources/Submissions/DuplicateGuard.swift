import Applications
import Funders
import Kernel
import Storage

/// Keeps a merchant from being sent twice to one funder (A52): within two minutes never, within 24 hours only with a
/// reason; and one application not again within the funder's exclusive time (A58), except with a reason. The row is written in the sending transaction, so that of two requests at once one is refused.
package enum DuplicateGuard {
    package static let hardWindow = Span.minutes(2)
    package static let softWindow = Span.hours(24)

    /// The last time this merchant went to the funder: under the same tax id, or under the same name where one of the two
    /// applications has no tax id.
    package static func last(
        of application: Application, to funder: Funder.ID, tenant: TenantID, _ db: Connection
    ) throws -> (submission: Submission.ID, at: Moment)? {
        try db.row(
            """
            SELECT submission_guard.submission_id, submission_guard.at
              FROM submission_guard
              JOIN submission ON submission.id = submission_guard.submission_id
              JOIN application ON application.id = submission.application_id
             WHERE submission_guard.tenant_id = \(tenant) AND submission_guard.funder_id = \(funder)
               AND \(part: concerns(application))
             ORDER BY submission_guard.at DESC LIMIT 1
            """
        ).map { (try $0["submission_id"], try $0["at"]) }
    }

    /// Whether a row of `submission_guard`, with its submission's application beside it, is about the same merchant. The
    /// list comes first: it is what the primary key finds.
    static func concerns(_ application: Application) -> SQL {
        """
        (submission_guard.merchant_key IN \(list: [application.merchantKey, nameKey(application)])
         AND (submission_guard.merchant_key = \(application.merchantKey) OR application.ein_hash IS NULL))
        """
    }

    private static func nameKey(_ application: Application) -> String { "name:\(application.legalNameKey)" }

    /// Refuses, or nil. `override`: the reason that a person gives.
    package static func refusal(
        _ application: Application, to funder: Funder.ID, exclusive span: Span, override: String?, tenant: TenantID,
        at now: Moment, _ db: Connection
    ) throws -> DuplicateRefusal? {
        guard let last = try last(of: application, to: funder, tenant: tenant, db) else { return nil }
        let former = try Submission.find(last.submission, tenant: tenant, db)
        // What never left may be sent anew.
        let isOver = former.status == .cancelled || former.status == .failed
        // A sending before it may have left.
        let sent = try isOver ? standing(of: application, to: funder, tenant: tenant, at: now, db) : last
        if let sent, now - sent.at < hardWindow { return .justSent(sent.submission) }
        guard override?.isEmpty ?? true else { return nil }
        if let sent, now - sent.at < softWindow { return .sentToday(sent.submission) }
        return try exclusive(application, to: funder, for: span, tenant: tenant, at: now, db)
    }

    /// The newest sending of this merchant to the funder that was not taken back before it left, of those that matter still.
    private static func standing(
        of application: Application, to funder: Funder.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> (submission: Submission.ID, at: Moment)? {
        let (ein, name) = (application.einHash, application.legalNameKey)
        return try db.row(
            """
            SELECT submission.id, submission.created_at
              FROM submission JOIN application ON application.id = submission.application_id
             WHERE submission.tenant_id = \(tenant) AND submission.funder_id = \(funder)
               AND submission.created_at > \(now - softWindow) AND submission.status NOT IN ('cancelled', 'failed')
               AND (application.ein_hash = \(ein)
                    OR application.legal_name_key = \(name)
                       AND (application.ein_hash IS NULL OR \(ein == nil ? 1 : 0) = 1))
             ORDER BY submission.created_at DESC, submission.id DESC LIMIT 1
            """
        ).map { (try $0["id"], try $0["created_at"]) }
    }

    /// When the application last went to the funder, where the funder's exclusive time is not over (A58).
    private static func exclusive(
        _ application: Application, to funder: Funder.ID, for span: Span, tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws -> DuplicateRefusal? {
        let row = try db.row(
            """
            SELECT id, created_at FROM submission
             WHERE tenant_id = \(tenant) AND application_id = \(application.id) AND funder_id = \(funder)
               AND created_at > \(now - span) AND status NOT IN ('cancelled', 'failed')
             ORDER BY id DESC LIMIT 1
            """)
        guard let row else { return nil }
        return .exclusive(try row["id"], until: try row.get("created_at", as: Moment.self) + span)
    }

    static func note(
        _ application: Application, to funder: Funder.ID, submission: Submission.ID, tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws {
        for key in Set([application.merchantKey, nameKey(application)]).sorted() {
            try db.run(
                """
                INSERT INTO submission_guard (tenant_id, funder_id, merchant_key, submission_id, at)
                VALUES (\(tenant), \(funder), \(key), \(submission), \(now))
                ON CONFLICT (tenant_id, funder_id, merchant_key) DO UPDATE
                   SET submission_id = excluded.submission_id, at = excluded.at
                """)
        }
    }
}

package enum DuplicateRefusal: Refusal, Equatable {
    case justSent(Submission.ID)
    case sentToday(Submission.ID)
    case exclusive(Submission.ID, until: Moment)

    package var kind: RefusalKind { .conflict }
    package var code: String {
        switch self {
        case .justSent: "just_sent"
        case .sentToday: "sent_today"
        case .exclusive: "exclusive_window"
        }
    }
    /// Whether a reason opens the way.
    package var isOverrulable: Bool { if case .justSent = self { false } else { true } }
    package var reason: String {
        switch self {
        case .justSent(let id): "this merchant went to this funder less than two minutes ago, as submission \(id)"
        case .sentToday(let id):
            "this merchant went to this funder within the last 24 hours, as submission \(id); send again only with a reason"
        case .exclusive(let id, let until):
            "this application went to this funder as submission \(id), which has it to itself until \(until); send again only with a reason"
        }
    }
}
