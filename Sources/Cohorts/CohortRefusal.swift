import Kernel

/// What is wrong with a request about a cohort or a participant.
package enum CohortRefusal: Refusal, Equatable {
    case unknown(Cohort.ID)
    case unknownParticipant(Participant.ID)
    case nameTaken
    /// It is closed or cancelled: nothing comes into it any more.
    case notOpen(Cohort.ID, Cohort.State)
    /// The field may not change any more.
    case fixed(String)
    case tooEarly(Cohort.ID, Day)
    case reasonNeeded
    case stillFunded(Cohort.ID)
    case seatsTaken(Cohort.ID, free: Int)
    case belowNothing(Cohort.ID)
    case tooMany(Cohort.ID)
    /// What is assigned to it would not pay for its seats any more.
    case costAboveFunds(Cohort.ID, most: Cents, Currency)
    /// Somebody with the address takes part or waits already.
    case alreadyIn(Cohort.ID)
    case externalIDTaken
    case notByHand(Participant.Event)
    /// Only who holds a funded seat is measured.
    case noSeat(Participant.ID)
    case notActive(Participant.ID)
    case noIncome(Participant.ID)
    case titleTaken
    case unknownMission(Mission.ID)
    case missionRetired(Mission.ID)
    case noFile
    case tooManyRows(limit: Int)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):            (.missing, "unknown_cohort", nil, "there is no cohort \(id)")
        case .unknownParticipant(let id): (.missing, "unknown_participant", nil, "there is no participant \(id)")
        case .nameTaken:                  (.conflict, "name_taken", "name", "another cohort has this name")
        case .notOpen(let id, let state): (.conflict, "not_open", nil, "cohort \(id) is \(state.rawValue); only a planned or running one takes anything new")
        case .fixed(let name):            (.conflict, "fixed", name, "\(name) cannot change any more: the cohort runs, or capital is allocated to it")
        case .tooEarly(let id, let day):  (.conflict, "too_early", nil, "cohort \(id) starts on \(day); change its first day if it begins sooner")
        case .reasonNeeded:               (.invalid, "reason_needed", "reason", "say why")
        case .stillFunded(let id):        (.conflict, "still_funded", nil, "capital is allocated to cohort \(id); take it elsewhere first")
        case .seatsTaken(let id, let free):
            (.conflict, "seats_taken", "seats", "participants hold the other seats of cohort \(id); at most \(free) can be taken away")
        case .belowNothing(let id):       (.conflict, "below_nothing", nil, "cohort \(id) has fewer seats or less money than that")
        case .tooMany(let id):            (.invalid, "too_many_seats", "seats", "cohort \(id) would have more than \(CohortFunding.mostSeats) seats, or more money than can be booked")
        case .costAboveFunds(let id, let most, let currency):
            (.conflict, "cost_above_funds", "cost_per_participant", "what is assigned to cohort \(id) pays for its seats at \(currency.shown(most)) each at most; take seats back or assign more first")
        case .alreadyIn(let id):          (.conflict, "already_in", "email", "somebody with this address is in cohort \(id) already")
        case .externalIDTaken:            (.conflict, "external_id_taken", "external_id", "another participant of the cohort has this external_id")
        case .notByHand(let event):       (.conflict, "not_by_hand", nil, "\(event.rawValue) follows from the cohort's seats and days, never by hand")
        case .noSeat(let id):             (.conflict, "no_seat", nil, "participant \(id) holds no seat of a cohort; only who does is measured")
        case .notActive(let id):          (.conflict, "not_active", nil, "participant \(id) is not active; only who is makes attempts")
        case .noIncome(let id):           (.conflict, "no_income", nil, "participant \(id) has no first income that could be cleared")
        case .titleTaken:                 (.conflict, "title_taken", "title", "another mission of the cohort has this title")
        case .unknownMission(let id):     (.missing, "unknown_mission", "mission", "there is no mission \(id) in the participant's cohort")
        case .missionRetired(let id):     (.conflict, "mission_retired", "mission", "mission \(id) is retired; nobody attempts it any more")
        case .noFile:                     (.invalid, "no_file", "file", "a file of JSON or CSV must be sent")
        case .tooManyRows(let limit):     (.tooLarge, "too_many_rows", "file", "one import takes at most \(limit) rows: divide the file")
        }
    }
}
