import Funders
import Kernel

/// In which order the shortlist stands; what can be sent comes first in each (A26).
package enum ShortlistOrder: String, CaseIterable, Sendable {
    /// By verdict, then by the score of the office's history.
    case fit
    case score
    /// By the hours in which the funder says that it decides; who does not say comes last.
    case turnaround
    /// By the hours in which it lately answered.
    case answers
    case name

    package var label: String {
        switch self {
        case .fit: "Best fit"
        case .score: "Score"
        case .turnaround: "Turnaround"
        case .answers: "Answers lately"
        case .name: "Name"
        }
    }

    /// What a page offers to choose from.
    static let choices: Value = .list(
        allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })

    func isBefore(_ left: Shortlist.Line, _ right: Shortlist.Line) -> Bool {
        if left.isSelectable != right.isSelectable { return left.isSelectable }
        for (a, b) in zip(key(left), key(right)) where a != b { return a < b }
        return left.dossier.funder.name < right.dossier.funder.name
    }

    /// What decides, the first that differs; small comes first.
    private func key(_ line: Shortlist.Line) -> [Int] {
        switch self {
        case .fit: [line.rank, -line.points, -(line.assessment?.score ?? 0)]
        case .score: [-line.points]
        case .turnaround: [line.dossier.guideline?.criteria.turnaroundHours ?? .max]
        case .answers: [line.answerTime?.answerHours ?? .max]
        case .name: []
        }
    }
}

extension Shortlist.Line {
    /// Green, then what is not known, then red.
    var rank: Int {
        switch assessment?.verdict {
        case .green: 0
        case .grey, nil: 1
        case .red: 2
        }
    }
}
