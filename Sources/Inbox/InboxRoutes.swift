import Kernel
import People
import Storage
import Web

/// The routes of the quarantine: mails that could not be read or filed, kept and out of the others' way.
package struct InboxRoutes: Sendable {
    let database: Database
    let blobs: BlobStore
    let clock: any Clock

    package static func routes(database: Database, blobs: BlobStore, clock: any Clock) -> [Route] {
        Self(database: database, blobs: blobs, clock: clock).table
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/quarantine",                 for: .readers,   "Received mails that could not be read, the newest first", list)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/quarantine/{id}/source",     for: .readers,   "The mail's exact bytes, for saving", source),
            .post("/quarantine/{id}/attempt",    for: .reviewers, "Read it again, or fetch again what never came", retry),
            .post("/quarantine/{id}/dismissal",  for: .reviewers, "Put it away; the bytes stay", dismiss),
        ]
    }
}
