import Kernel
import SMTP

/// One way out: an SMTP connection that is kept open, or a Maildir. Calls block.
protocol MailTransport: AnyObject {
    /// Sends one mail. `onPhase` is called before the bytes of each phase go out; what it throws stops the mail there.
    func deliver(
        _ envelope: Envelope, _ body: [BodySegment], named name: String, onPhase: (DeliveryPhase) throws -> Void
    ) -> DeliveryResult

    /// Gives the connection back: nothing is to be sent for now.
    func rest()
}
