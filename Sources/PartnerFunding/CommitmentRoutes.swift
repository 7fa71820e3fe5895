import Kernel
import People
import Storage
import Web

/// Commitments: partners and admins enter them, admins decide of them and book what comes in.
package struct CommitmentRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return (pages.sharedRoutes + pages.adminRoutes).keyed()
    }

    private static let both = Access.anyOf([.admin, .partner])

    // swift-format-ignore
    private var sharedRoutes: [Route] {
        [
            .get ("/commitments/new",               for: Self.both, "The form of a commitment of one type", form)
                .taking(.optional("partner", .id, "an admin says whose"), .optional("type", .choice(CommitmentTerms.Kind.allCases.map(\.rawValue))), .optional("supersedes", .id)),
            .post("/commitments",                   for: Self.both, "Promise capital; a partner for itself", submit)
                .taking(CommitmentTerms.fields + [.optional("partner", .id, "an admin says whose"), .optional("supersedes", .id, "the commitment that ends with this one")])
                .answering(AnswerShape(201, "it waits for review")),
            .get ("/commitments/{id}",              for: Self.both, "A commitment with its sums and what may be done next; a partner sees its own", show),
            .post("/commitments/{id}/cancellation", for: Self.both, "Take a commitment back; a partner while nobody decided of it", cancel)
                .taking(.required("reason", .text(max: 500))),
            .post("/commitments/{id}/pause",        for: Self.both, "Release nothing of an active commitment until it goes on", pause)
                .taking(.required("reason", .text(max: 500))),
            .post("/commitments/{id}/resumption",   for: Self.both, "A paused commitment goes on; a partner takes up what it paused itself", resume),
            .get ("/partners/{id}/commitments",     for: Self.both, "A partner's commitments, the newest first; a partner sees its own", ofPartner)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
        ]
    }

    // swift-format-ignore
    private static let wishes: [FieldShape] = [
        .optional("state", .choice(Commitment.State.allCases.map(\.rawValue))),
        .optional("type", .choice(CommitmentTerms.Kind.allCases.map(\.rawValue))),
        .optional("sort", .choice(Commitment.Order.allCases.map(\.rawValue)), "else the newest first"),
    ]

    // swift-format-ignore
    private var adminRoutes: [Route] {
        [
            .get ("/commitments",                       for: .admins, "Commitments of all partners, in the order that is asked for", index)
                .taking(Self.wishes + [.optional("after", .text(max: 600)), .optional("limit", .integer)]),
            .get ("/commitments/export",                for: .admins, "The same as comma-separated text, all of them", export).taking(Self.wishes),
            .post("/commitments/{id}/approval",         for: .admins, "The promise stands; never by whoever entered it", approve)
                .taking(.optional("note", .text(max: 500))),
            .post("/commitments/{id}/change-requests",  for: .admins, "Ask the partner for other terms", requestChanges)
                .taking(.required("note", .text(max: 500))),
            .post("/commitments/{id}/decline",          for: .admins, "The promise is not taken", decline)
                .taking(.required("note", .text(max: 500))),
            .post("/commitments/{id}/receipts",         for: .admins, "Money came in for an approved commitment; not more than it promises so far", receive)
                .taking(.required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))), .required("reference", .text(max: 100), "the bank's; once only"), .required("received_on", .day))
                .answering(AnswerShape(201, "booked")),
            .post("/commitments/{id}/refunds",          for: .admins, "Money that is not released went back to the partner; also of a commitment that is cancelled", refund)
                .taking(.required("amount", .money), .required("returned_on", .day), .required("reason", .text(max: 500)))
                .answering(AnswerShape(201, "booked"), AnswerShape(409, "more than is not released, which the answer names")),
            .post("/commitment-receipts/{id}/reversal", for: .admins, "Take back a receipt that was entered by mistake", reverse)
                .taking(.required("reason", .text(max: 500))),
        ]
    }

    /// The commitment of the path. Another partner's is not there: nor is it said that it is somebody's.
    func commitment(_ request: Request, _ db: Connection) throws -> Commitment {
        let caller = try request.caller
        let id = try request.id("id", Commitment.self)
        let own = try PartnerUser.bounds(of: caller, db)
        let found = try Commitment.find(id, tenant: caller.tenant, db)
        guard own == nil || own?.id == found.partner else { throw CommitmentRefusal.unknown(id) }
        return found
    }
}
