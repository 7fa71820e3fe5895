import Applications
import Crypto
import Kernel
import People
import Storage
import Web

/// The queue of requests, for operators and admins.
package struct RequestRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake
    let funding: any SupportFunding
    let hash: @Sendable (String) async -> PasswordHash

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake, funding: any SupportFunding,
        passwords: Passwords
    ) -> [Route] {
        Self(
            database: database, clock: clock, keys: keys, intake: intake, funding: funding,
            hash: { await passwords.hash($0) }
        ).table.keyed()
    }

    // swift-format-ignore
    private var table: [Route] {
        let reason: FieldShape = .required("reason", .text(max: 500))
        return [
            .get ("/admin/support/queue",            for: .operators, "Requests that wait for a decision, the oldest first; those of admins for admins", queue)
                .taking(.optional("tier", .integer, "2 or 3"), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/admin/support/{id}",             for: .budgets,   "A request with its amount, its tier and why, and its history", show),
            .get ("/admin/support/{id}/evidence",    for: .operators, "The picture that came with a request", evidence),
            .post("/admin/support/{id}/approve",     for: .operators, "Approve a request; an admin's tier with its three fields", approve)
                .taking(SupportRequest.Approval.shapes).answering(AnswerShape(200, "approved"), AnswerShape(403, "an admin's to decide"), AnswerShape(409, "the budget or the cohort's capital does not allow it")),
            .post("/admin/support/{id}/deny",        for: .operators, "Deny a request, with why", deny)
                .taking(.required("reason", .choice(Denial.allCases.map(\.rawValue)))),
            .post("/admin/support/{id}/clarify",     for: .operators, "Ask the participant something; the request keeps its place", clarify)
                .taking(.required("question", .choice(Question.allCases.map(\.rawValue)))),
            .post("/admin/support/{id}/cancellation", for: .admins,   "What was approved and did not leave is not given: its amount is free again", cancel).taking(reason),
            .post("/participants/{id}/support-login", for: .operators, "Make a participant's sign-in, or its password anew; shown once", login)
                .answering(AnswerShape(201, "name and password, shown once")),
            .post("/participants/{id}/support-flags", for: .operators, "Raise a risk: from now on an admin decides", raise).taking(reason),
            .post("/admin/support-flags/{id}/clearing", for: .admins, "Somebody else looked at the risk, and it is none", clear).taking(reason),
            .get ("/admin/support/rules",            for: .admins,    "Where the borders of the tiers lie", rules)
                .taking(.optional("currency", .choice(Currency.allCases.map(\.rawValue)), "of the amounts")),
            .post("/admin/support/rules",            for: .admins,    "Set the borders; wider ones hold a day later, or once another admin sets the same; requests keep the version by which they were looked at", changeRules)
                .taking(SupportRules.shapes),
        ]
    }
}
