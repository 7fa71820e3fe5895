import Correspondence
import Kernel
import Storage

/// What became of a mail: told to the slices above in the transaction that stores it.
package struct SendNews: Sendable {
    package enum What: Sendable, Equatable {
        /// The server's 250, at the moment it came; some recipients may have been refused.
        case sent
        case failed
        case uncertain
        /// An uncertain mail that arrived after all.
        case settledSent(evidence: String)
        case settledLost(evidence: String)
        case cancelled
        case requeued

        /// The server has the mail, whenever that became known.
        package var isArrival: Bool {
            switch self {
            case .sent, .settledSent: true
            default: false
            }
        }
    }

    package let what: What
    package let item: OutboxItem.ID
    package let message: Message.ID
    package let tenant: TenantID
    package let recipients: [OutboxItem.Recipient]
    /// What the server said at the end, or why it came to no end.
    package let reply: String
    package let at: Moment
    package let who: Who
}

/// What a mail's fate sets off in the slices above.
package typealias SendEffects = @Sendable (SendNews, Connection) throws -> Void
