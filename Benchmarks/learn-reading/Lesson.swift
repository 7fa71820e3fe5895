import Classification
import Kernel
import TestReadings

/// A labelled mail as features of its words.
struct Lesson {
    let features: [String]
    let outcome: Outcome
    let reason: DeclineReason?

    /// All labelled mails and sentences but those held back.
    static func all() -> [Lesson] {
        var lessons = Fixtures.replies.map { Lesson($0.input, $0.label) }
        for file in OwnCase.files where !OwnCase.heldBack.contains(file) {
            lessons += OwnCase.all(file).map { Lesson($0.input, $0.label) }
        }
        for row in rows("reasons") {
            guard row.count == 2, let reason = DeclineReason(rawValue: row[0]) else { continue }
            lessons.append(Lesson(ReplyInput(subject: "", body: row[1]), .declined, reason))
        }
        for row in rows("outcomes") {
            guard row.count == 3, let outcome = Outcome(rawValue: row[0]) else { continue }
            lessons.append(Lesson(ReplyInput(subject: "", body: row[2]), outcome, nil))
        }
        return lessons
    }

    private static func rows(_ name: String) -> [[String]] {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/\(name).tsv"), as: UTF8.self)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private init(_ input: ReplyInput, _ label: Reading) {
        self.init(input, label.outcome, label.declineReasons.first)
    }

    private init(_ input: ReplyInput, _ outcome: Outcome, _ reason: DeclineReason?) {
        features = ReplyReader.features(of: input)
        (self.outcome, self.reason) = (outcome, reason)
    }

    static func place(_ outcome: Outcome) -> Int { Outcome.allCases.firstIndex(of: outcome) ?? 0 }
    static func place(_ reason: DeclineReason) -> Int { DeclineReason.allCases.firstIndex(of: reason) ?? 0 }
}
