import Kernel
import Wire

/// How far a message came. The bytes of a phase go out only after the phase was announced.
package enum DeliveryPhase: Int, Sendable, Comparable, CaseIterable {
    case notConnected
    case connected
    /// MAIL was accepted. Not announced where commands are pipelined.
    case mailAccepted
    /// At least one RCPT was accepted. Not announced where commands are pipelined.
    case recipientsAccepted
    /// DATA is sent, or is about to be.
    case dataRequested
    case bodySending
    /// The final dot is on its way, or is about to be: from here on silence means uncertainty.
    case finalDotSent
    /// The server answered the final dot.
    case answered

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a session or a delivery ended without the answer that was waited for.
package enum DeliveryFault: Fault, Equatable {
    case wire(WireFault)
    case reply(ReplyFault)
    /// EHLO and HELO were refused, or a command was answered with a code that it cannot have.
    case unexpectedReply(code: Int)
    /// The server said something that nobody asked; its answers can no longer be told apart.
    case unsolicitedReply(code: Int)
    /// The server said 421 between two messages, or to EHLO.
    case serviceClosing
    /// `onPhase` failed: what could not be recorded was not done.
    case phaseNotRecorded(DeliveryPhase)
    /// An earlier fault ended this session.
    case sessionEnded

    package var description: String {
        switch self {
        case .wire(let fault): fault.description
        case .reply(let fault): fault.description
        case .unexpectedReply(let code): "the server answered with \(code), which does not fit the command"
        case .unsolicitedReply(let code): "the server sent a reply with \(code) that nothing had asked for"
        case .serviceClosing: "the server closes the connection (421)"
        case .phaseNotRecorded(let phase): "the phase \(phase) could not be recorded, so it was not entered"
        case .sessionEnded: "the session ended before this message"
        }
    }
}

/// Why a message was not even offered to this server. Sending it again unchanged is of no use.
package enum UnsendableRefusal: Refusal, Equatable {
    /// RFC 1870: larger than the limit that the server names.
    case tooLarge(sizeBytes: Int, limitBytes: Int)
    case needsSMTPUTF8
    case needsEightBitMIME

    package var code: String {
        switch self {
        case .tooLarge: "message_too_large"
        case .needsSMTPUTF8: "needs_smtputf8"
        case .needsEightBitMIME: "needs_8bitmime"
        }
    }

    package var reason: String {
        switch self {
        case .tooLarge(let size, let limit): "the message has \(size) bytes, the server takes \(limit)"
        case .needsSMTPUTF8: "an address or header needs SMTPUTF8, which the server does not offer"
        case .needsEightBitMIME: "the message needs 8BITMIME, which the server does not offer"
        }
    }
}

package enum DeliveryOutcome: Sendable, Equatable {
    /// The server took the message for every recipient whose own reply is positive.
    case accepted(SMTPReply)
    /// The server took nothing; `RetryClass` says whether and when to come again.
    case refused(SMTPReply)
    /// Nothing was sent.
    case unsendable(UnsendableRefusal)
    /// The final dot was not sent: the server cannot have taken the message, and sending it again is safe.
    case failedBefore(DeliveryFault)
    /// The final dot may have arrived: nobody knows whether the server took the message. Never sent again by itself.
    case uncertain(DeliveryFault)
}

/// What became of one message.
package struct DeliveryResult: Sendable {
    package struct Recipient: Sendable, Equatable {
        package let address: EnvelopeAddress
        /// The server's reply to this RCPT; nil where none came.
        package let reply: SMTPReply?

        package init(address: EnvelopeAddress, reply: SMTPReply?) {
            self.address = address
            self.reply = reply
        }
    }

    package let recipients: [Recipient]
    /// The reply to the final dot.
    package let finalReply: SMTPReply?
    /// The last phase that was entered.
    package let phase: DeliveryPhase
    package let outcome: DeliveryOutcome
    /// The largest message that the server takes (RFC 1870), in bytes; nil where it names none or was not reached.
    package var sizeLimitBytes: Int?

    package init(
        recipients: [Recipient], finalReply: SMTPReply?, phase: DeliveryPhase, outcome: DeliveryOutcome
    ) {
        self.recipients = recipients
        self.finalReply = finalReply
        self.phase = phase
        self.outcome = outcome
    }

    /// The recipients for whom the server took the message.
    package var accepted: [EnvelopeAddress] {
        guard case .accepted = outcome else { return [] }
        return recipients.filter { $0.reply?.isPositive == true }.map(\.address)
    }
}
