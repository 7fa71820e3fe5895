import Applications
import Correspondence
import Funders
import Kernel
import People
import Storage
import Web

/// The routes of the main job: shortlist, rehearse, send, and follow what comes of it.
package struct SubmissionRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let desk: SendingDesk
    /// What the slices above add to a submission's page: its offers.
    let additions: @Sendable (Submission.ID, TenantID, Connection) throws -> [(name: String, value: Value)]

    package static func routes(
        database: Database, clock: any Clock, desk: SendingDesk,
        additions: @escaping @Sendable (Submission.ID, TenantID, Connection) throws -> [(name: String, value: Value)]
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, desk: desk, additions: additions)
        return (pages.sendingRoutes + pages.recordRoutes).exporting("/submissions", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "application", "reference", "merchant", "funder", "funder_name", "kind", "status", "is_open", "submitted_at",
        "decline_reason", "decline_text", "to", "cc", "override_reason", "created_at", "updated_at",
    ]

    /// Answers `/funders?for=APPLICATION`, whose route stands in the slice below.
    package static func shortlistHandler(database: Database, clock: any Clock, desk: SendingDesk) -> Route.Handler {
        Self(database: database, clock: clock, desk: desk, additions: { _, _, _ in [] }).shortlist
    }

    // swift-format-ignore
    private var sendingRoutes: [Route] {
        [
            .get ("/submit-to-funders",       for: .brokers, "Pick an application, see which funders fit, send", submitToFunders)
                .taking(.optional("application", .id), .optional("sort", .choice(ShortlistOrder.allCases.map(\.rawValue))), .optional("saved", .id, "a saved shortlist"), .optional("after", .text(max: 600))),
            .get ("/shortlist",               for: .readers, "Every funder with its verdict, score, reasons, missing documents and blocks", shortlist)
                .taking(.required("application", .id), .optional("sort", .choice(ShortlistOrder.allCases.map(\.rawValue))), .optional("saved", .id, "a saved shortlist")),
            .get ("/shortlist/export",        for: .readers, "The same as comma-separated text", exportShortlist)
                .taking(.required("application", .id), .optional("sort", .choice(ShortlistOrder.allCases.map(\.rawValue))), .optional("saved", .id, "a saved shortlist")),
            .post("/submissions/rehearsal",   for: .brokers, "The exact mail for each funder; nothing is sent", rehearse)
                .taking(.required("application", .id), .required("funders", .list), .optional("kind", .choice(Submission.Kind.allCases.map(\.rawValue))), .optional("override_reason", .text(max: 500)), .optional("account", .id)),
            .post("/submissions",             for: .brokers, "Send an application to funders", send).keyed()
                .taking(.required("application", .id), .required("funders", .list), .optional("kind", .choice(Submission.Kind.allCases.map(\.rawValue))), .optional("override_reason", .text(max: 500)), .optional("account", .id))
                .answering(AnswerShape(200, "a line per funder: queued, or blocked with the reason")),
        ]
    }

    // swift-format-ignore
    private var recordRoutes: [Route] {
        [
            .get ("/submissions",                              for: .readers, "Submissions, the newest first", list)
                .taking(.optional("status", .choice(Status.allCases.map(\.rawValue))), .optional("funder", .id), .optional("application", .id), .optional("broker", .text(max: 80)), .optional("open", .flag), .optional("overdue", .flag), .optional("silent", .flag), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/submissions/{id}",                         for: .readers, "A submission's timeline with every mail, offer and document", show),
            .post("/submissions/{id}/documents/{code}/waiver",   for: .brokers, "The document is not needed; says why", waive)
                .taking(.required("reason", .text(max: 500))),
            .post("/submissions/{id}/documents/{code}/dispatch", for: .brokers, "The document was sent", dispatch),
            .post("/submissions/{id}/documents/{code}/reopening", for: .brokers, "The document is wanted again", reopen),
            .get ("/submissions/{id}/follow-up",               for: .brokers, "What the funder wants and which files it has not got", followUpForm),
            .post("/submissions/{id}/follow-up",               for: .brokers, "Send files in the submission's thread", followUp).keyed()
                .taking(.required("files", .list), .optional("documents", .list), .optional("note", .text(max: 5000))),
            .get ("/submissions/{id}/nudge",                   for: .brokers, "The draft of the one mail that asks a silent funder", nudgeForm),
            .post("/submissions/{id}/nudge",                   for: .brokers, "Send it in the submission's thread, once", nudge).keyed()
                .taking(.required("text", .text(max: 5000))),
            .get ("/submissions/{id}/next-funders",            for: .brokers, "After a decline: funders whose rules the reason does not hit", nextFunders),
            .post("/submissions/{id}/withdrawal",              for: .brokers, "The merchant went elsewhere, or we take it back; with `notice` the funder is told", withdraw)
                .taking(.required("reason", .text(max: 500)), .optional("notice", .flag)),
            .post("/submissions/withdrawal",                   for: .brokers, "Withdraw an application from every funder that may still answer, and tell each", withdrawAll).keyed()
                .taking(.required("application", .id), .required("reason", .text(max: 500)))
                .answering(AnswerShape(200, "a line per submission: told, cancelled, withdrawn, or left")),
        ]
    }
}
