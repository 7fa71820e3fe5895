import Kernel
import People
import Storage
import Web

/// Funding partners: the public enquiry, the office's pipeline, and the partner's own page.
package struct PartnerRoutes: Sendable {
    /// Whether money of a partner is still to be spent: what its commitments say.
    package typealias UnspentMoney = @Sendable (Partner, Connection) throws -> Bool

    let desk: PartnerDesk
    let isUnspent: UnspentMoney
    /// Enquiries by place of the client: 3 at once, one more each 30 minutes, so that no place takes what its office has for all.
    let enquiries = RateLimiter(burst: 3, refill: .minutes(30))
    /// Enquiries at one office from wherever they come, so that nobody uses up what its account may send: 30 at once, one
    /// more each 5 minutes.
    let offices = RateLimiter(burst: 30, refill: .minutes(5))
    /// What comes by a mail's link, by address of the client: 20 at once, one more each 6 seconds.
    let links = RateLimiter(burst: 20, refill: .seconds(6))

    var database: Database { desk.database }
    var clock: any Clock { desk.clock }

    package static func routes(desk: PartnerDesk, isUnspent: @escaping UnspentMoney) -> [Route] {
        let pages = Self(desk: desk, isUnspent: isUnspent)
        return pages.publicRoutes + pages.adminRoutes + pages.partnerRoutes
    }

    // swift-format-ignore
    private var publicRoutes: [Route] {
        [
            .get ("/enquiries/{office}",         for: .open, "The form to ask an office to become a funding partner", showEnquiry),
            .post("/enquiries/{office}",         for: .open, "Ask to become a funding partner: makes a lead, whose address is asked to confirm", enquire)
                .taking(Enquiry.fields)
                .answering(AnswerShape(202, "received; the same answer whoever asked before"), AnswerShape(429, "too many enquiries from one place, or at one office")),
            .get ("/enquiry-confirmation",       for: .open, "The page behind the link of the mail that asks an address to confirm", showConfirmation)
                .taking(.required("token", .text(max: 100))),
            .post("/enquiry-confirmation",       for: .open, "The address is one's own", confirm)
                .taking(.required("token", .text(max: 100))),
            .get ("/invitation",                 for: .open, "The form behind the link of an invitation", showInvitation)
                .taking(.required("token", .text(max: 100))),
            .post("/invitation",                 for: .open, "Make the login that an invitation is for; once, within 72 hours", join)
                .taking(.required("token", .text(max: 100)), .required("name", .text(max: 200)), .required("password", .text(max: 200)))
                .answering(AnswerShape(201, "the login is made"), AnswerShape(403, "not approved yet, used, or too old")),
        ]
    }

    // swift-format-ignore
    private var adminRoutes: [Route] {
        let reason: [FieldShape] = [.required("reason", .text(max: 500))]
        return [
            .get ("/partners",                     for: .admins, "Funding partners by status", index)
                .taking(.optional("state", .choice(Partner.State.allCases.map(\.rawValue))), .optional("q", .text(max: 200), "in name or address"), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/partners/{id}/notes",          for: .admins, "Note something of a partner; nobody changes it, and the partner never sees it", note)
                .taking(.required("text", .text(max: 4000))),
            .post("/partners/{id}/flags",          for: .admins, "Hold something against a partner; some kinds hold approval up", flag)
                .taking(.required("kind", .choice(PartnerFlag.Kind.allCases.map(\.rawValue))), .required("note", .text(max: 1000))),
            .post("/partner-flags/{id}/clearing",  for: .admins, "The flag holds nothing up any more", clearFlag)
                .taking(.required("note", .text(max: 1000))),
            .post("/partners/{id}/qualification",  for: .admins, "The lead is worth following", qualify),
            .post("/partners/{id}/hold",           for: .admins, "Wait with the lead", hold).taking(reason),
            .post("/partners/{id}/decline",        for: .admins, "It becomes no partner, for good", decline).taking(reason),
            .post("/partners/{id}/approval",       for: .admins, "It may become a partner: its contact gets an invitation", approve),
            .post("/partners/{id}/invitations",    for: .admins, "Send a new invitation; the former ones open nothing any more", invite),
            .post("/partners/{id}/confirmations",  for: .admins, "Ask the address once more to confirm", askAgain),
            .post("/partners/{id}/pause",          for: .admins, "Take nothing new from an active partner", pause).taking(reason),
            .post("/partners/{id}/resumption",     for: .admins, "A paused partner is active again", resume),
            .post("/partners/{id}/churn",          for: .admins, "The partner leaves for good; with a reason while its money is unspent", churn)
                .taking(.optional("reason", .text(max: 500))),
        ]
    }

    // swift-format-ignore
    private var partnerRoutes: [Route] {
        [
            .get ("/partners/{id}", for: .anyOf([.admin, .partner]), "A funding partner; the partner itself sees its own, without what the office notes", show),
        ]
    }
}
