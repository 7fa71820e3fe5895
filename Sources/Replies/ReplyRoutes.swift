import Correspondence
import Inbox
import Kernel
import People
import Storage
import Web

/// The routes of received mail: the inbox, one mail beside its reading, and the review queue.
package struct ReplyRoutes: Sendable {
    let database: Database
    let blobs: BlobStore
    let clock: any Clock
    let desk: ReviewDesk

    package static func routes(
        database: Database, blobs: BlobStore, clock: any Clock, desk: ReviewDesk
    ) -> [Route] {
        let pages = Self(database: database, blobs: blobs, clock: clock, desk: desk)
        return (pages.mailRoutes + pages.reviewRoutes).exporting(
            "/inbox",
            [
                "id", "recorded_at", "from", "from_address", "subject", "automatic", "is_report", "outcome", "review",
                "submission", "merchant", "funder_name",
            ])
    }

    // swift-format-ignore
    private var mailRoutes: [Route] {
        [
            .get ("/inbox",                              for: .readers, "Received mails, the newest first", inbox)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/messages/{id}",                      for: .readers, "A mail as text beside what was read in it", message),
            .get ("/messages/{id}/source",               for: .readers, "The mail's exact bytes, for saving", source),
            .get ("/messages/{id}/attachments/{ordinal}", for: .readers, "A file that came with the mail, for saving", attachment),
            .post("/messages/{id}/correction",           for: .reviewers, "Say what the mail says, or which submission it answers", correct)
                .taking(.required("submission", .id), .optional("reading", .object), .optional("outcome", .text(max: 40))),
            .post("/messages/{id}/sender",               for: .reviewers, "The sender belongs to the submission's funder: the address, or its whole domain", learnSender)
                .taking(.required("submission", .id), .optional("whole_domain", .flag)),
            .post("/messages/{id}/removal",              for: .reviewers, "Take the mail, and what it set off, from a submission", remove)
                .taking(.required("submission", .id)),
        ]
    }

    // swift-format-ignore
    private var reviewRoutes: [Route] {
        [
            .get ("/review",                   for: .readers,   "Mails that wait for a person, the oldest first", queue)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/review/{id}",              for: .readers,   "One such mail with its candidates and evidence", item),
            .post("/review/{id}/settlement",   for: .reviewers, "Confirm or correct: whose mail it is and what it says", settle)
                .taking(.required("submission", .id), .optional("reading", .object), .optional("outcome", .text(max: 40))),
            .post("/review/{id}/retention",    for: .reviewers, "What took effect stays: the later reading is wrong", keep),
            .post("/review/{id}/dismissal",    for: .reviewers, "The mail concerns no submission", dismiss),
            .post("/review/{id}/reopening",    for: .reviewers, "Undo: what was set off is taken back", reopen),
        ]
    }
}
