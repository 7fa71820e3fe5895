import Classification
import TestReadings

/// A labelled mail that may teach.
struct LabelledMail: Sendable {
    let file: String
    let input: ReplyInput
    let label: Reading
    /// A note of a sentence is no whole mail: it teaches neither what numbers are nor which readings are right.
    var isWhole = true

    /// All but those held back and those for the next tables.
    static func all() -> [LabelledMail] {
        let replies = Fixtures.replies.map { LabelledMail(file: "replies", input: $0.input, label: $0.label) }
        let files = OwnCase.files.filter { !OwnCase.heldBack.union(OwnCase.later).contains($0) }
        return replies
            + files.flatMap { file in
                OwnCase.all(file).map { LabelledMail(file: file, input: $0.input, label: $0.label) }
            }
            + ShortNote.files.flatMap { file in
                ShortNote.all(file).map {
                    LabelledMail(file: file, input: $0.input, label: $0.label, isWhole: false)
                }
            }
    }
}
