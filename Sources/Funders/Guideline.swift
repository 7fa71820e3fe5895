import Applications
import Kernel
import Storage

/// What a funder takes: the credit box, the documents, the commission. Nil: the funder does not say.
package struct Criteria: Hashable, Sendable {
    package var currency = Currency.usd
    /// Two letters each; empty: all.
    package var statesAllowed: [String] = []
    package var statesExcluded: [String] = []
    /// Names, or the first digits of codes.
    package var industriesAllowed: [String] = []
    package var industriesRestricted: [String] = []
    package var minMonthsInBusiness: Int?
    package var minMonthlyRevenue: Cents?
    package var maxMonthlyRevenue: Cents?
    package var minAnnualRevenue: Cents?
    package var maxAnnualRevenue: Cents?
    package var takesFirstPosition: Bool?
    /// The last position that the funder takes: with two advances open, a third.
    package var maxPosition: Int?
    package var maxAdvances: Int?
    package var maxDailyDebit: Cents?
    package var defaultRule: DefaultRule?
    /// Satisfied defaults that long ago or longer do not count.
    package var defaultLookbackMonths: Int?
    package var bankruptcyRule: BankruptcyRule?
    /// Since the discharge.
    package var bankruptcyMonths: Int?
    package var minFico: Int?
    package var minTermMonths: Int?
    package var maxTermMonths: Int?
    package var minFunding: Cents?
    package var maxFunding: Cents?
    package var turnaroundHours: Int?
    /// In thousandths of a point.
    package var commissionPoints: Int64?
    package var commissionPlan: CommissionPlan?
    package var bonus: Cents?
    package var incentives: [Incentive] = []
    package var requiredDocuments: [RequiredDocument] = []
    package var rules: [CustomRule] = []

    package init() {}
}

/// Which defaults a funder takes.
package enum DefaultRule: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case none
    case satisfied
    case allowed

    var label: String {
        switch self {
        case .none: "no defaults"
        case .satisfied: "satisfied defaults only"
        case .allowed: "defaults allowed"
        }
    }
}

package enum BankruptcyRule: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case none
    case discharged
    case allowed

    var label: String {
        switch self {
        case .none: "no bankruptcy"
        case .discharged: "discharged bankruptcy"
        case .allowed: "bankruptcy allowed"
        }
    }
}

/// A bonus for so many deals funded in a month.
package struct Incentive: Hashable, Sendable {
    package let count: Int
    package let bonus: Cents

    package init(count: Int, bonus: Cents) {
        self.count = count
        self.bonus = bonus
    }

    /// The highest bonus that `funded` deals in a month earn.
    package static func earned(_ tiers: [Incentive], funded: Int) -> Cents {
        tiers.filter { $0.count <= funded }.map(\.bonus).max() ?? .zero
    }
}

/// A funder's guidelines as they stand; earlier versions are kept.
package struct Guideline: Sendable {
    package typealias ID = Identifier<Guideline>
    /// One saved version: what a submission names, so that its shortlist can be explained later.
    package enum VersionTag {}
    package typealias VersionID = Identifier<VersionTag>

    package let id: ID
    package let funder: Funder.ID
    package let version: Int
    package let versionID: VersionID
    package let criteria: Criteria
    package let updatedAt: Moment
}
