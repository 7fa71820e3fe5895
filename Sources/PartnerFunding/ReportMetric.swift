import Cohorts
import Kernel

/// What a report may tell: a closed list (F54).
package enum ReportMetric: String, Sendable, CaseIterable {
    case participants, earners
    case costPerParticipant = "cost_per_participant"
    case costPerEarner = "cost_per_earner"
    case paidIn = "paid_in"
    case allocated
    case paidOut = "paid_out"
    case supportTypes = "support_types"
    case identity, skills
    case timeToFirstIncome = "time_to_first_income"
    case momentum
    case actionRate = "action_rate"
    case arenaExposure = "arena_exposure"
    case conversion

    /// What the ledger says alone.
    var isMoney: Bool { [.paidIn, .allocated, .paidOut].contains(self) }

    /// What it tells of measured people; nil of money, and of how many people there are, which the pages show as it is now.
    var measure: CohortFigures.Measure? {
        switch self {
        case .identity: .identity
        case .skills: .skills
        case .timeToFirstIncome: .income
        case .momentum: .momentum
        case .actionRate: .attempts
        case .arenaExposure: .arena
        case .participants, .earners, .costPerParticipant, .costPerEarner, .paidIn, .allocated, .paidOut, .supportTypes,
            .conversion:
            nil
        }
    }

    package enum Section: String, Sendable, CaseIterable {
        case funding, transformation, behaviour

        package var label: String {
            switch self {
            case .funding: "Use of the funding"
            case .transformation: "Transformation"
            case .behaviour: "Behaviour"
            }
        }
    }

    package var section: Section {
        switch self {
        case .participants, .earners, .costPerParticipant, .costPerEarner, .paidIn, .allocated, .paidOut, .supportTypes:
            .funding
        case .identity, .skills, .timeToFirstIncome: .transformation
        case .momentum, .actionRate, .arenaExposure, .conversion: .behaviour
        }
    }

    package var label: String {
        switch self {
        case .participants: "Participants supported"
        case .earners: "Earners"
        case .costPerParticipant: "Cost per participant"
        case .costPerEarner: "Cost per earner"
        case .paidIn: "Received"
        case .allocated: "Allocated to cohorts"
        case .paidOut: "Paid out for participants"
        case .supportTypes: "Support types used"
        case .identity: "Identity levels"
        case .skills: "Skill triad"
        case .timeToFirstIncome: "Days to the first income"
        case .momentum: "Momentum"
        case .actionRate: "Made an attempt"
        case .arenaExposure: "Went into the arena"
        case .conversion: "Came to a first income"
        }
    }
}
