import Cohorts
import Kernel

/// What a participant is told is wrong with a request. No case holds an amount, and none follows from a budget (I07, I13).
package enum SupportRefusal: Refusal, Equatable {
    case noParticipant
    case notEligible(Eligibility)
    case unknownMission
    case missionRetired
    case missionNotRequired
    case whyNeeded(SupportKind)
    case whyNotAsked
    case alreadyAsked
    case unknown(SupportRequest.ID)
    case notAsked(SupportRequest.ID)
    case notAPicture
    case pictureTooLarge
    case evidenceKindNeeded

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .noParticipant:              (.missing, "no_participant", nil, "you take part in no cohort")
        case .notEligible(let why):       (.conflict, why.rawValue, nil, why.words)
        case .unknownMission:             (.invalid, "unknown_mission", "mission", "choose a mission of your cohort")
        case .missionRetired:             (.invalid, "mission_retired", "mission", "this mission is over; choose one that is open")
        case .missionNotRequired:         (.invalid, "mission_not_required", "mission", "support is for missions that everybody of the cohort is to do")
        case .whyNeeded(let kind):        (.invalid, "why_needed", "why_not_earlier", "say why \(kind.earlier.map { $0.label.lowercased() }.joined(separator: " or ")) does not do")
        case .whyNotAsked:                (.invalid, "why_not_asked", "why_not_earlier", "nothing comes before data and airtime; leave this empty")
        case .alreadyAsked:               (.conflict, "already_asked", nil, "you asked for this already, and it is in review")
        case .unknown(let id):            (.missing, "unknown_request", nil, "there is no request \(id)")
        case .notAsked(let id):           (.conflict, "no_question", nil, "nothing is asked about request \(id)")
        case .notAPicture:                (.mediaType, "not_a_picture", "evidence", "send a picture: JPEG or PNG")
        case .pictureTooLarge:            (.tooLarge, "picture_too_large", "evidence", "a picture has at most 10 MB")
        case .evidenceKindNeeded:         (.invalid, "required", "evidence_kind", "say what the picture shows")
        }
    }
}
