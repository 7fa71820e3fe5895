import Kernel
import Wire

/// What a refusal or a fault means for the next attempt.
package enum RetryClass: String, Sendable {
    /// Come again after `RetryLadder`'s delay.
    case retry
    /// Do not come again with this message and recipient.
    case permanent
    /// The account, not the message: pause all its sending, keep the message.
    case pauseAccount

    /// Replies that speak of the account's rate or rights, not of the message. A nil matches any.
    // swift-format-ignore
    private static let accountReplies: [(code: Int?, enhanced: EnhancedCode?)] = [
        // code  enhanced
        (432,    nil),                     // Exchange Online: concurrent connections exceeded
        (nil,    EnhancedCode(4, 3, 2)),   // system not accepting messages: rate limits of the same
        (554,    EnhancedCode(5, 2, 0)),   // Exchange Online: submission quota exceeded
        (454,    EnhancedCode(4, 7, 0)),   // too many logins
        (530,    nil),                     // authentication required
        (535,    nil),                     // authentication failed
    ]

    /// RFC 5321 section 4.2.1: 4yz passes, 5yz stays; but some speak of the account.
    package static func classify(_ reply: SMTPReply) -> RetryClass {
        let enhanced = reply.enhanced
        if accountReplies.contains(where: { row in
            (row.code == nil || row.code == reply.code) && (row.enhanced == nil || row.enhanced == enhanced)
        }) {
            return .pauseAccount
        }
        return reply.isPermanent ? .permanent : .retry
    }

    package static func classify(_ fault: DeliveryFault) -> RetryClass {
        guard case .wire(let fault) = fault else { return .retry }
        return switch fault {
        case .certificateRejected, .tlsFailed, .insecureLogin, .unusableName, .privateAddress: .pauseAccount
        case .loginRefused(_, let code): (400...499).contains(code ?? 500) ? .retry : .pauseAccount
        case .unreadableFile: .permanent
        case .couldNotResolve, .couldNotConnect, .greetingRefused, .timedOut, .closedByPeer, .lineTooLong, .cancelled,
            .io:
            .retry
        }
    }
}

/// When a message that was refused for now is tried again.
package enum RetryLadder {
    private static let steps: [Span] = [.minutes(2), .minutes(5), .minutes(15), .hours(1), .hours(4)]
    /// No attempt is later than this after the first.
    package static let horizon: Span = .hours(48)

    /// The wait after the `attempt`th try (1 is the first): 2 min, 5 min, 15 min, 1 h, then 4 h each; nil where the
    /// next try would be more than 48 h after the first.
    package static func delay(afterAttempt attempt: Int) -> Span? {
        precondition(attempt >= 1, "attempts are counted from 1")
        func step(_ number: Int) -> Span { steps[min(number, steps.count) - 1] }
        let total = (1...attempt).reduce(Int64(0)) { $0 + step($1).milliseconds }
        return total <= horizon.milliseconds ? step(attempt) : nil
    }
}
