import Kernel
import Web

/// What a request or a row of a file says of a participant.
package struct ParticipantEntry: Sendable, Equatable {
    package let person: ParticipantPerson
    /// Another system's id, by which a file that comes again knows its rows.
    package let externalID: String?

    package init(_ person: ParticipantPerson, externalID: String? = nil) {
        self.person = person
        self.externalID = externalID
    }

    static func read(_ reader: inout FieldReader) -> ParticipantEntry {
        ParticipantEntry(.read(&reader), externalID: reader.optionalText("external_id", max: 100))
    }

    static let fields: [FieldShape] =
        ParticipantPerson.fields + [.optional("external_id", .text(max: 100), "another system's; a cohort has it once")]
}
