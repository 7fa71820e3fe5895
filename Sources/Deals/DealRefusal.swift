import Kernel

/// Why a deal is not written down, or not taken back. Nothing has changed.
package enum DealRefusal: Refusal, Equatable {
    case unknown(FundedDeal.ID)
    case notAccepted(Offer.ID, Offer.State)
    case otherApplication(Offer.ID)
    case otherFunder(Offer.ID)
    case alreadyFunded(Offer.ID, FundedDeal.ID)
    case amountMissing
    case paybackBelowAmount(Cents)
    case otherCurrency(Currency)
    case beforeOffer(Day)
    case inTheFuture(Day)
    case earlierDealMissing
    case noRenewal
    case earlierDealOfOther(FundedDeal.ID)
    case beforeEarlierDeal(FundedDeal.ID, Day)
    case renewalBeforeFunding(Day)
    case cancelled(FundedDeal.ID)
    case renewed(FundedDeal.ID, by: FundedDeal.ID)
    /// The earlier deal of a renewal has one.
    case renewedAlready(FundedDeal.ID, by: FundedDeal.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .alreadyFunded, .cancelled, .renewed, .renewedAlready: .conflict
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "unknown_deal"
        case .notAccepted: "offer_not_accepted"
        case .otherApplication: "offer_of_other_application"
        case .otherFunder: "offer_of_other_funder"
        case .alreadyFunded: "already_funded"
        case .amountMissing: "amount_missing"
        case .paybackBelowAmount: "payback_below_amount"
        case .otherCurrency: "other_currency"
        case .beforeOffer: "before_offer"
        case .inTheFuture: "in_the_future"
        case .earlierDealMissing: "earlier_deal_missing"
        case .noRenewal: "no_renewal"
        case .earlierDealOfOther: "earlier_deal_of_other"
        case .beforeEarlierDeal: "before_earlier_deal"
        case .renewalBeforeFunding: "before_funding"
        case .cancelled: "deal_cancelled"
        case .renewed: "deal_renewed"
        case .renewedAlready: "renewed_already"
        }
    }

    package var field: String? {
        switch self {
        case .notAccepted, .alreadyFunded: "offer"
        case .otherApplication: "application"
        case .otherFunder: "funder"
        case .amountMissing: "amount"
        case .paybackBelowAmount: "payback"
        case .otherCurrency: "currency"
        case .beforeOffer, .inTheFuture, .beforeEarlierDeal: "funded_on"
        case .earlierDealMissing, .noRenewal, .earlierDealOfOther, .renewedAlready: "renews"
        case .renewalBeforeFunding: "renewal_due_on"
        case .unknown, .cancelled, .renewed: nil
        }
    }

    package var reason: String {
        switch self {
        case .unknown(let id): "there is no deal \(id)"
        case .notAccepted(let id, let state):
            "offer \(id) is \(state.rawValue); only an accepted offer becomes a deal: accept it first"
        case .otherApplication(let id): "offer \(id) was made for another application"
        case .otherFunder(let id): "offer \(id) was made by another funder"
        case .alreadyFunded(let id, let deal): "offer \(id) is deal \(deal) already"
        case .amountMissing: "the offer names no amount; say what the funder paid out"
        case .paybackBelowAmount(let amount): "a merchant pays back at least what was funded: \(amount.grouped)"
        case .otherCurrency(let currency): "the offer is in \(currency.rawValue), and so is its deal"
        case .beforeOffer(let day): "a deal cannot be funded before its offer was made, on \(day)"
        case .inTheFuture(let day): "\(day) is still to come; write the deal down when it is funded"
        case .earlierDealMissing: "a renewal names the earlier deal"
        case .noRenewal: "only a renewal names an earlier deal"
        case .earlierDealOfOther(let id): "deal \(id) is of another merchant or funder, or was cancelled"
        case .beforeEarlierDeal(let id, let day): "deal \(id), which is renewed, was funded later, on \(day)"
        case .renewalBeforeFunding(let day): "no renewal is due before the deal was funded, on \(day)"
        case .cancelled(let id): "deal \(id) was cancelled"
        case .renewed(let id, let by): "deal \(id) was renewed by deal \(by); cancel that first"
        case .renewedAlready(let id, let by): "deal \(id) was renewed by deal \(by) already; renew that one"
        }
    }
}
