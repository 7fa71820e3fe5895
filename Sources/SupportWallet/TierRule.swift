import Kernel

/// Who decides on a request: the program, an operator or an admin. A pure function of what is known and of the borders (I14, I16, I18).
package enum Tier: Int, Sendable, CaseIterable {
    case automatic = 1
    case programmeOperator = 2
    case admin = 3

    /// As the log says it.
    var word: String {
        switch self {
        case .automatic: "AUTO"
        case .programmeOperator: "OPERATOR"
        case .admin: "ADMIN"
        }
    }
}

/// Why a request needs a person.
package enum TierReason: String, Sendable, CaseIterable {
    case cash
    case nearExhaustion = "near_exhaustion"
    case risk
    case repeated
    case midValue = "mid_value"
    case unusualTime = "unusual_time"
    case notInStarterPack = "not_in_starter_pack"
    case missionNotMandatory = "mission_not_mandatory"
    case lowMomentum = "low_momentum"
    case balanceTooLow = "balance_too_low"
    case noCapital = "no_capital"
    case noWorth = "no_worth"
    case oneHand = "one_hand"
    /// It was not looked at when the backup was made that stands here now.
    case restored

    package var label: String {
        switch self {
        case .cash: "Cash"
        case .nearExhaustion: "Budget nearly used"
        case .risk: "Risk flag"
        case .repeated: "Repeated"
        case .midValue: "Mid-level value"
        case .unusualTime: "Unusual time"
        case .notInStarterPack: "Not in the starter pack"
        case .missionNotMandatory: "Mission not mandatory"
        case .lowMomentum: "Momentum not high"
        case .balanceTooLow: "Budget too low"
        case .noCapital: "Cohort's capital too low"
        case .noWorth: "No worth set in this currency"
        case .oneHand: "Made by one person of the office"
        case .restored: "From a restored backup"
        }
    }

    /// Whether an admin decides; else an operator.
    var isAdmins: Bool {
        switch self {
        case .cash, .nearExhaustion, .risk, .balanceTooLow, .noCapital, .noWorth: true
        default: false
        }
    }
}

/// What is known of a request when its tier is found.
package struct TierFacts: Sendable, Equatable {
    package var kind: SupportKind
    package var isMandatory: Bool
    /// Nil where it was not measured, which is not 50.
    package var momentum: Int?
    package var daysActive: Int
    /// 1 for the first request of its kind.
    package var ordinal: Int
    package var value: Cents
    /// Of the office's day.
    package var minute: Int
    package var allocated: Cents
    /// Given and on its way, without this request.
    package var committed: Cents
    package var hasRisk: Bool
    /// Whether who pays has as much free.
    package var isCovered: Bool
    /// Whether one person of the office could have made all of it.
    package var isInOneHand: Bool

    package init(
        _ kind: SupportKind, isMandatory: Bool = true, momentum: Int? = 50, daysActive: Int = 0, ordinal: Int = 1,
        value: Cents, minute: Int = 720, allocated: Cents = Cents(10_000), committed: Cents = .zero,
        hasRisk: Bool = false, isCovered: Bool = true, isInOneHand: Bool = false
    ) {
        self.kind = kind
        self.isMandatory = isMandatory
        self.momentum = momentum
        self.daysActive = daysActive
        self.ordinal = ordinal
        self.value = value
        self.minute = minute
        self.allocated = allocated
        self.committed = committed
        self.hasRisk = hasRisk
        self.isCovered = isCovered
        self.isInOneHand = isInOneHand
    }
}

extension SupportRules {
    /// The tier, and everything that speaks against a lower one.
    package func tier(_ facts: TierFacts) -> (tier: Tier, reasons: [TierReason]) {
        let after = facts.committed + facts.value
        let isUsual = facts.minute >= usualHours.lowerBound * 60 && facts.minute < usualHours.upperBound * 60
        // swift-format-ignore
        let table: [(TierReason, Bool)] = [
            (.cash,                facts.kind == .cash),
            (.nearExhaustion,      after.count * 10_000 > facts.allocated.count * Int64(nearExhaustion)),
            (.risk,                facts.hasRisk),
            (.balanceTooLow,       after > facts.allocated),
            (.noCapital,           !facts.isCovered),
            (.noWorth,             !hasValues),
            (.oneHand,             facts.isInOneHand),
            (.repeated,            facts.ordinal > mostRepeats),
            (.midValue,            facts.value > midValue),
            (.unusualTime,         !isUsual),
            (.notInStarterPack,    !starterKinds.contains(facts.kind) || facts.daysActive >= starterDays),
            (.missionNotMandatory, !facts.isMandatory),
            (.lowMomentum,         facts.momentum.map { $0 < leastMomentum } ?? true),
        ]
        let reasons = table.filter(\.1).map(\.0)
        if reasons.contains(where: \.isAdmins) { return (.admin, reasons) }
        return (reasons.isEmpty ? .automatic : .programmeOperator, reasons)
    }
}
