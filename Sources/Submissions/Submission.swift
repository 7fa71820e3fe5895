import Applications
import Correspondence
import Funders
import Kernel
import Storage

/// One application sent to one funder.
package struct Submission: Sendable {
    package typealias ID = Identifier<Submission>

    /// What kind of deal the funder is asked for (A57).
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case new, renewal
        case addOn = "add_on"
    }

    package let id: ID
    package let tenant: TenantID
    package let application: Application.ID
    package let funder: Funder.ID
    package let kind: Kind
    package let account: MailAccount.ID
    package let status: Status
    /// The moment of the server's 250.
    package let submittedAt: Moment?
    package let declineCode: String?
    package let declineText: String?
    package let to: [String]
    package let cc: [String]
    package let overrideReason: String?
    package let sentBy: Who
    /// What the application asked for when it was sent; nil where it named no amount.
    package let requested: Cents?
    package let currency: String?
    package let createdAt: Moment
    package let updatedAt: Moment

    static let columns: SQL = """
        submission.id, submission.tenant_id, submission.application_id, submission.funder_id, submission.kind,
        submission.account_id, submission.status, submission.submitted_at, submission.decline_code,
        submission.decline_text, submission.to_addresses, submission.cc_addresses, submission.override_reason,
        submission.sent_by, submission.requested_cents, submission.currency, submission.created_at, submission.updated_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        application = try row["application_id"]
        funder = try row["funder_id"]
        kind = try row["kind"]
        account = try row["account_id"]
        status = try row["status"]
        submittedAt = try row["submitted_at"]
        declineCode = try row["decline_code"]
        declineText = try row["decline_text"]
        to = try row.get("to_addresses", as: Value.self).list?.compactMap(\.text) ?? []
        cc = try row.get("cc_addresses", as: Value.self).list?.compactMap(\.text) ?? []
        overrideReason = try row["override_reason"]
        sentBy = try row["sent_by"]
        requested = try row.get("requested_cents", as: Int64?.self).map(Cents.init)
        currency = try row["currency"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Submission {
        let row = try db.row("SELECT \(part: columns) FROM submission WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw SubmissionRefusal.unknown(id) }
        return try Submission(row)
    }

    /// All that an application was sent to, the oldest first.
    package static func all(
        of application: Application.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Submission] {
        try db.rows(
            """
            SELECT \(part: columns) FROM submission
             WHERE tenant_id = \(tenant) AND application_id = \(application) ORDER BY id
            """
        ).map(Submission.init)
    }
}

package enum SubmissionRefusal: Refusal, Equatable {
    case unknown(Submission.ID)
    case noFunders
    case tooManyFunders
    case noSuchEvent(Submission.ID, seq: Int)
    case noSuchDocument(Submission.ID, code: String)
    case archived(Application.ID)
    /// No mail of ours stands in its thread.
    case nothingSent(Submission.ID)
    case notOpen(Submission.ID, Status)
    case nothingOpen(Application.ID)
    /// What went by itself a moment ago goes by itself no more.
    case notByItself(Application.ID)
    /// What is over is not sent anew.
    case over(Submission.ID, Status)

    package var kind: RefusalKind {
        switch self {
        case .unknown, .noSuchEvent, .noSuchDocument: .missing
        case .noFunders, .tooManyFunders: .invalid
        case .archived, .nothingSent, .notOpen, .nothingOpen, .notByItself, .over: .conflict
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_submission"
        case .noFunders: "no_funders"
        case .tooManyFunders: "too_many_funders"
        case .noSuchEvent: "unknown_event"
        case .noSuchDocument: "unknown_document"
        case .archived: "archived_application"
        case .nothingSent: "nothing_sent"
        case .notOpen: "submission_not_open"
        case .nothingOpen: "nothing_open"
        case .notByItself: "not_automatic"
        case .over: "submission_over"
        }
    }
    package var field: String? {
        switch self {
        case .noFunders, .tooManyFunders: "funders"
        default: nil
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no submission \(id)"
        case .noFunders: "choose at least one funder"
        case .tooManyFunders: "at most 200 funders can be chosen at once"
        case .noSuchEvent(let id, let seq): "submission \(id) has no event \(seq)"
        case .noSuchDocument(let id, let code): "submission \(id) has no document \(code) on its list"
        case .archived(let id): "application \(id) is archived; bring it back before sending"
        case .nothingSent(let id): "submission \(id) has no mail that could be answered"
        case .notOpen(let id, let status):
            "submission \(id) is \(status.label.lowercased()): its funder waits for nothing"
        case .nothingOpen(let id): "application \(id) has no submission that could be withdrawn"
        case .notByItself(let id):
            "application \(id), the funder or its guidelines changed meanwhile; it is sent by a person, or at the next look"
        case .over(let id, let status): "submission \(id) is \(status.label.lowercased()); its mail is not sent again"
        }
    }
}
