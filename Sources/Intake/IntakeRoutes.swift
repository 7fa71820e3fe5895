import Applications
import Inbox
import Kernel
import People
import Storage
import Web

/// The routes of mails that bring applications.
package struct IntakeRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let files: FileIntake
    let reader: AttachmentReader

    package static func routes(database: Database, blobs: BlobStore, clock: any Clock, keys: PersonalKeys) -> [Route] {
        Self(
            database: database, clock: clock, keys: keys, files: FileIntake(blobs: blobs),
            reader: AttachmentReader(blobs: blobs)
        ).table
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/intake",                   for: .readers, "Mails that bring applications, the newest first; state: open, made or dismissed", list)
                .taking(.optional("state", .choice(IntakeItem.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/intake/{id}",              for: .readers, "The mail with its files and the form that makes an application of it", show),
            .post("/intake/{id}/application",  for: .brokers, "Make an application of it, with its files", make)
                .takingAll(ApplicationShape.fields).answering(AnswerShape(201, "the application")),
            .post("/intake/{id}/import",       for: .brokers, "Import the rows of its JSON or CSV file; an answer for each row", importRows),
            .post("/intake/{id}/dismissal",    for: .brokers, "Put it away; the mail stays", dismiss),
            .post("/intake/{id}/reopening",    for: .brokers, "Take it out again", reopen),
        ]
    }
}

extension Route {
    /// The same route with fields of a list.
    fileprivate func takingAll(_ shape: [FieldShape]) -> Self { shape.reduce(self) { $0.taking($1) } }
}
