/// Why a funder refused a file: the project's closed list. A code is never given a second meaning.
package enum DeclineReason: String, CaseIterable, Hashable, Sendable {
    case timeInBusiness = "time_in_business"
    case lowRevenue = "low_revenue"
    case decliningRevenue = "declining_revenue"
    case insufficientDeposits = "insufficient_deposits"
    case lowBalances = "low_balances"
    case negativeDays = "negative_days"
    case existingPositions = "existing_positions"
    case priorDefault = "prior_default"
    case bankruptcy
    case lowCreditScore = "low_credit_score"
    case taxLienJudgment = "tax_lien_judgment"
    case restrictedIndustry = "restricted_industry"
    case restrictedState = "restricted_state"
    case businessType = "business_type"
    case ownership
    case amountOutOfRange = "amount_out_of_range"
    case duplicateSubmission = "duplicate_submission"
    case existingClient = "existing_client"
    case unableToVerify = "unable_to_verify"
    case incompleteFile = "incomplete_file"
    case suspectedFraud = "suspected_fraud"
    case background
    case merchantDeclined = "merchant_declined"
    case unspecified
    case other

    /// What kind of matter a reason is, for analysis.
    package enum Category: String, CaseIterable, Hashable, Sendable {
        case credit
        case cashFlow = "cash_flow"
        case business
        case compliance
        case process
    }

    package var label: String { row.label }
    package var category: Category { row.category }

    // swift-format-ignore
    private var row: (label: String, category: Category) {
        switch self {
        case .timeInBusiness:       ("Time in business too short",                  .business)
        case .lowRevenue:           ("Revenue too low",                             .cashFlow)
        case .decliningRevenue:     ("Revenue declining",                           .cashFlow)
        case .insufficientDeposits: ("Too few or irregular deposits",               .cashFlow)
        case .lowBalances:          ("Average balance too low",                     .cashFlow)
        case .negativeDays:         ("NSFs, overdrafts or negative days",           .cashFlow)
        case .existingPositions:    ("Too many positions, over-leveraged",          .credit)
        case .priorDefault:         ("Prior default",                               .credit)
        case .bankruptcy:           ("Bankruptcy",                                  .credit)
        case .lowCreditScore:       ("Credit score too low",                        .credit)
        case .taxLienJudgment:      ("Tax lien, judgment or tax debt",              .credit)
        case .restrictedIndustry:   ("Restricted industry",                         .business)
        case .restrictedState:      ("Restricted state or territory",               .compliance)
        case .businessType:         ("Business type not served",                    .business)
        case .ownership:            ("Ownership too small or owner missing",        .business)
        case .amountOutOfRange:     ("Amount outside the program",                  .process)
        case .duplicateSubmission:  ("Already submitted",                           .process)
        case .existingClient:       ("Already a client, or declined recently",      .process)
        case .unableToVerify:       ("Could not be verified",                       .compliance)
        case .incompleteFile:       ("File incomplete",                             .process)
        case .suspectedFraud:       ("Altered documents or suspected fraud",        .compliance)
        case .background:           ("Criminal record or litigation",               .compliance)
        case .merchantDeclined:     ("Merchant not interested or went elsewhere",   .process)
        case .unspecified:          ("No reason given",                             .process)
        case .other:                ("Another reason",                              .process)
        }
    }
}
