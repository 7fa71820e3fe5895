import Correspondence
import Kernel
import Storage

/// One mail on its way out. The row exists before any connection is opened and says how far the mail came, so that
/// after a crash it is known whether it may be tried again.
package struct OutboxItem: Sendable {
    package typealias ID = Identifier<OutboxItem>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case queued, held, sending, sent, failed, uncertain, cancelled
    }

    package enum Event: String, Sendable, CaseIterable {
        case hold, release, cancel
        case lease
        /// The server took the mail for one recipient at least.
        case accept
        /// Nothing was delivered and a later try may succeed.
        case retry
        /// Refused for good, or the ladder is at its end.
        case fail
        /// The final dot went out and no answer came back.
        case lose
        /// Evidence, or a person, says that the mail arrived; or that it did not. A server's late answer ends a row that
        /// somebody has moved on meanwhile, and so does cancelling the rest of a mail that some recipients have.
        case settleSent, settleLost
        /// A person asks for another try of a failed mail.
        case requeue
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on            to
        (.queued,      .hold,        .held),
        (.queued,      .cancel,      .cancelled),
        (.queued,      .lease,       .sending),
        (.queued,      .settleSent,  .sent),
        (.held,        .release,     .queued),
        (.held,        .cancel,      .cancelled),
        (.held,        .settleSent,  .sent),
        (.sending,     .accept,      .sent),
        (.sending,     .retry,       .queued),
        (.sending,     .fail,        .failed),
        (.sending,     .lose,        .uncertain),
        (.uncertain,   .settleSent,  .sent),
        (.uncertain,   .settleLost,  .failed),
        (.failed,      .requeue,     .queued),
        (.failed,      .cancel,      .cancelled),
        (.failed,      .settleSent,  .sent),
    ])

    /// How far the newest attempt came. Stored before the bytes of that phase go out.
    package enum Phase: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case waiting
        case connecting
        /// MAIL, RCPT, DATA and the body: what breaks here was not delivered.
        case body
        /// The final dot may have reached the server: what breaks here is uncertain.
        case finalDot = "final_dot"
        case answered
    }

    package struct Recipient: Sendable {
        package enum State: String, Sendable, SQLBindable, SQLReadable {
            case waiting, accepted, refused, bounced
        }

        package enum Field: String, Sendable, SQLBindable, SQLReadable {
            case to, cc, bcc
        }

        package let ordinal: Int
        package let address: String
        package let field: Field
        package let state: State
        /// What the server said for this recipient.
        package let reply: String?
        package let at: Moment?
    }

    package let id: ID
    package let tenant: TenantID
    package let message: Message.ID
    package let account: MailAccount.ID
    package let state: State
    package internal(set) var phase: Phase
    package let envelopeFrom: String
    package let sizeBytes: Int64
    package let needsEightBit: Bool
    package let needsSMTPUTF8: Bool
    package let attempts: Int
    package let firstTriedAt: Moment?
    package let nextAttemptAt: Moment
    package let leaseUntil: Moment?
    /// Why it waits or how it ended, for people.
    package let why: String
    package let lastReply: String?
    package let createdAt: Moment
    package let settledAt: Moment?
    package let settledBy: String?
    /// Who asked for it back while it was being sent: it goes out no more, unless that attempt delivers it.
    let recalledBy: Who?
}

package enum OutboxRefusal: Refusal, Equatable {
    case unknown(OutboxItem.ID)
    case noRecipients
    case tooLarge(limitBytes: Int64)
    /// The sending account's server said so (RFC 1870).
    case tooLargeForServer(sizeBytes: Int64, limitBytes: Int64)
    /// A person settles only what is uncertain.
    case notUncertain(OutboxItem.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .notUncertain: .conflict
        case .tooLarge, .tooLargeForServer: .tooLarge
        case .noRecipients: .invalid
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_outbox_item"
        case .noRecipients: "no_recipients"
        case .tooLarge: "mail_too_large"
        case .tooLargeForServer: "mail_too_large_for_server"
        case .notUncertain: "not_uncertain"
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no outbox item \(id)"
        case .noRecipients: "the mail has no recipient"
        case .tooLarge(let limit): "the mail is larger than \(limit) bytes; leave out or shrink an attachment"
        case .tooLargeForServer(let size, let limit):
            "the mail has \(size) bytes and our mail server takes \(limit); leave out or shrink an attachment"
        case .notUncertain(let id): "outbox item \(id) is not uncertain; there is nothing to settle"
        }
    }
}
