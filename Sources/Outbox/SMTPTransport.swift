import Kernel
import SMTP
import Wire

/// An SMTP connection that is opened when there is a mail, used for many, and given back when there is none.
final class SMTPTransport: MailTransport {
    private let endpoint: () throws -> Endpoint
    private let stop: WakeUp
    private var session: SMTPSession?

    /// `endpoint` reads the password anew for each connection, so that a changed one is taken up.
    init(endpoint: @escaping () throws -> Endpoint, stop: WakeUp) {
        self.endpoint = endpoint
        self.stop = stop
    }

    func deliver(
        _ envelope: Envelope, _ body: [BodySegment], named name: String, onPhase: (DeliveryPhase) throws -> Void
    ) -> DeliveryResult {
        // A connection that stood open may have been closed by the server since, or have had its share of mails (421):
        // then a new one is opened, once. Nothing of the body was sent, so nothing is sent twice.
        let isUsed = session?.isUsable ?? false
        let result = attempt(envelope, body, onPhase)
        if isUsed, result.phase < .bodySending, Self.isStale(result.outcome) {
            session = nil
            return attempt(envelope, body, onPhase)
        }
        return result
    }

    func rest() {
        session?.quit()
        session = nil
    }

    private func attempt(
        _ envelope: Envelope, _ body: [BodySegment], _ onPhase: (DeliveryPhase) throws -> Void
    ) -> DeliveryResult {
        let open: SMTPSession
        do { open = try connected() } catch {
            session = nil
            let fault = error as? DeliveryFault
            // Without a password there is no connection; the account waits until somebody mends it.
            let reply = SMTPReply(code: 535, lines: ["5.7.0 not tried: \(error)"])
            return DeliveryResult(
                recipients: envelope.recipients.map { DeliveryResult.Recipient(address: $0, reply: nil) },
                finalReply: nil, phase: .notConnected,
                outcome: fault.map { .failedBefore($0) } ?? .refused(reply))
        }
        var result = open.deliver(envelope, body: body, onPhase: onPhase)
        result.sizeLimitBytes = open.capabilities.sizeLimitBytes
        return result
    }

    private func connected() throws -> SMTPSession {
        if let session, session.isUsable { return session }
        let new = try SMTPSession(to: try endpoint(), stop: stop)
        session = new
        return new
    }

    private static func isStale(_ outcome: DeliveryOutcome) -> Bool {
        switch outcome {
        case .refused(let reply): reply.code == 421
        case .failedBefore(.serviceClosing), .failedBefore(.sessionEnded), .failedBefore(.unsolicitedReply): true
        case .failedBefore(.wire(.closedByPeer)), .failedBefore(.wire(.io)): true
        default: false
        }
    }
}
