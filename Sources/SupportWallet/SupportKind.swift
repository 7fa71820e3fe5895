import Cohorts
import Kernel
import Storage

/// What can be asked for, in the order in which it is given: data is the default, cash the last resort (I08, I09).
package enum SupportKind: String, Sendable, CaseIterable, Comparable, SQLBindable, SQLReadable {
    case data, transport, tools, cash

    package static let standard = SupportKind.data

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    /// Those that come before it: whoever asks for it says why they do not do.
    package var earlier: [SupportKind] { Self.allCases.filter { $0 < self } }

    var category: SupportType {
        switch self {
        case .data: .data
        case .transport: .transport
        case .tools: .tools
        case .cash: .cash
        }
    }

    package var label: String { category.label }

    /// What the log calls it when it is given (I26–I29).
    var eventType: String {
        switch self {
        case .data: "DATA_DISBURSEMENT"
        case .transport: "VOUCHER_DISBURSEMENT"
        case .tools: "TOOL_ACCESS"
        case .cash: "CASH_DISBURSEMENT"
        }
    }
}

/// Why an earlier kind does not do: a closed list, without a person's circumstances in it.
package enum WhyNotEarlier: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case inPerson = "in_person"
    case notSoldAsSuch = "not_sold_as_such"
    case noReception = "no_reception"
    case triedBefore = "tried_before"
    case otherReason = "other_reason"

    package var label: String {
        switch self {
        case .inPerson: "I must be there in person"
        case .notSoldAsSuch: "What I need cannot be had that way"
        case .noReception: "It does not work where I am"
        case .triedBefore: "I had it, and it was not enough for the mission"
        case .otherReason: "Something else"
        }
    }
}
