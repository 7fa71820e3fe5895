/// What a reply says about the submission. Declared in the order of strength: of two that stand in one message the
/// earlier one is the outcome and the later one stands in `also`; the last three never combine.
package enum Outcome: String, CaseIterable, Hashable, Sendable {
    case funded
    case commissionNotice = "commission_notice"
    case contractSent = "contract_sent"
    case withdrawn
    case offered
    case declined
    case requestedDocuments = "requested_docs"
    case question
    case acknowledged
    case bounced
    case autoReply = "auto_reply"
    case unrelated

    /// Delivery reports, automatic replies and other matters stand alone.
    package var combines: Bool {
        switch self {
        case .bounced, .autoReply, .unrelated: false
        default: true
        }
    }

    package var label: String {
        switch self {
        case .funded: "Funded"
        case .commissionNotice: "Commission notice"
        case .contractSent: "Contract sent"
        case .withdrawn: "Offer withdrawn"
        case .offered: "Offered"
        case .declined: "Declined"
        case .requestedDocuments: "Documents requested"
        case .question: "Question"
        case .acknowledged: "Acknowledged"
        case .bounced: "Undeliverable"
        case .autoReply: "Automatic reply"
        case .unrelated: "Unrelated"
        }
    }

    /// Its number among all: quicker to hash than its name.
    private var place: UInt8 {
        switch self {
        case .funded: 0
        case .commissionNotice: 1
        case .contractSent: 2
        case .withdrawn: 3
        case .offered: 4
        case .declined: 5
        case .requestedDocuments: 6
        case .question: 7
        case .acknowledged: 8
        case .bounced: 9
        case .autoReply: 10
        case .unrelated: 11
        }
    }

    /// Without the letters of the name.
    package func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
