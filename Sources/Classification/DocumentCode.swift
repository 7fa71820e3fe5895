/// A paper or proof that a funder may ask for: the project's closed list.
package enum DocumentCode: String, CaseIterable, Hashable, Sendable {
    case bankStatements = "bank_statements"
    case monthToDateTransactions = "mtd_transactions"
    case creditCardStatements = "credit_card_statements"
    case voidCheck = "void_check"
    case driversLicense = "drivers_license"
    case signedApplication = "signed_application"
    case taxReturns = "tax_returns"
    case profitAndLoss = "profit_loss"
    case balanceSheet = "balance_sheet"
    case receivablesAging = "ar_aging"
    case debtSchedule = "debt_schedule"
    case payoffLetter = "payoff_letter"
    case zeroBalanceLetter = "zero_balance_letter"
    case proofOfOwnership = "proof_of_ownership"
    case businessLicense = "business_license"
    case leaseAgreement = "lease_agreement"
    case landlordContact = "landlord_contact"
    case bankLogin = "bank_login"
    case invoices
    case taxNumbers = "ssn_ein"
    case tradeReferences = "trade_references"
    case voiceRecording = "voice_recording"
    case other

    // swift-format-ignore
    package var label: String {
        switch self {
        case .bankStatements:          "Bank statements"
        case .monthToDateTransactions: "Month-to-date transactions"
        case .creditCardStatements:    "Card processing statements"
        case .voidCheck:               "Voided check"
        case .driversLicense:          "Driver's license"
        case .signedApplication:       "Signed application"
        case .taxReturns:              "Tax returns"
        case .profitAndLoss:           "Profit and loss statement"
        case .balanceSheet:            "Balance sheet"
        case .receivablesAging:        "Receivables aging"
        case .debtSchedule:            "Debt schedule"
        case .payoffLetter:            "Payoff letter"
        case .zeroBalanceLetter:       "Zero balance letter"
        case .proofOfOwnership:        "Proof of ownership"
        case .businessLicense:         "Business license"
        case .leaseAgreement:          "Lease agreement"
        case .landlordContact:         "Landlord's contact"
        case .bankLogin:               "Bank login"
        case .invoices:                "Invoices"
        case .taxNumbers:              "SSN or EIN"
        case .tradeReferences:         "Trade references"
        case .voiceRecording:          "Merchant interview"
        case .other:                   "Another document"
        }
    }
}
