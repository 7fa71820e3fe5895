/// Reads a reply: text in, reading out. Deterministic, no input or output, linear in the length of the text.
package enum ReplyReader {
    /// Raised whenever a rule changes what is read.
    package static let version = "1"

    /// The reading of one reply. What is not understood is left to a person.
    package static func read(_ input: ReplyInput) -> Reading {
        let newest = NewestText(of: input.body)
        var reading = Reading(outcome: .unrelated)
        if input.isDeliveryReport {
            reading = Reading(outcome: .bounced)
            reading.disposition = .apply
            reading.confidence = 990
        } else {
            reading.reviewCause = newest.isEmpty ? .empty : .noEvidence
        }
        return reading
    }
}
