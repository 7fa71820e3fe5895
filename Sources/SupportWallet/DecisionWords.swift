import Storage

/// Why a request was denied: for who decides. What a participant is told of it is another, shorter list.
package enum Denial: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case notForMission = "not_for_mission"
    case otherWay = "other_way"
    case evidenceMissing = "evidence_missing"
    case asAnother = "as_another"
    case budgetExhausted = "budget_exhausted"
    case risk
    case other

    package var label: String {
        switch self {
        case .notForMission: "Does not enable the mission"
        case .otherWay: "Can be done another way"
        case .evidenceMissing: "Evidence is missing"
        case .asAnother: "The same as another request"
        case .budgetExhausted: "Budget exhausted"
        case .risk: "Risk"
        case .other: "Other"
        }
    }

}

/// What an operator asks back: a closed list, so that no sentence can tell an amount.
package enum Question: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case whichDay = "which_day"
    case whichTool = "which_tool"
    case whereTo = "where_to"
    case howItHelps = "how_it_helps"
    case otherWay = "other_way"

    package var label: String {
        switch self {
        case .whichDay: "On which day do you need it?"
        case .whichTool: "Which tool do you need, by its name?"
        case .whereTo: "Where do you have to go for the mission?"
        case .howItHelps: "How does it help with this mission?"
        case .otherWay: "Is there another way to do the mission?"
        }
    }
}

/// Why an admin makes an exception.
package enum JustificationCategory: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case missionCritical = "mission_critical"
    case noOtherKind = "no_other_kind"
    case safety
    case accessibility
    case providerUnavailable = "provider_unavailable"

    package var label: String {
        switch self {
        case .missionCritical: "The mission fails without it"
        case .noOtherKind: "No other kind does"
        case .safety: "Safety"
        case .accessibility: "Accessibility"
        case .providerUnavailable: "Other kinds are not to be had now"
        }
    }
}

/// How a support reaches the participant.
package enum Channel: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case airtime, voucher, access
    case bankTransfer = "bank_transfer"

    package var label: String {
        switch self {
        case .airtime: "Airtime to the registered number"
        case .voucher: "Voucher"
        case .access: "Access to a tool"
        case .bankTransfer: "Bank transfer"
        }
    }
}

extension SupportKind {
    package var channel: Channel {
        switch self {
        case .data: .airtime
        case .transport: .voucher
        case .tools: .access
        case .cash: .bankTransfer
        }
    }
}
