import Correspondence
import Kernel
import Storage

/// What can happen to a submission (A43).
package enum EventType: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case queued, sent, uncertain
    case sendFailed = "send_failed"
    case cancelled, resent
    case opened, replied
    case autoReply = "auto_reply"
    case bounced
    /// No recipient is left whom the mail reached.
    case undeliverable
    case acknowledged, question
    case requestedDocs = "requested_docs"
    case docsSent = "docs_sent"
    case offered
    case contractSent = "contract_sent"
    case declined, withdrawn, funded
    case commissionNotice = "commission_notice"
    case accepted
    case merchantDeclined = "merchant_declined"
    case merchantWithdrawn = "merchant_withdrawn"
    case reviewed, reopened, undone

    package var label: String {
        switch self {
        case .queued: "Queued"
        case .sent: "Sent"
        case .uncertain: "Delivery uncertain"
        case .sendFailed: "Could not be sent"
        case .cancelled: "Cancelled"
        case .resent: "Sent again by a person"
        case .opened: "Opened"
        case .replied: "Reply"
        case .autoReply: "Automatic reply"
        case .bounced: "Bounced"
        case .undeliverable: "Undeliverable"
        case .acknowledged: "Acknowledged"
        case .question: "Question"
        case .requestedDocs: "Documents wanted"
        case .docsSent: "Documents sent"
        case .offered: "Offer"
        case .contractSent: "Contract sent"
        case .declined: "Declined"
        case .withdrawn: "Offer withdrawn"
        case .funded: "Funded"
        case .commissionNotice: "Commission notice"
        case .accepted: "Offer accepted"
        case .merchantDeclined: "Declined by merchant"
        case .merchantWithdrawn: "Withdrawn by us"
        case .reviewed: "Reviewed"
        case .reopened: "Reopened"
        case .undone: "Taken back"
        }
    }
}

/// One row of a submission's timeline; rows are only ever added.
package struct SubmissionEvent: Sendable {
    package let seq: Int
    package let type: EventType
    package let occurredAt: Moment
    package let recordedAt: Moment
    package let who: Who
    package let declineCode: String?
    package let message: Message.ID?
    package let undoes: Int?
    package let detail: Value

    init(_ row: Row) throws {
        seq = try row["seq"]
        type = try row["type"]
        occurredAt = try row["occurred_at"]
        recordedAt = try row["recorded_at"]
        who = try row["who"]
        declineCode = try row["decline_code"]
        message = try row["message_id"]
        undoes = try row["undoes"]
        detail = try row["detail"]
    }

    /// What derivations read of an event.
    package init(seq: Int, _ type: EventType, undoes: Int? = nil, at moment: Moment = Moment(milliseconds: 0)) {
        self.seq = seq
        self.type = type
        self.undoes = undoes
        occurredAt = moment
        recordedAt = moment
        who = .system("derivation")
        declineCode = nil
        message = nil
        detail = [:]
    }
}

extension SubmissionEvent {
    /// What is added to the timeline.
    package struct New: Sendable {
        package var type: EventType
        package var occurredAt: Moment
        package var who: Who
        package var declineCode: String?
        package var message: Message.ID?
        package var undoes: Int?
        package var detail: Value

        package init(
            _ type: EventType, at occurredAt: Moment, by who: Who, declineCode: String? = nil,
            message: Message.ID? = nil,
            undoes: Int? = nil, detail: Value = [:]
        ) {
            self.type = type
            self.occurredAt = occurredAt
            self.who = who
            self.declineCode = declineCode
            self.message = message
            self.undoes = undoes
            self.detail = detail
        }
    }

    /// The timeline, oldest first.
    package static func of(_ submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> [SubmissionEvent]
    {
        try db.rows(
            """
            SELECT seq, type, occurred_at, recorded_at, who, decline_code, message_id, undoes, detail
              FROM submission_event
             WHERE tenant_id = \(tenant) AND submission_id = \(submission)
             ORDER BY seq
            """
        ).map(SubmissionEvent.init)
    }
}
