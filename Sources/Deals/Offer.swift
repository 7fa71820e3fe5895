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

        /// Whether the merchant may still take it, or has.
        package var isStanding: Bool { self == .pending || self == .accepted }
    }

    package enum Event: String, Sendable, CaseIterable {
        case accept, expire
        /// The funder takes it back.
        case withdraw
        /// The funder declines the whole file after all.
        case decline
        /// The merchant does not take it.
        case reject
        /// A later offer of the same funder stands in its place.
        case supersede
        /// The reading that made it was wrong.
        case retract
        /// A person takes back what the machine, or the person, did.
        case restore
    }

    // An accepted offer is never superseded: a counter-offer after the acceptance is a person's matter.
    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on           to
        (.pending,     .accept,     .accepted),
        (.pending,     .expire,     .expired),
        (.pending,     .withdraw,   .withdrawn),
        (.pending,     .decline,    .withdrawn),
        (.pending,     .reject,     .withdrawn),
        (.pending,     .supersede,  .withdrawn),
        (.pending,     .retract,    .withdrawn),
        (.accepted,    .withdraw,   .withdrawn),
        (.accepted,    .reject,     .withdrawn),
        (.accepted,    .retract,    .withdrawn),
        (.accepted,    .restore,    .pending),
        (.expired,     .restore,    .pending),
        (.withdrawn,   .restore,    .pending),
    ])

    package let id: ID
    package let tenant: TenantID
    package let submission: Submission.ID
    package let application: Application.ID
    package let funder: Funder.ID
    /// Nil where a person entered it.
    package let message: Message.ID?
    package let state: State
    /// Who ended it; nil where it stands, expired, or was ended before this was kept.
    package let ending: Ending?
    package let supersededBy: ID?
    /// A later last day than the stated one, where the funder keeps it longer.
    package let extendedTo: Day?
    package let terms: Terms
    package let offeredAt: Moment
    package let receivedAt: Moment

    /// The last day on which it can be accepted, where its funder is.
    package var lastDay: Day? { extendedTo ?? terms.expiresOn }

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
    /// A number that nobody offers, by the name of its field.
    case outOfRange(String)
    case alreadyAccepted(Offer.ID)
    /// Its last day is over where the funder is.
    case over(Offer.ID, on: Day)
    /// A new last day that is over too.
    case pastDay(Day)
    /// No offer is named that a merchant is to be shown.
    case noneChosen
    /// It became a deal, which stands.
    case funded(Offer.ID, FundedDeal.ID)
    /// Its submission came to an end without the offer; nothing is entered there.
    case submissionOver(Submission.ID, Status)
    /// Its submission was taken back from the funder, and none of its offers comes back.
    case submissionWithdrawn(Offer.ID, Submission.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .unusableTerms, .outOfRange, .pastDay, .noneChosen: .invalid
        case .alreadyAccepted, .over, .funded, .submissionOver, .submissionWithdrawn: .conflict
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_offer"
        case .unusableTerms: "unusable_terms"
        case .outOfRange: "out_of_range"
        case .alreadyAccepted: "offer_already_accepted"
        case .over: "offer_over"
        case .pastDay: "past_day"
        case .noneChosen: "none_chosen"
        case .funded: "offer_funded"
        case .submissionOver: "submission_over"
        case .submissionWithdrawn: "submission_withdrawn"
        }
    }
    package var field: String? {
        switch self {
        case .outOfRange(let field): field
        case .pastDay: "expires_on"
        case .noneChosen: "offer"
        default: nil
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no offer \(id)"
        case .unusableTerms:
            "an offer needs an amount or a rate, each a number with at most two (money) or four (rates) places"
        case .outOfRange("payback_amount"):
            "what is paid back is no less than the amount, and at most 10,000,000,000"
        case .outOfRange("origination_fee_amount"): "a fee is no more than the amount, and at most 10,000,000,000"
        case .outOfRange("term_value"): "a term is 1 to 10,000 days, weeks or months"
        case .outOfRange(let field) where field.hasSuffix("amount"): "a sum is above 0 and at most 10,000,000,000"
        case .outOfRange(let field) where field.hasSuffix("rate"): "a factor is at least 1 and at most 10"
        case .outOfRange("interest_rate_percent"): "a rate of interest is at most 1,000 %"
        case .outOfRange: "a share is at most 100 %"
        case .alreadyAccepted(let id): "offer \(id) of this application is accepted already; take that back first"
        case .over(let id, let day):
            "the last day of offer \(id) was \(day): where the funder keeps it longer, restore it with its new last day"
        case .pastDay(let day): "\(day) is over where the funder is: name the last day until which the funder keeps it"
        case .noneChosen: "choose the offers that the merchant is to see"
        case .funded(let id, let deal): "offer \(id) is deal \(deal); cancel the deal first"
        case .submissionOver(let id, let status):
            "submission \(id) is over (\(status.label.lowercased())): take that answer back, or submit to the funder anew"
        case .submissionWithdrawn(let id, let submission):
            "offer \(id) cannot come back: submission \(submission) was withdrawn from the funder; submit to it anew"
        }
    }
}

extension OfferTerms.TermUnit: SQLBindable, SQLReadable {}
extension OfferTerms.Frequency: SQLBindable, SQLReadable {}
