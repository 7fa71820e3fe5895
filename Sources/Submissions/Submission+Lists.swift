import Applications
import Funders
import Kernel
import Storage
import Web

/// One line of a list of submissions.
package struct SubmissionLine: Sendable {
    package let submission: Submission
    package let merchant: String
    package let reference: String
    package let funderName: String

    init(_ row: Row) throws {
        submission = try Submission(row)
        merchant = try row["legal_name"]
        reference = Application.reference(try row["number"])
        funderName = try row["funder_name"]
    }

    package var value: Value {
        var all = submission.value.fields ?? Value.Fields()
        all["merchant"] = .string(merchant)
        all["reference"] = .string(reference)
        all["funder_name"] = .string(funderName)
        return .object(all)
    }
}

extension Submission {
    /// What a list is narrowed to.
    package struct Filter: Sendable {
        package var status: Status?
        package var funder: Funder.ID?
        package var application: Application.ID?
        /// Who sent it.
        package var sentBy: String?
        package var isOpen = false
        /// Those whose funder promised a first answer or an offer by this moment and has not given it (A05).
        package var overdueAt: Moment?
        /// Those whose funder is silent for longer than it usually is, by this moment, and was not asked yet (N08).
        package var silentAt: Moment?

        package init() {}
    }

    private static let lines: SQL = """
        SELECT \(part: columns), application.legal_name, application.number, funder.name AS funder_name
          FROM submission
          JOIN application ON application.id = submission.application_id
          JOIN funder ON funder.id = submission.funder_id
        """

    /// The newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<SubmissionLine> {
        var conditions: [SQL] = ["submission.tenant_id = \(tenant)"]
        if let status = filter.status { conditions.append("submission.status = \(status)") }
        if let funder = filter.funder { conditions.append("submission.funder_id = \(funder)") }
        if let application = filter.application { conditions.append("submission.application_id = \(application)") }
        if let sentBy = filter.sentBy { conditions.append("submission.sent_by = \(sentBy)") }
        // The call keeps an engine from sorting all that is open by an index: among the newest most are.
        if filter.isOpen {
            conditions.append("coalesce(submission.status, '') IN \(list: Status.allCases.filter(\.isOpen))")
        }
        if let moment = filter.overdueAt { conditions.append(overdue(at: moment)) }
        if let moment = filter.silentAt { conditions.append(silent(at: moment)) }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("submission.id < \(after)") }
        let rows = try db.rows(
            lines + " WHERE \(part: .all(conditions)) ORDER BY submission.id DESC LIMIT \(page.limit + 1)")
        return Page(rows: try rows.map(SubmissionLine.init), of: page) { Value($0.submission.id) }
    }

    /// One submission with the names beside it.
    package static func line(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SubmissionLine {
        let row = try db.row(lines + " WHERE submission.tenant_id = \(tenant) AND submission.id = \(id)")
        guard let row else { throw SubmissionRefusal.unknown(id) }
        return try SubmissionLine(row)
    }

    /// Whether a row of `submission`, with its funder beside it, waits longer than the funder promised.
    package static func overdue(at now: Moment) -> SQL {
        "(\(part: unanswered(at: now)) OR \(part: withoutOffer(at: now)))"
    }

    /// Whether a row of `submission` waits longer than its funder's answers usually take.
    package static func silent(at now: Moment) -> SQL {
        """
        submission.status = 'sent' AND EXISTS
            (SELECT 1 FROM submission_result
              WHERE submission_result.submission_id = submission.id AND submission_result.is_waiting = 1
                AND submission_result.silent_at <= \(now))
        """
    }

    /// No answer within the promised hours to the first one.
    package static func unanswered(at now: Moment) -> SQL {
        """
        submission.status = 'sent' AND submission.submitted_at < \(now) - funder.first_response_hours * 3600000
        """
    }

    /// Acknowledged, and no offer within the promised hours. Where the funder waits for documents, its clock stands.
    package static func withoutOffer(at now: Moment) -> SQL {
        """
        submission.status = 'acknowledged' AND submission.submitted_at < \(now) - funder.offer_hours * 3600000
        """
    }

    package var value: Value {
        [
            "id": Value(id), "application": Value(application), "funder": Value(funder), "kind": .string(kind.rawValue),
            "kind_label": .string(kind.label),
            "status": .string(status.rawValue), "status_label": .string(status.label), "is_open": .bool(status.isOpen),
            "submitted_at": Value(submittedAt), "decline_reason": Value(declineCode),
            "decline_text": Value(declineText),
            "to": .list(to.map(Value.string)), "cc": .list(cc.map(Value.string)),
            "override_reason": Value(overrideReason), "created_at": Value(createdAt), "updated_at": Value(updatedAt),
        ]
    }
}
