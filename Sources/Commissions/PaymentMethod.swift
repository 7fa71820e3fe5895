import Kernel
import Sheets
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

    /// A reference as it is compared: its letters and digits in upper case, as a remittance's are, so that one payment has
    /// one key however it is spelled.
    static func key(of reference: String) -> String {
        SheetText.key(reference) ?? reference.uppercased().filter { !$0.isWhitespace }
    }

    /// Brings the keys of what was booked before to the rule. Two that were booked under one reference each keep theirs.
    @Sendable static func renewKeys(_ db: Connection) throws {
        let payments = try db.rows(
            "SELECT id, trace, trace_key FROM commission_payment WHERE trace IS NOT NULL ORDER BY id")
        for row in payments {
            let (id, former): (CommissionPayment.ID, String) = (try row["id"], try row["trace_key"])
            let key = key(of: try row["trace"])
            guard key != former else { continue }
            _ = try db.attempt { try db.run("UPDATE commission_payment SET trace_key = \(key) WHERE id = \(id)") }
        }
        for row in try db.rows("SELECT id, reference, reference_key FROM commission_payout ORDER BY id") {
            let (id, former): (Payout.ID, String) = (try row["id"], try row["reference_key"])
            let key = key(of: try row["reference"])
            guard key != former else { continue }
            _ = try db.attempt { try db.run("UPDATE commission_payout SET reference_key = \(key) WHERE id = \(id)") }
        }
    }
}
