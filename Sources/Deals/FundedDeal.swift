import Applications
import Funders
import Kernel
import Storage
import Submissions

/// A closed deal: what a funder paid out to a merchant on an accepted offer (E11).
package struct FundedDeal: Sendable, Equatable {
    package typealias ID = Identifier<FundedDeal>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case funded
        /// Written down by mistake: it never came to be.
        case cancelled
    }

    package enum Event: String, Sendable, CaseIterable {
        case cancel
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on        to
        (.funded,   .cancel,  .cancelled),
    ])

    package let id: ID
    package let tenant: TenantID
    package let offer: Offer.ID
    package let application: Application.ID
    package let funder: Funder.ID
    package let submission: Submission.ID
    package let kind: Submission.Kind
    /// The earlier deal of a renewal.
    package let renews: ID?
    /// What the funder paid out.
    package let amount: Cents
    /// What the merchant pays back, where the offer says it.
    package let payback: Cents?
    package let currency: Currency
    package let fundedOn: Day
    /// When so much is paid down that a renewal is asked for; nil where it is not known.
    package let renewalDueOn: Day?
    package let state: State
    package let createdBy: Who
    package let createdAt: Moment

    /// What is told of a new deal. What is nil is the offer's, or the submission's.
    package struct New: Sendable {
        package var offer: Offer.ID
        package var application: Application.ID?
        package var funder: Funder.ID?
        package var kind: Submission.Kind?
        package var renews: ID?
        package var amount: Cents?
        package var payback: Cents?
        package var currency: Currency?
        package var fundedOn: Day
        /// The share of the payback after which a renewal is asked for.
        package var renewalShare = FundedDeal.usualRenewalShare

        package init(offer: Offer.ID, fundedOn: Day) {
            self.offer = offer
            self.fundedOn = fundedOn
        }
    }

    /// Half of the payback (E24).
    package static let usualRenewalShare = Percent(thousandths: 50_000)
}
