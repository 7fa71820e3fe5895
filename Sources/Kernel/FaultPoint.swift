import Glibc
import Synchronization

/// Places where a test ends the process as a power cut would. `FUNDGATE_FAULT=outbox.before_final_dot` kills it
/// (SIGKILL) at the first pass, `outbox.before_final_dot:3` at the third. Without the variable nothing happens.
package enum FaultPoint {
    // swift-format-ignore
    package enum Name: String, Sendable, CaseIterable {
        // sending                                               what is on the disk then
        case queued            = "outbox.queued"              // the row, queued
        case leased            = "outbox.leased"              // the row, sending
        case beforeConnect     = "outbox.before_connect"      // the same
        case beforeBody        = "outbox.before_body"         // the same
        case midBody           = "outbox.mid_body"            // the same; part of the body is on the wire
        case beforeFinalDot    = "outbox.before_final_dot"    // phase final_dot; the dot is not on the wire
        case afterFinalDot     = "outbox.after_final_dot"     // the same; the dot is on the wire
        case beforeConclusion  = "outbox.before_conclusion"   // the same; the answer is known in memory
        case afterConclusion   = "outbox.after_conclusion"    // what became of it
        // fetching
        case bodyReceived      = "inbox.body_received"        // a blob that may not be durable
        case blobsSynced       = "inbox.blobs_synced"         // durable blobs without rows
        case arrivalsStored    = "inbox.arrivals_stored"      // rows and cursor
        case mailRead          = "inbox.mail_read"            // the same
        case insideFiling      = "inbox.inside_filing"        // the same; a transaction is open
        case filed             = "inbox.filed"                // messages and what they set off
        // paying out
        case insideDisbursement = "funding.inside_disbursement"  // nothing: the wallet is debited in an open transaction
        // another master key
        case insideRotation    = "keys.inside_rotation"        // a part of the fields, sealed anew
    }

    /// What the environment variable says.
    struct Armed: Equatable, Sendable {
        let name: Name
        /// The process ends at this pass, counted from 1.
        let pass: Int

        /// Reads `name` or `name:pass`; nil where no such point or pass exists.
        init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard let first = parts.first, let name = Name(rawValue: first) else { return nil }
            guard let pass = parts.count == 1 ? 1 : Int(parts[1]), pass > 0 else { return nil }
            self.name = name
            self.pass = pass
        }
    }

    private static let armed: Armed? = getenv("FUNDGATE_FAULT").map { text in
        guard let armed = Armed(String(cString: text)) else {
            preconditionFailure("FUNDGATE_FAULT names a fault point: \(Name.allCases.map(\.rawValue))")
        }
        return armed
    }

    private static let passes = Atomic<Int>(0)

    /// Whether this point is armed: for places that would have to look something up to know whether they are passed.
    package static func isArmed(_ name: Name) -> Bool { armed?.name == name }

    /// Ends the process where this pass of this point is armed.
    package static func reach(_ name: Name) {
        guard let armed, armed.name == name else { return }
        if passes.wrappingAdd(1, ordering: .relaxed).newValue == armed.pass { kill(getpid(), SIGKILL) }
    }
}
