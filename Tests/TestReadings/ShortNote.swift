import Classification
import Kernel

/// The heart of a reply in a sentence or three with its label: lines `outcome+also codes | text` of one text file, the codes being decline
/// reasons or papers. No sums are labelled.
package enum ShortNote {
    /// Files of notes in `Fixtures/readings`, by their names without `.txt`; all of them teach.
    package static let files = [
        "notes-anvil", "notes-cobalt", "notes-dapple", "notes-ember", "notes-garnet",
    ]

    /// The notes of one file as cases.
    package static func all(_ file: String) -> [OwnCase] {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/\(file).txt"), as: UTF8.self)
        return text.split(separator: "\n").enumerated().compactMap { place, line in
            note(line, named: "\(file)-\(place + 1)")
        }
    }

    private static func note(_ line: Substring, named name: String) -> OwnCase? {
        let parts = line.split(separator: " | ", maxSplits: 1).map(String.init)
        let words = parts.first.map { $0.split(separator: " ").map(String.init) } ?? []
        guard parts.count == 2, let first = words.first else { return nil }
        let outcomes = first.split(separator: "+").compactMap { Outcome(rawValue: String($0)) }
        guard let outcome = outcomes.first else { return nil }
        var label = Reading(outcome: outcome)
        label.also = Array(outcomes.dropFirst())
        // `other` is a reason of a refusal and a paper of a request
        if label.states(.declined) { label.declineReasons = words.dropFirst().compactMap(DeclineReason.init) }
        if label.states(.requestedDocuments) {
            label.requestedDocuments = words.dropFirst().compactMap(DocumentCode.init)
            if label.states(.declined), label.declineReasons.count > 1 {
                label.declineReasons.removeAll { $0 == .other }
            }
        }
        return OwnCase(
            name: name, input: ReplyInput(subject: "", body: parts[1], date: Day("2026-02-10")), label: label)
    }
}
