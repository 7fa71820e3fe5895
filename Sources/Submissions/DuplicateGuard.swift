import Applications
import Funders
import Kernel
import Storage

/// Keeps a merchant from being sent twice to one funder (A52): within two minutes never, within 24 hours only with a
/// reason. The row is written in the sending transaction, so that of two requests at once one is refused.
package enum DuplicateGuard {
    package static let hardWindow = Span.minutes(2)
    package static let softWindow = Span.hours(24)

    /// The last time this merchant went to the funder.
    package static func last(
        merchantKey: String, funder: Funder.ID, tenant: TenantID, _ db: Connection
    ) throws -> (submission: Submission.ID, at: Moment)? {
        try db.row(
            """
            SELECT submission_id, at FROM submission_guard
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND merchant_key = \(merchantKey)
            """
        ).map { (try $0["submission_id"], try $0["at"]) }
    }

    /// Refuses, or nil. `override`: the reason that a person gives.
    package static func refusal(
        merchantKey: String, funder: Funder.ID, override: String?, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> DuplicateRefusal? {
        guard let last = try last(merchantKey: merchantKey, funder: funder, tenant: tenant, db) else { return nil }
        let former = try Submission.find(last.submission, tenant: tenant, db)
        // What never left may be sent anew.
        if former.status == .cancelled || former.status == .failed { return nil }
        if now - last.at < hardWindow { return .justSent(last.submission) }
        if now - last.at < softWindow, override?.isEmpty ?? true { return .sentToday(last.submission) }
        return nil
    }

    static func note(
        merchantKey: String, funder: Funder.ID, submission: Submission.ID, tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO submission_guard (tenant_id, funder_id, merchant_key, submission_id, at)
            VALUES (\(tenant), \(funder), \(merchantKey), \(submission), \(now))
            ON CONFLICT (tenant_id, funder_id, merchant_key) DO UPDATE
               SET submission_id = excluded.submission_id, at = excluded.at
            """)
    }
}

package enum DuplicateRefusal: Refusal, Equatable {
    case justSent(Submission.ID)
    case sentToday(Submission.ID)

    package var kind: RefusalKind { .conflict }
    package var code: String { if case .justSent = self { "just_sent" } else { "sent_today" } }
    package var reason: String {
        switch self {
        case .justSent(let id): "this merchant went to this funder less than two minutes ago, as submission \(id)"
        case .sentToday(let id):
            "this merchant went to this funder within the last 24 hours, as submission \(id); send again only with a reason"
        }
    }
}
