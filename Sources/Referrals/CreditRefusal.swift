import Deals
import Kernel

/// What is wrong with a request about credits.
package enum CreditRefusal: Refusal, Equatable {
    case unknown(ReferralCredit.ID)
    case leadNotApproved(ReferredLead.ID)
    case leadNotConverted(ReferredLead.ID)
    case noTerms
    case notOfTerms(ReferralTerms.Model)
    case asked(ReferralCredit.ID)
    case nothingLeft(ReferredLead.ID)
    case otherAmount(Cents, Currency)
    case noAmount
    case dealCancelled(FundedDeal.ID)
    case commissionTakenBack(FundedDeal.ID)
    case nothingLost(ReferralCredit.ID)
    case notApproved(ReferralCredit.ID)
    case clawedBack(ReferralCredit.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):          (.missing, "unknown_credit", nil, "there is no credit \(id)")
        case .leadNotApproved(let id):  (.conflict, "lead_not_approved", "lead", "lead \(id) is not approved yet")
        case .leadNotConverted(let id): (.conflict, "lead_not_converted", "lead", "lead \(id) became no funded deal yet")
        case .noTerms:                  (.conflict, "no_terms", nil, "no terms were agreed when the lead was sent; ask the office")
        case .notOfTerms(let model):    (.conflict, "not_of_terms", "kind", "the terms of the lead are \(model.rawValue) and give no such credit")
        case .asked(let id):            (.conflict, "credit_asked", nil, "credit \(id) was asked for already")
        case .nothingLeft(let id):      (.conflict, "nothing_left", "lead", "every credit of lead \(id) was asked for already")
        case .otherAmount(let amount, let currency): (.invalid, "other_amount", "amount", "the terms give \(currency.shown(amount))")
        case .noAmount:                 (.conflict, "no_amount", nil, "the terms give less than a cent")
        case .dealCancelled(let id):    (.conflict, "deal_cancelled", nil, "deal \(id) was taken back")
        case .commissionTakenBack(let id): (.conflict, "commission_taken_back", nil, "the funder took the commission of deal \(id) back; it earns nothing")
        case .nothingLost(let id):      (.conflict, "nothing_lost", nil, "nothing of the commission under credit \(id) was taken back that is not decided")
        case .notApproved(let id):      (.conflict, "credit_not_approved", nil, "credit \(id) is not approved; there is nothing to take back")
        case .clawedBack(let id):       (.conflict, "credit_clawed_back", nil, "credit \(id) was taken back already")
        }
    }
}
