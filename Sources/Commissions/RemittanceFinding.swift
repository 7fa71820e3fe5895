import Deals
import Kernel

/// What a line of a remittance is, held against what is booked, or what it leaves out.
package enum RemittanceVerdict: String, CaseIterable, Sendable {
    case matched
    case shortPaid = "short_paid"
    case overPaid = "over_paid"
    case paidTwice = "paid_twice"
    case missing
    case clawedBack = "clawed_back"
    case unknownDeal = "unknown_deal"
    case wrongCurrency = "wrong_currency"
    /// More than one answer is possible: a person says which.
    case unclear

    package var label: String {
        switch self {
        case .matched: "Matched"
        case .shortPaid: "Short-paid"
        case .overPaid: "Over-paid"
        case .paidTwice: "Paid twice"
        case .missing: "Missing"
        case .clawedBack: "Clawed back"
        case .unknownDeal: "Unknown deal"
        case .wrongCurrency: "Wrong currency"
        case .unclear: "For a person"
        }
    }

    package var isDifference: Bool { self != .matched }
}

/// One finding with both figures and the reason in words.
package struct RemittanceFinding: Hashable, Sendable {
    package var verdict: RemittanceVerdict
    /// The place of the line among the lines that were held against the records; nil where a deal is missing.
    package var place: Int?
    package var deal: FundedDeal.ID?
    /// The deals that it could be, where it is unclear.
    package var candidates: [FundedDeal.ID] = []
    /// What was expected of this line, in the deal's currency.
    package var expected: Cents?
    /// What the line says.
    package var received: Cents?
    package var reason: String
    /// The line is booked when the remittance is confirmed.
    package var isBookable = false
    /// The line is booked only where a person says so for this line, with a reason.
    package var isAcceptable = false
    /// The line names the deal by its number, pays what is open to the cent, and bears a trace.
    package var isExact = false
}
