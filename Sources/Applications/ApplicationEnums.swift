import Kernel
import Storage

package enum EntityType: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case corporation
    case llc
    case soleProprietorship = "sole_proprietorship"
    case partnership
    case nonprofit
    case other

    package var label: String {
        switch self {
        case .corporation: "Corporation"
        case .llc: "LLC"
        case .soleProprietorship: "Sole proprietorship"
        case .partnership: "Partnership"
        case .nonprofit: "Nonprofit"
        case .other: "Other"
        }
    }
}

/// Whose list an industry's code is from.
package enum IndustryCodeKind: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case naics
    case sic

    package var label: String { rawValue.uppercased() }
}

/// Whether the merchant ever defaulted on an advance.
package enum DefaultStatus: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case none
    case satisfied
    case open

    package var label: String {
        switch self {
        case .none: "No defaults"
        case .satisfied: "Default, satisfied"
        case .open: "Default, open"
        }
    }
}

package enum BankruptcyStatus: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case none
    case discharged
    case open

    package var label: String {
        switch self {
        case .none: "No bankruptcy"
        case .discharged: "Bankruptcy, discharged"
        case .open: "Bankruptcy, open"
        }
    }
}

package enum PaymentFrequency: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case daily
    case weekly
    case biweekly
    case monthly

    package var label: String {
        switch self {
        case .daily: "Daily"
        case .weekly: "Weekly"
        case .biweekly: "Every two weeks"
        case .monthly: "Monthly"
        }
    }

    /// Business days from payment to payment.
    var businessDays: Int64 {
        switch self {
        case .daily: 1
        case .weekly: 5
        case .biweekly: 10
        case .monthly: 21
        }
    }
}
