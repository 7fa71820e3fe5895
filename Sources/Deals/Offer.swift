import Applications
import Classification
import Correspondence
import Funders
import Kernel
import Storage
import Submissions

/// What a funder offers for an application; every number as it was stated, nothing computed (E01–E10).
package struct Offer: Sendable {
    package typealias ID = Identifier<Offer>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pending, accepted, expired, withdrawn
    }

    package enum Event: String, Sendable, CaseIterable {
        case accept, expire, withdraw
        /// A person takes back what the machine, or the person, did.
        case restore
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on          to
        (.pending,     .accept,    .accepted),
        (.pending,     .expire,    .expired),
        (.pending,     .withdraw,  .withdrawn),
        (.accepted,    .withdraw,  .withdrawn),
        (.accepted,    .restore,   .pending),
        (.expired,     .restore,   .pending),
        (.withdrawn,   .restore,   .pending),
    ])

    package let id: ID
    package let tenant: TenantID
    package let submission: Submission.ID
    package let application: Application.ID
    package let funder: Funder.ID
    /// Nil where a person entered it.
    package let message: Message.ID?
    package let state: State
    package let supersededBy: ID?
    package let terms: Terms
    package let offeredAt: Moment
    package let receivedAt: Moment

    /// The stored form of `OfferTerms`: scaled integers.
    package struct Terms: Sendable, Hashable {
        package var amount: Cents?
        package var currency: Currency
        package var factorRate: FactorRate?
        package var buyRate: FactorRate?
        package var interestRate: Percent?
        package var payback: Cents?
        package var termValue: Int?
        package var termUnit: OfferTerms.TermUnit?
        package var frequency: OfferTerms.Frequency?
        package var payment: Cents?
        package var holdback: Percent?
        package var originationPercent: Percent?
        package var originationAmount: Cents?
        /// Thousandths of a point.
        package var commissionPoints: Percent?
        package var prepay: String?
        package var expiresOn: Day?
    }
}

package enum OfferRefusal: Refusal, Equatable {
    case unknown(Offer.ID)
    /// Neither an amount nor a rate, or a number that cannot be held exactly.
    case unusableTerms
    case alreadyAccepted(Offer.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .unusableTerms: .invalid
        case .alreadyAccepted: .conflict
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_offer"
        case .unusableTerms: "unusable_terms"
        case .alreadyAccepted: "offer_already_accepted"
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no offer \(id)"
        case .unusableTerms:
            "an offer needs an amount or a rate, each a number with at most two (money) or four (rates) places"
        case .alreadyAccepted(let id): "offer \(id) of this application is accepted already; take that back first"
        }
    }
}

extension OfferTerms.TermUnit: SQLBindable, SQLReadable {}
extension OfferTerms.Frequency: SQLBindable, SQLReadable {}
