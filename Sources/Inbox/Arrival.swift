import Correspondence
import Crypto
import Kernel
import Storage

/// One mail as it was found in a folder: the raw bytes are stored before the folder's cursor moves past it; what it
/// says is worked out afterwards and can be worked out again.
package struct Arrival: Sendable {
    package typealias ID = Identifier<Arrival>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// Waits to be filed.
        case stored
        case filed
        /// Could not be read or filed: kept, shown, and not in the way of the others.
        case quarantined
        /// A person put it away.
        case dismissed
        /// Its bytes never came: to be fetched again.
        case wanted
    }

    package enum Event: String, Sendable, CaseIterable {
        case file, quarantine, retry, fetchAgain, arrive, dismiss, restore
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from          on             to
        (.stored,        .file,         .filed),
        (.stored,        .quarantine,   .quarantined),
        (.quarantined,   .retry,        .stored),
        (.quarantined,   .fetchAgain,   .wanted),
        (.quarantined,   .dismiss,      .dismissed),
        (.wanted,        .arrive,       .stored),
        (.wanted,        .quarantine,   .quarantined),
        (.wanted,        .dismiss,      .dismissed),
        (.dismissed,     .restore,      .quarantined),
    ])

    /// The order of arrival in this store.
    package let sequence: Int64
    package let id: ID
    package let tenant: TenantID
    package let folder: MailFolder.ID
    package let uidValidity: Int64
    package let uid: Int64
    package let sourceName: String?
    package let arrivedAt: Moment
    package let storedAt: Moment
    package let rawHash: Digest
    package let rawSize: Int64
    package let state: State
    package let attempts: Int
    package let why: String?
    package let message: Message.ID?
    package let isQuiet: Bool
}

/// A mail whose bytes are in the blob store and whose row is still to be written.
package struct NewArrival: Sendable {
    package var uid: Int64
    package var sourceName: String?
    package var arrivedAt: Moment
    package var rawHash: Digest
    package var rawSize: Int64
    /// Why it goes to quarantine at once: too large, or the server would not give it.
    package var problem: String?
    /// Its bytes are to be fetched after all others.
    package var isWanted = false

    package init(
        uid: Int64, sourceName: String? = nil, arrivedAt: Moment, rawHash: Digest, rawSize: Int64,
        problem: String? = nil
    ) {
        self.uid = uid
        self.sourceName = sourceName
        self.arrivedAt = arrivedAt
        self.rawHash = rawHash
        self.rawSize = rawSize
        self.problem = problem
    }
}

package enum ArrivalRefusal: Refusal, Equatable {
    case unknown(Arrival.ID)

    package var kind: RefusalKind { .missing }
    package var code: String { "unknown_arrival" }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no received mail \(id)"
        }
    }
}
