import Applications
import Kernel
import People
import Storage
import Web

/// Leads: partners send them, management decides of them.
package struct LeadRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake
    /// Leads by the partner that they are sent for, whoever of it or whichever of its keys sends them: 120 at once, one more each second.
    let senders = RateLimiter(burst: 120, refill: .seconds(1))

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, intake: intake)
        return (pages.sendingRoutes + pages.decidingRoutes.keyed() + pages.scoreRoutes)
            .exporting("/referral/leads", columns).exporting("/referral/leads/pending", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "partner", "partner_name", "submission_type", "state", "score", "business_name", "external_id", "is_held", "submitted_at",
        "reviewed_at", "rejection_reason", "application", "deal", "converted_at",
    ]

    private static let imports = UploadLimits(count: 1, fileBytes: 8 << 20, totalBytes: 8 << 20)
    private static let states = FieldShape.Kind.choice(ReferredLead.State.allCases.map(\.rawValue))

    // swift-format-ignore
    private var sendingRoutes: [Route] {
        let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]
        return [
            .get ("/referral/leads",        for: .referralReaders, "Leads, the newest first; a partner's people see their own", index)
                .taking([.optional("state", Self.states), .optional("partner", .id), .optional("batch", .id)] + paging),
            .get ("/referral/leads/new",    for: .referralSenders, "The form to send a lead", new),
            .post("/referral/leads",        for: .referralSenders, "Send a lead of an active partner: it has its score at once, and waits for review; a strange one is held", submit)
                .taking(LeadContent.shapes + [.optional("submission_type", .choice(["new_lead", "referral"])), .optional("external_id", .text(max: 100), "the partner's own name for it, once")])
                .answering(AnswerShape(201, "the lead with its score"), AnswerShape(403, "the partner is not active"), AnswerShape(409, "the external id came before"), AnswerShape(429, "the month's quota is used up")),
            .post("/referral/leads/score",  for: .anyOf([.admin, .referralAdmin, .referralLeadManager]), "The score that a lead would have, with what each part gives; nothing is written", score)
                .taking(LeadContent.shapes),
            .get ("/referral/leads/import", for: .referralSenders, "The form to send a file of leads", newImport),
            .post("/referral/leads/import", for: .referralSenders, "Send leads as CSV or JSON: an answer for each row, and a row that came before is not sent twice", importFile)
                .taking(.optional("all_or_nothing", .flag), .required("file", .file, "or JSON as the body")).accepting(Self.imports).limited(toBody: 8 << 20),
            .get ("/referral/leads/{id}",   for: .referralReaders, "A lead with its score's parts and what was told; a partner's people see their own", show),
        ]
    }

    // swift-format-ignore
    private var decidingRoutes: [Route] {
        let merchant: [FieldShape] = [.optional("actual_lead_id", .id, "an application or a funded deal"), .optional("application", .id, "the same, said exactly"), .optional("deal", .id)]
        return [
            .get ("/referral/leads/pending",      for: .admins, "What waits for review, the best score first, of equal ones the oldest; or what is held", pending)
                .taking(.optional("queue", .choice(["review", "held"])), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/referral/leads/{id}/status",  for: .admins, "Move a lead: under review, approved, rejected, or converted by a funded deal", setStatus)
                .taking([.required("status", Self.states), .optional("notes", .text(max: 500), "for rejected: why")] + merchant),
            .post("/referral/leads/{id}/approve", for: .admins, "It is that merchant: an application or a deal, which no other lead became", approve)
                .taking(merchant + [.optional("notes", .text(max: 500))])
                .answering(AnswerShape(409, "held, decided already, or the application is another lead's")),
            .post("/referral/leads/{id}/reject",  for: .admins, "It is not taken; the partner reads why", reject).taking(.required("reason", .text(max: 500))),
            .post("/referral/leads/{id}/release", for: .admins, "What is strange about a held lead was looked at", release).taking(.required("reason", .text(max: 500))),
        ]
    }

    // swift-format-ignore
    private var scoreRoutes: [Route] {
        [
            .get ("/referral/score-weights", for: .admins, "How much each part of a lead's score counts", weights),
            .post("/referral/score-weights", for: .admins, "Other weights from now on; scores that stand stay", setWeights).taking(LeadWeights.shapes),
            .get ("/referral/quality",       for: .admins, "Leads of the last twelve months by score: how many came, and what became of them", quality),
        ]
    }
}
