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
        // A connection that stood open may have been closed by the server since: then a new one is opened, once.
        let isUsed = session?.isUsable ?? false
        let result = attempt(envelope, body, onPhase)
        if isUsed, case .failedBefore(let fault) = result.outcome, result.phase <= .connected, Self.isStale(fault) {
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
        do {
            return try open().deliver(envelope, body: body, onPhase: onPhase)
        } catch {
            session = nil
            let fault = error as? DeliveryFault ?? .wire(.loginRefused(host: "account", code: nil))
            return DeliveryResult(
                recipients: envelope.recipients.map { DeliveryResult.Recipient(address: $0, reply: nil) },
                finalReply: nil,
                phase: .notConnected, outcome: .failedBefore(fault))
        }
    }

    private func open() throws -> SMTPSession {
        if let session, session.isUsable { return session }
        let new = try SMTPSession(to: try endpoint(), stop: stop)
        session = new
        return new
    }

    private static func isStale(_ fault: DeliveryFault) -> Bool {
        switch fault {
        case .serviceClosing, .sessionEnded, .unsolicitedReply: true
        case .wire(.closedByPeer), .wire(.io): true
        default: false
        }
    }
}
