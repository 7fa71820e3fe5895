import Kernel
import People
import Storage
import Web

/// The routes of funders and what they want.
package struct FunderRoutes: Sendable {
    let database: Database
    let clock: any Clock
    /// What answers `/funders?for=APPLICATION`: the shortlist, which stands in a slice above this one.
    let shortlist: Route.Handler?
    /// What the slices above add to a funder's page: what its past says of it.
    let additions: Additions

    package typealias Additions =
        @Sendable (Funder.ID, TenantID, Moment, Connection) throws -> [(
            name: String, value: Value
        )]

    package static func routes(
        database: Database, clock: any Clock, shortlist: Route.Handler? = nil,
        additions: @escaping Additions = { _, _, _, _ in [] }
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, shortlist: shortlist, additions: additions)
        return (pages.recordRoutes + pages.ruleRoutes).exporting("/funders", columns, without: ["for"])
    }

    // swift-format-ignore
    private static let columns = [
        "id", "name", "status", "status_reason", "status_updated_at", "weekly_cap", "channel", "first_response_hours",
        "offer_hours", "funding_hours", "time_zone", "typical_terms", "is_archived", "created_at", "updated_at",
    ]

    // swift-format-ignore
    private var recordRoutes: [Route] {
        let fields: [FieldShape] = [
            .required("name", .text(max: 200)), .optional("channel", .choice(Channel.allCases.map(\.rawValue))),
            .optional("first_response_hours", .integer, "promised"), .optional("offer_hours", .integer, "promised"), .optional("funding_hours", .integer, "promised"),
            .optional("time_zone", .text(max: 60)), .optional("typical_terms", .text(max: 2000), "shown only"), .optional("domains", .list, "domains and whole addresses from where the funder writes"),
        ]
        let version = FieldShape.required("version", .integer)
        return [
            .get  ("/funders",                  for: .readers, "Funders, the newest first; for=APPLICATION gives the shortlist", list)
                .taking(.optional("q", .text(max: 200)), .optional("archived", .flag), .optional("for", .id), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get  ("/funders/new",              for: .brokers, "The form for a new funder", new),
            .post ("/funders",                  for: .brokers, "Add a funder", create).taking(fields)
                .answering(AnswerShape(201, "the funder"), AnswerShape(409, "another funder has the name or a domain")),
            .get  ("/funders/{id}",             for: .readers, "A funder with contact, rules, guidelines, notes, calls and history", show),
            .get  ("/funders/{id}/edit",        for: .brokers, "The form to change a funder", edit),
            .post ("/funders/{id}",             for: .brokers, "Change the fields that are given", change).taking(fields + [version]),
            .patch("/funders/{id}",             for: .brokers, "Change the fields that are given", change).taking(fields + [version]),
            .post ("/funders/{id}/archiving",   for: .brokers, "Take the funder from the lists", archive).taking(version),
            .post ("/funders/{id}/restoration", for: .brokers, "Bring the funder back", restore).taking(version),
            .post ("/funders/{id}/status",      for: .brokers, "Change the relationship status; a reason is needed for all but active", setStatus)
                .taking(.required("status", .choice(FunderStatus.allCases.map(\.rawValue))), .optional("reason", .text(max: 500)), .optional("weekly_cap", .integer, "for limited"), version),
        ]
    }

    // swift-format-ignore
    private var ruleRoutes: [Route] {
        let version = FieldShape.optional("version", .integer, "absent for the first")
        return [
            .post("/funders/{id}/contact",              for: .brokers, "Add the funder's one contact, or change it with its version", saveContact)
                .taking(.optional("name", .text(max: 200)), .required("email", .text(max: 254)), .optional("phone", .text(max: 40)), version),
            .post("/funders/{id}/rules",                for: .brokers, "Save to whom and how applications are sent", saveRules)
                .taking(.optional("to_emails", .list), .optional("cc_emails", .list), .optional("excludes_contact", .flag), .optional("subject_template", .text(max: 300)),
                        .optional("body_template", .text(max: 20_000)), .optional("file_name_template", .text(max: 200)), .optional("max_mail_bytes", .integer),
                        .optional("account_name", .text(max: 60), "the mail account that the funder is written from"), .optional("asks_receipt", .flag, "mails ask for a read receipt"), version),
            .get ("/funders/{id}/guidelines",           for: .readers, "The guidelines and their versions", showGuidelines),
            .post("/funders/{id}/guidelines",           for: .brokers, "Save the guidelines as a new version", saveGuidelines)
                .taking(CriteriaShape.fields + [version]),
            .get ("/funders/{id}/guidelines/{version}", for: .readers, "The guidelines as they were in a version", showVersion),
            .post("/funders/{id}/notes",                for: .brokers, "Add a note; notes are never changed", addNote).taking(.required("text", .text(max: 4000))),
            .post("/funders/{id}/calls",                for: .brokers, "Note a call", addCall)
                .taking(.required("note", .text(max: 4000)), .optional("called_at", .moment, "now, if absent")),
            .post("/funders/{id}/handling",             for: .brokers, "Settle how far the desk goes by itself, and how long an application is not sent again", saveHandling)
                .taking(.required("mode", .choice(SubmissionMode.allCases.map(\.rawValue))), .required("exclusive_hours", .integer, "0 to 2000"), .required("version", .integer, "0 for the first")),
            .post("/funders/{id}/rating",               for: .brokers, "Rate the funder by hand, or take the rating back; needs a reason", rate)
                .taking(.optional("points", .integer, "0 to 100; absent: the figures count again"), .required("reason", .text(max: 500))),
            .get ("/decline-reasons",                   for: .readers, "The reasons why funders decline", declineReasons),
        ]
    }
}

extension Route {
    /// The same route with fields of a list.
    fileprivate func taking(_ fields: [FieldShape]) -> Self { fields.reduce(self) { $0.taking($1) } }
}

/// The fields of guidelines as requests bring them.
enum CriteriaShape {
    // swift-format-ignore
    static let fields: [FieldShape] = [
        .optional("currency",                .choice(Currency.allCases.map(\.rawValue))),
        .optional("states_allowed",          .list, "two letters; empty: all"),
        .optional("states_excluded",         .list),
        .optional("industries_allowed",      .list, "names, or the first digits of NAICS or SIC codes"),
        .optional("industries_restricted",   .list),
        .optional("min_months_in_business",  .integer),
        .optional("min_monthly_revenue",     .money),
        .optional("max_monthly_revenue",     .money),
        .optional("min_annual_revenue",      .money),
        .optional("max_annual_revenue",      .money),
        .optional("takes_first_position",    .flag, "absent: not known"),
        .optional("max_position",            .integer),
        .optional("max_advances",            .integer),
        .optional("max_daily_debit",         .money),
        .optional("default_rule",            .choice(DefaultRule.allCases.map(\.rawValue))),
        .optional("default_lookback_months", .integer),
        .optional("bankruptcy_rule",         .choice(BankruptcyRule.allCases.map(\.rawValue))),
        .optional("bankruptcy_months",       .integer, "since the discharge"),
        .optional("min_fico",                .integer),
        .optional("min_term_months",         .integer),
        .optional("max_term_months",         .integer),
        .optional("min_funding",             .money),
        .optional("max_funding",             .money),
        .optional("turnaround_hours",        .integer),
        .optional("commission_points",       .text(max: 10), "up to three decimal places"),
        .optional("commission_plan",         .choice(CommissionPlan.allCases.map(\.rawValue))),
        .optional("bonus",                   .money),
        .optional("incentives",              .list, "count of deals funded in a month, bonus"),
        .optional("required_docs",           .list, "code, label, min_months, required_if"),
        .optional("rules",                   .list, "field, operator, value"),
    ]
}
