import Applications
import Deals
import Kernel

/// What is wrong with a request about leads.
package enum LeadRefusal: Refusal, Equatable {
    case unknown(ReferredLead.ID)
    case overQuota(Int, until: Day)
    case externalIDTaken(ReferredLead.ID)
    case held(ReferredLead.ID)
    case notHeld(ReferredLead.ID)
    case needsMerchant
    case needsDeal
    case unknownMerchant(String)
    case dealOfOther(FundedDeal.ID)
    case dealCancelled(FundedDeal.ID)
    case fundedBefore(FundedDeal.ID, Day, Day)
    case merchantTaken(ReferredLead.ID)
    case dealTaken(ReferredLead.ID)
    case tooManyRows(Int)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):              (.missing, "unknown_lead", nil, "there is no lead \(id)")
        case .overQuota(let quota, let day): (.tooMany, "over_quota", nil, "\(quota) leads came this month already, as many as were agreed; send more from \(day) on")
        case .externalIDTaken(let id):      (.conflict, "external_id_taken", "external_id", "lead \(id) has that external id already")
        case .held(let id):                 (.conflict, "lead_held", nil, "lead \(id) is held; release it with a reason, or reject it")
        case .notHeld(let id):              (.conflict, "lead_not_held", nil, "lead \(id) is not held")
        case .needsMerchant:                (.invalid, "needs_merchant", "actual_lead_id", "say which application or funded deal the lead became")
        case .needsDeal:                    (.invalid, "needs_deal", "deal", "say which funded deal the lead became")
        case .unknownMerchant(let id):      (.missing, "unknown_merchant", "actual_lead_id", "there is no application or deal \(id)")
        case .dealOfOther(let id):          (.conflict, "deal_of_other", "deal", "deal \(id) is of another application than the lead's")
        case .dealCancelled(let id):        (.conflict, "deal_cancelled", "deal", "deal \(id) was taken back")
        case .fundedBefore(let id, let day, let first): (.conflict, "funded_before", "notes", "deal \(id) was funded on \(day), and what the lead brought cannot be older than \(first); say in a note why it earns all the same")
        case .merchantTaken(let id):        (.conflict, "merchant_taken", "actual_lead_id", "lead \(id) became that application already")
        case .dealTaken(let id):            (.conflict, "deal_taken", "deal", "lead \(id) became that deal already")
        case .tooManyRows(let limit):       (.tooLarge, "too_many_rows", "file", "a file has at most \(limit) leads")
        }
    }
}
