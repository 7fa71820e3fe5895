import Kernel
import Storage

/// How money came or went (E17).
package enum PaymentMethod: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case ach, wire, check, instant, card, cash
    /// Set off against something else that was paid.
    case netted
    /// A note says what.
    case other

    package var label: String {
        switch self {
        case .ach: "ACH"
        case .wire: "Wire"
        case .check: "Check"
        case .instant: "Instant payment"
        case .card: "Card"
        case .cash: "Cash"
        case .netted: "Netted"
        case .other: "Other"
        }
    }

    /// Refused where another method is not named, or a note stands beside a named one.
    static func check(_ method: PaymentMethod, note: String?) throws(CommissionRefusal) {
        if (method == .other) != (note != nil) { throw .methodNote(method) }
    }

    /// A reference as it is compared: upper case, without spaces.
    static func key(of reference: String) -> String {
        reference.uppercased().filter { !$0.isWhitespace }
    }
}
