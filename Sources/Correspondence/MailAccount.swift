import Kernel
import Storage

/// One mail account of an office: mail goes out from it and replies come in to it. How its servers are reached
/// stands in its file (`MailAccountFile`); the row holds what the desk knows of its health.
package struct MailAccount: Sendable {
    package typealias ID = Identifier<MailAccount>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case active
        /// Sends nothing until a moment or until a person lifts it; receiving goes on.
        case paused
        /// Its file is gone.
        case retired
    }

    package enum Event: String, Sendable, CaseIterable {
        case pause, resume, retire, restore
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on         to
        (.active,    .pause,    .paused),
        (.paused,    .pause,    .paused),
        (.paused,    .resume,   .active),
        (.active,    .retire,   .retired),
        (.paused,    .retire,   .retired),
        (.retired,   .restore,  .active),
    ])

    package let id: ID
    package let tenant: TenantID
    package let name: String
    package let address: String
    package let displayName: String
    package let canSend: Bool
    package let canReceive: Bool
    package let state: State
    package let pausedUntil: Moment?
    package let pauseReason: String?
    package let lastSentAt: Moment?
    package let lastPolledAt: Moment?
    package let sendFault: String?
    package let pollFault: String?
    package let alertedAt: Moment?
    package let createdAt: Moment
    /// The largest mail that the sending server takes (RFC 1870), as it said last; nil: it named none.
    package let sizeLimitBytes: Int?

    /// Whether mail may be put into its queue.
    package var mayBeSentFrom: Bool { canSend && state != .retired }

    /// Whether rows may be leased from its queue at `now`.
    package func maySend(at now: Moment) -> Bool {
        canSend && (state == .active || state == .paused && pausedUntil.map { $0 <= now } ?? false)
    }
}

package enum MailAccountRefusal: Refusal, Equatable {
    case unknown(MailAccount.ID)
    case noSender
    /// A funder's rules name an account that is not there or sends nothing.
    case cannotSend(name: String)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .noSender, .cannotSend: .conflict
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_mail_account"
        case .noSender: "no_sending_account"
        case .cannotSend: "account_cannot_send"
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no mail account \(id)"
        case .noSender: "no mail account of this office can send; add one under mailboxes/ with a send section"
        case .cannotSend(let name):
            "the funder's rules say that its mail goes out from the account \(name), which is not there or cannot send"
        }
    }
}
