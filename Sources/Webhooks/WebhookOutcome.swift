import Kernel
import Wire

/// What came of one attempt to tell an endpoint.
package struct WebhookOutcome: Sendable, Equatable {
    package let isDelivered: Bool
    /// What its server answered; nil where it did not.
    package let status: Int?
    package let why: String

    /// Any 2xx is an arrival. A redirect is none: it could lead anywhere.
    package init(status: Int) {
        self.status = status
        isDelivered = (200...299).contains(status)
        why =
            switch status {
            case 200...299: "arrived (\(status))"
            case 300...399: "the server redirects (\(status)), which is not followed; name the final address"
            case 410: "the server says that nobody listens there any more (410)"
            default: "the server answered \(status)"
            }
    }

    package init(_ fault: WireFault) {
        isDelivered = false
        status = nil
        why = fault.description
    }

    package init(_ text: String) {
        isDelivered = false
        status = nil
        why = text
    }
}
