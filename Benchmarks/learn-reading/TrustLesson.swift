import Classification
import TestReadings

/// A reading by tables that its mail did not teach, and whether it is right.
struct TrustLesson: Sendable {
    let row: Learner.Row

    static func all(_ mails: [LabelledMail], by learned: Learned) -> [TrustLesson] {
        mails.compactMap { mail in
            guard let (reading, signs) = ReplyReader.trust(in: mail.input, by: learned) else { return nil }
            return TrustLesson(
                row: Learner.Row(words: signs, findings: [], truths: isRight(reading, mail.label) ? [0] : []))
        }
    }

    /// Outcome, offers and first reason, as `score` counts; where papers are asked for, exactly these.
    private static func isRight(_ reading: Reading, _ label: Reading) -> Bool {
        var (score, applied) = (Score(), reading)
        applied.disposition = .apply
        score.add("", applied, label)
        return score.wronglyApplied.isEmpty
            && (label.outcome != .requestedDocuments
                || Set(reading.requestedDocuments) == Set(label.requestedDocuments))
    }
}
