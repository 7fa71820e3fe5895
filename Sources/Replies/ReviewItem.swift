import Correspondence
import Kernel
import Storage
import Submissions

/// A received mail that waits for a person: whose it is, or what it says, the machine would not decide alone.
package struct ReviewItem: Sendable {
    package typealias ID = Identifier<ReviewItem>

    /// Why a person is asked.
    package enum Cause: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case noMatch = "no_match"
        case ambiguousMatch = "ambiguous_match"
        case noOpenSubmission = "no_open_submission"
        case weakSender = "weak_sender"
        case otherMerchant = "other_merchant"
        /// A genuine sign of ours, from an address that is not known as the funder's.
        case unknownSender = "unknown_sender"
        case lowConfidence = "low_confidence"
        /// The submission is settled and the mail says otherwise (D10).
        case settledState = "settled_state"
        /// The sender's domain disowns the mail, and it speaks of money (C23).
        case authentication
        /// An offer whose terms cannot be stored exactly.
        case unusableTerms = "unusable_terms"
        /// Later rules or words read it otherwise than what took effect.
        case changedReading = "changed_reading"

        package var label: String {
            switch self {
            case .noMatch: "No submission found"
            case .ambiguousMatch: "Several submissions possible"
            case .noOpenSubmission: "The funder has no open submission"
            case .weakSender: "Reference from an unknown sender"
            case .otherMerchant: "Names another merchant"
            case .unknownSender: "Unknown sender"
            case .lowConfidence: "Not clear what it says"
            case .settledState: "Contradicts a settled submission"
            case .authentication: "Sender failed authentication"
            case .unusableTerms: "Offer terms cannot be stored"
            case .changedReading: "Now read otherwise than what took effect"
            }
        }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, settled, dismissed
    }

    package enum Event: String, Sendable, CaseIterable {
        case settle, dismiss, reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on          to
        (.open,        .settle,    .settled),
        (.open,        .dismiss,   .dismissed),
        (.settled,     .reopen,    .open),
        (.dismissed,   .reopen,    .open),
    ])

    package let id: ID
    package let tenant: TenantID
    package let message: Message.ID
    package let cause: Cause
    package let state: State
    /// The likeliest first.
    package let candidates: [Submission.ID]
    package let openedAt: Moment
    package let settledAt: Moment?
    package let settledBy: Who?
    package let decision: Value?

    static let columns: SQL = """
        review_item.id, review_item.tenant_id, review_item.message_id, review_item.cause, review_item.state,
        review_item.candidates, review_item.opened_at, review_item.settled_at, review_item.settled_by,
        review_item.decision
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        message = try row["message_id"]
        cause = try row["cause"]
        state = try row["state"]
        candidates =
            try row.get("candidates", as: Value.self).list?.compactMap { $0.text.flatMap { Submission.ID($0) } } ?? []
        openedAt = try row["opened_at"]
        settledAt = try row["settled_at"]
        settledBy = try row["settled_by"]
        decision = try row["decision"]
    }
}

package enum ReviewRefusal: Refusal, Equatable {
    case unknown(ReviewItem.ID)
    case noSubmission
    /// The mail is from one of us: its sender is no funder.
    case ownSender
    /// An offer of nobody knows how much.
    case noAmount
    /// Nothing took effect that a later reading says otherwise.
    case nothingToKeep(ReviewItem.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .nothingToKeep: .conflict
        default: .invalid
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_review_item"
        case .noSubmission: "submission_missing"
        case .noAmount: "offer_amount_missing"
        case .ownSender: "own_sender"
        case .nothingToKeep: "nothing_to_keep"
        }
    }
    package var field: String? {
        switch self {
        case .noSubmission: "submission"
        case .noAmount: "offer_amount"
        default: nil
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no review item \(id)"
        case .nothingToKeep(let id): "review item \(id) is not about a later reading: confirm or correct it"
        case .ownSender: "the mail is from the office itself; its sender belongs to no funder"
        case .noSubmission: "choose the submission that this mail answers, or dismiss it"
        case .noAmount:
            "an offer needs its amount: state it, or choose what a mail without one says (question, acknowledged)"
        }
    }
}
