import Cohorts
import Kernel

/// What a participant is told of a request. It has identities, words of closed lists, the mission's title and a day: no member of it can
/// hold an amount, a tier or a threshold (I07, I13), and the second tier looks like the third.
package struct OwnRequest: Sendable {
    package let id: SupportRequest.ID
    package let kind: SupportKind
    package let mission: String
    package let word: Word
    package let question: Question?
    package let denial: Told?
    package let askedOn: Day
    package let hasVoucher: Bool

    /// Where it stands, in the words that a participant reads (I41).
    package enum Word: String, Sendable, CaseIterable {
        case inReview = "in_review"
        case question
        case onItsWay = "on_its_way"
        case accessed
        case notThisTime = "not_this_time"
        case ended

        package var label: String {
            switch self {
            case .inReview: "In review"
            case .question: "A question for you"
            case .onItsWay: "On its way"
            case .accessed: "Support accessed"
            case .notThisTime: "Not this time"
            case .ended: "Ended with the cohort"
            }
        }

        var tone: String {
            switch self {
            case .inReview, .onItsWay: "wait"
            case .question: "note"
            case .accessed: "good"
            case .notThisTime, .ended: "plain"
            }
        }

        init(_ state: SupportRequest.State) {
            switch state {
            case .submitted, .queued: self = .inReview
            case .asked: self = .question
            case .approved: self = .onItsWay
            case .completed: self = .accessed
            case .denied, .failed: self = .notThisTime
            case .lapsed: self = .ended
            }
        }
    }

    /// Why it is not this time: of the office's reasons what a participant may know.
    package enum Told: String, Sendable, CaseIterable {
        case notForMission = "not_for_mission"
        case otherWay = "other_way"
        case evidenceMissing = "evidence_missing"
        case asAnother = "as_another"
        case notPossible = "not_possible"

        init(_ denial: Denial) { self = Told(rawValue: denial.rawValue) ?? .notPossible }

        package var label: String {
            switch self {
            case .notForMission: "It does not belong to the mission that you chose."
            case .otherWay: "The mission can be done another way: ask your mentor."
            case .evidenceMissing: "What shows the need was missing: you may ask again with it."
            case .asAnother: "You asked for the same before."
            case .notPossible: "It is not possible this time. Your place in the programme is not touched."
            }
        }
    }

    init(_ request: SupportRequest, mission: String, hasVoucher: Bool = false) {
        self.hasVoucher = hasVoucher
        id = request.id
        kind = request.kind
        self.mission = mission
        word = Word(request.state)
        question = request.state == .asked ? request.question : nil
        denial = request.state == .failed ? .notPossible : request.denial.map(Told.init)
        askedOn = request.createdAt.day
    }

    var value: Value {
        [
            "id": Value(id), "type": .string(kind.rawValue), "type_label": .string(kind.label),
            "mission": .string(mission), "status": .string(word.rawValue), "status_label": .string(word.label),
            "status_tone": .string(word.tone), "question": Value(question?.rawValue),
            "question_label": Value(question?.label), "reason": Value(denial?.rawValue),
            "reason_label": Value(denial?.label), "asked_on": Value(askedOn),
            "wants_answer": .bool(word == .question),
            "has_voucher": .bool(hasVoucher),
        ]
    }
}
