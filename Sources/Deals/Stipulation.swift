import Applications
import Classification
import Correspondence
import Kernel
import Storage

/// What a funder wants to see before it funds an offer: a paper or a proof, with its last day (E27).
package struct Stipulation: Sendable {
    package typealias ID = Identifier<Stipulation>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, received, waived
        /// Its offer ended: nobody has to bring it.
        case expired

        package var label: String {
            switch self {
            case .open: "Open"
            case .received: "Received"
            case .waived: "Waived"
            case .expired: "No longer wanted"
            }
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        case receive, waive, expire, reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on         to
        (.open,        .receive,  .received),
        (.open,        .waive,    .waived),
        (.open,        .expire,   .expired),
        (.received,    .reopen,   .open),
        (.waived,      .reopen,   .open),
        (.expired,     .reopen,   .open),
    ])

    package let id: ID
    package let tenant: TenantID
    package let offer: Offer.ID
    package let code: DocumentCode
    package let label: String
    package let state: State
    package let dueOn: Day?
    /// The mail that asked for it; nil where a person entered it.
    package let message: Message.ID?
    /// The application's file that came for it.
    package let file: ApplicationFile.ID?
    /// Why it was waived.
    package let reason: String?
    package let createdAt: Moment
    package let updatedAt: Moment

    package func isOverdue(on today: Day) -> Bool { state == .open && (dueOn.map { $0 < today } ?? false) }
}

package enum StipulationRefusal: Refusal, Equatable {
    case unknown(Stipulation.ID)
    /// So many of the offer's stipulations are neither received nor waived.
    case stillOpen(Offer.ID, count: Int)
    /// The same is on the offer's list already.
    case listed(Stipulation.ID)
    /// The offer is over: nothing is wanted for it any more.
    case offerEnded(Offer.ID)
    case reasonMissing

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .stillOpen, .listed, .offerEnded: .conflict
        case .reasonMissing: .invalid
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_stipulation"
        case .stillOpen: "stipulations_open"
        case .listed: "stipulation_listed"
        case .offerEnded: "offer_ended"
        case .reasonMissing: "reason_missing"
        }
    }
    package var field: String? { self == .reasonMissing ? "reason" : nil }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no stipulation \(id)"
        case .stillOpen(let offer, let count):
            "\(count) of the stipulations of offer \(offer) \(count == 1 ? "is" : "are") open: receive or waive them first"
        case .listed(let id): "stipulation \(id) of this offer is the same: reopen it where it is wanted again"
        case .offerEnded(let offer): "offer \(offer) stands no longer: nothing is wanted for it"
        case .reasonMissing: "say why the stipulation is waived"
        }
    }
}
