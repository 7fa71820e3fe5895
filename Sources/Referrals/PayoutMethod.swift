import Kernel
import Storage

/// How a partner is paid (G36), and what must be known for it.
package enum PayoutMethod: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case bankTransfer = "bank_transfer"
    case paypal, check, wire

    package var label: String {
        switch self {
        case .bankTransfer: "Bank transfer"
        case .paypal: "PayPal"
        case .check: "Check"
        case .wire: "Wire"
        }
    }

    /// The fields of its details, those first that are shown masked.
    var needed: [String] {
        switch self {
        case .bankTransfer: ["account_number", "routing_number", "account_holder", "bank_name"]
        case .wire: ["account_number", "swift_code", "account_holder", "bank_name", "bank_address"]
        case .paypal: ["paypal_email"]
        case .check: ["postal_address", "account_holder"]
        }
    }
}
