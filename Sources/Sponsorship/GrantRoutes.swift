import Kernel
import People
import Storage
import Web

/// Applications for grants, what was decided about them, and how they were spent (F08.05.04, 05, 07).
package struct GrantRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return (pages.readRoutes + pages.applyRoutes + pages.decideRoutes + pages.accountRoutes).keyed()
            .exporting(
                "/grants",
                [
                    "id", "course", "title", "body", "body_kind", "node", "requested", "granted", "currency", "state",
                    "closes_on", "decided_on", "created_at",
                ])
    }

    private static let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]
    private static let reason: FieldShape = .required("reason", .text(max: 500))

    // swift-format-ignore
    private var readRoutes: [Route] {
        [
            .get ("/grants",              for: .sponsorships, "Applications for grants of the nodes that the asker sees, the newest first", index)
                .taking([.optional("state", .choice(Grant.State.allCases.map(\.rawValue))), .optional("course", .choice(GrantCourse.allCases.map(\.rawValue))), .optional("under", .id, "a node and all beneath it"), .optional("mine", .flag, "where the asker is the reviewer")] + Self.paging),
            .get ("/grants/{id}",         for: .sponsorships, "An application with its decisions, questions, reports, money and trail", show),
            .get ("/grants/{id}/reports", for: .sponsorships, "How a grant was spent", reports),
            .get ("/grant-rules",         for: .sponsorships, "How many people approve a grant", rules),
            .post("/grant-rules",         for: .admins,       "So many people approve a grant above an amount", setRules)
                .taking(.required("above", .money), .required("approvals", .integer)),
        ]
    }

    // swift-format-ignore
    private var applyRoutes: [Route] {
        let change: [FieldShape] = GrantFields.shapes.map { .optional($0.name, $0.kind) } + [.required("version", .integer)]
        return [
            .post ("/grants",                 for: .sponsorships, "Draft an application of a node", add)
                .taking([.required("node", .id, "who asks"), .optional("course", .choice(GrantCourse.allCases.map(\.rawValue)), "else plain")] + GrantFields.shapes).answering(AnswerShape(201, "the draft")),
            .patch("/grants/{id}",            for: .sponsorships, "Change a draft", change(_:)).taking(change).answering(AnswerShape(409, "submitted already")),
            .post ("/grants/{id}",            for: .sponsorships, "The same from a form", change(_:)).taking(change),
            .post ("/grants/{id}/submission", for: .sponsorships, "Submit the application; it stays as it is", submit).answering(AnswerShape(409, "submitted already, or its day is over")),
            .post ("/grants/{id}/answer",     for: .sponsorships, "Answer what the reviewer asked; it goes back to the same reviewer", answer).taking(.required("words", .text(max: 20_000))),
        ]
    }

    // swift-format-ignore
    private var decideRoutes: [Route] {
        [
            .post("/grants/{id}/review",    for: .sponsorships, "Take a ministry application on; never by who entered it", beginReview),
            .post("/grants/{id}/questions", for: .sponsorships, "Ask for more before anything is decided", ask).taking(.required("question", .text(max: 20_000))),
            .post("/grants/{id}/approval",  for: .sponsorships, "Approve an amount and set the report's last day; above the office's limit several people do", approve)
                .taking(.required("amount", .money, "at most what was asked for"), .required("closes_on", .day, "by when the report is due"), .optional("note", .text(max: 500)))
                .answering(AnswerShape(409, "entered by whoever asks, decided by them already, or not submitted")),
            .post("/grants/{id}/rejection", for: .sponsorships, "Reject the application", reject).taking(Self.reason),
            .post("/grants/{id}/work",      for: .sponsorships, "The work that was awarded begins", beginWork),
            .post("/grants/{id}/reporting", for: .sponsorships, "The work is over: its report is due", promote),
            .post("/grants/{id}/closing",   for: .sponsorships, "The reports are taken; never by who wrote them", close).answering(AnswerShape(409, "no report, or written by whoever asks")),
        ]
    }

    // swift-format-ignore
    private var accountRoutes: [Route] {
        [
            .post("/grants/{id}/reports",          for: .sponsorships, "Report how a grant was spent: no more than was granted", report).taking(GrantReport.Draft.shapes)
                .answering(AnswerShape(201, "the report"), AnswerShape(409, "more than was granted, or nothing was")),
            .post("/grant-reports/{id}/reversal",  for: .sponsorships, "A report was wrong", reverseReport).taking(Self.reason),
            .post("/grants/{id}/receipts",         for: .sponsorships, "Money of a grant came: no more than was granted, each reference of the bank once", receive)
                .taking(.required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))), .required("received_on", .day), .required("reference", .text(max: 100)), .optional("further", .flag, "it is further money, though a line of the bank brought as much"))
                .answering(AnswerShape(201, "booked"), AnswerShape(409, "the reference is booked already, a line of the bank brought as much, or more than was granted")),
            .post("/grant-receipts/{id}/reversal", for: .sponsorships, "Money of a grant was booked by mistake", reverseReceipt).taking(Self.reason),
            .post("/grants/{id}/write-offs",       for: .sponsorships, "Money of a grant never comes, all of it or a part: no more than is due, never by whose work the application is", writeOff)
                .taking(.required("amount", .money, "at most what is still to come"), Self.reason)
                .answering(AnswerShape(201, "written off"), AnswerShape(409, "more than is due, or written by whoever asks")),
            .post("/grant-write-offs/{id}/reversal", for: .sponsorships, "It comes after all; never by who wrote it off", reverseWriteOff).taking(Self.reason),
        ]
    }
}
