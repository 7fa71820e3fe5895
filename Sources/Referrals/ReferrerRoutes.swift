import Applications
import Kernel
import People
import Storage
import Web

/// Referral partners: their registration, who they are, their people, where their money goes, and what they earn.
package struct ReferrerRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake
    let passwords: Passwords
    /// Registrations by address of the client: 5 at once, one more each two minutes.
    let registrations = RateLimiter(burst: 5, refill: .minutes(2))
    /// At one office from wherever they come: 30 at once, one more each 5 minutes.
    let offices = RateLimiter(burst: 30, refill: .minutes(5))
    /// Guesses of the own password: 10 at once, one more each minute.
    let guesses = RateLimiter(burst: 10, refill: .minutes(1))

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake, passwords: Passwords
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, intake: intake, passwords: passwords)
        let commands = (pages.standingRoutes + pages.paperRoutes).keyed()
        return (pages.registrationRoutes + pages.partnerRoutes + commands + pages.userRoutes)
            .exporting("/referral/partners", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "code", "name", "type", "status", "tier", "contact_name", "email", "website", "currency", "monthly_quota", "created_at",
        "approved_at",
    ]

    // swift-format-ignore
    private var registrationRoutes: [Route] {
        [
            .get ("/referral/registration/{office}", for: .open, "The form to register as a referral partner of an office", showRegistration),
            .post("/referral/partners",              for: .open, "Register a partner, which then waits for approval: anybody at the office that they name, an admin at the own", register)
                .taking(ReferrerFields.shapes + [.optional("office", .id, "where nobody is signed in"), .optional("code", .text(max: 20), "an admin's to say"), .optional("monthly_quota", .integer, "an admin's to say")])
                .answering(AnswerShape(201, "an admin's: the partner"), AnswerShape(202, "received; the same answer whoever asked before"), AnswerShape(429, "too many from one place, or at one office")),
        ]
    }

    // swift-format-ignore
    private var partnerRoutes: [Route] {
        [
            .get  ("/referral",                         for: .referrers,       "A referral partner's own pages: what it has, how its leads fare, what it was paid", home),
            .get  ("/referral/activity",                for: .admins,          "Who did what for or to any partner, the newest first", allActivity).taking([.optional("partner", .id)] + ReferralActivity.fields),
            .get  ("/referral/tier-proposals",          for: .admins,          "Partners whose deals of twelve months speak for another rank; management gives it", tierProposals),
            .get  ("/referral/partners",                for: .admins,          "Referral partners, the newest first", index)
                .taking(.optional("status", .choice(Referrer.Status.allCases.map(\.rawValue))), .optional("type", .choice(ReferrerKind.allCases.map(\.rawValue))), .optional("q", .text(max: 200), "in name or address, or the code"), .optional("from", .day, "registered from"), .optional("to", .day), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get  ("/referral/partners/new",            for: .admins,          "The form to register a partner", new),
            .get  ("/referral/partners/by-code/{code}", for: .admins,          "The partner of that code", byCode),
            .get  ("/referral/partners/{id}",           for: .referralReaders, "A referral partner; its own people see their own", show),
            .patch("/referral/partners/{id}",           for: .referralKeepers, "Change a partner; its own admin how it is reached, the office the rest too", change).taking(ReferrerFields.changes),
            .post ("/referral/partners/{id}",           for: .referralKeepers, "The same from a form", change).taking(ReferrerFields.changes),
            .get  ("/referral/partners/{id}/activity",  for: .referralKeepers, "Who did what for or to a partner, the newest first", activity).taking(ReferralActivity.fields),
        ]
    }

    // swift-format-ignore
    private var standingRoutes: [Route] {
        let reason: [FieldShape] = [.required("reason", .text(max: 500))]
        let needsOther = AnswerShape(409, "not possible from where it stands, documents not verified, or it was entered by whoever asks")
        return [
            .post  ("/referral/partners/{id}/status",        for: .admins, "Decide where a partner stands; active once its documents are verified", decide)
                .taking(.required("status", .choice(["active", "rejected", "suspended", "inactive"])), .optional("reason", .text(max: 500), "for all but active")).answering(needsOther),
            .post  ("/referral/partners/{id}/deactivate",    for: .admins, "The partner refers no more", deactivate).taking(reason),
            .post  ("/referral/partners/{id}/suspend",       for: .admins, "The partner does nothing until it is active again; its people still sign in", suspend).taking(reason),
            .delete("/referral/partners/{id}",               for: .admins, "Take a rejected or inactive partner out of the lists; its money stays", delete).taking(reason),
            .post  ("/referral/partners/{id}/verifications", for: .admins, "Say that documents, tax id or bank details were looked at and are right, or not any more", verify)
                .taking(.required("flag", .choice(ReferrerVerification.Flag.allCases.map(\.rawValue))), .optional("is_verified", .flag), .optional("reason", .text(max: 500))),
            .post  ("/referral/partners/{id}/tier",          for: .admins, "Give a partner another rank", giveTier)
                .taking(.required("tier", .choice(Referrer.Tier.allCases.map(\.rawValue))), .optional("reason", .text(max: 500))),
            .post  ("/referral/partners/{id}/terms",         for: .admins, "Other terms from now on; what was earned by the former ones stays", setTerms)
                .taking(ReferralTerms.shapes).answering(AnswerShape(201, "the terms with their version")),
        ]
    }

    // swift-format-ignore
    private var paperRoutes: [Route] {
        let files = UploadLimits(count: 1, fileBytes: 20 << 20, totalBytes: 20 << 20)
        return [
            .post("/referral/partners/{id}/documents",    for: .referralKeepers, "Add a document that shows who the partner is", addDocument)
                .taking(.required("kind", .choice(ReferrerDocument.Kind.allCases.map(\.rawValue))), .required("file", .file)).accepting(files).answering(AnswerShape(201, "the document")),
            .get ("/referral/documents/{id}",             for: .referralKeepers, "A document's file", document),
            .post("/referral/partners/{id}/tax-id",       for: .referralKeepers, "Say the tax id; it is shown by its last four digits", setTaxID)
                .taking(.required("tax_id", .text(max: 20), "nine digits")),
            .post("/referral/partners/{id}/bank-changes", for: .referralKeepers, "Propose where the money goes; somebody else approves it", proposeBank)
                .taking(BankDetails.shapes).answering(AnswerShape(201, "the change, masked"), AnswerShape(409, "another change waits")),
            .post("/referral/bank-changes/{id}/approval",  for: .admins, "The change stands from now on; never by who proposed it", approveBank),
            .post("/referral/bank-changes/{id}/rejection", for: .admins, "The change does not come to be", rejectBank).taking(.required("reason", .text(max: 500))),
        ]
    }

    // swift-format-ignore
    private var userRoutes: [Route] {
        let ranks = FieldShape.Kind.choice(ReferrerUser.Rank.allCases.map(\.rawValue))
        let change: [FieldShape] = [.optional("name", .text(max: 200)), .optional("role", ranks), .required("version", .integer)]
        return [
            .get  ("/referral/partners/{id}/users",      for: .referralKeepers, "A partner's people", users),
            .post ("/referral/partners/{id}/users",      for: .referralKeepers, "Add somebody who signs in for an active partner; without a password one is made and shown once", addUser)
                .taking(.required("email", .text(max: 254)), .required("name", .text(max: 200)), .required("role", ranks), .optional("password", .text(max: 200)))
                .answering(AnswerShape(201, "the person"), AnswerShape(409, "somebody signs in with that address already")),
            .get  ("/referral/users",                    for: .admins,          "The person of a partner who signs in with an address", userByEmail).taking(.required("email", .text(max: 254))),
            .get  ("/referral/users/{id}",               for: .referralKeepers, "A person of a partner", user),
            .patch("/referral/users/{id}",               for: .referralKeepers, "Change a person's name or role; the partner keeps an admin", changeUser).taking(change),
            .post ("/referral/users/{id}",               for: .referralKeepers, "The same from a form", changeUser).taking(change),
            .post ("/referral/users/{id}/password",      for: .referrers,       "Change the own password; all other sessions end", changePassword)
                .taking(.required("current_password", .text(max: 200)), .required("password", .text(max: 200))),
            .post ("/referral/users/{id}/deactivate",    for: .referralKeepers, "Signs the person out everywhere, at once", deactivateUser),
            .post ("/referral/users/{id}/reactivate",    for: .referralKeepers, "Lets the person sign in again", reactivateUser),
            .post ("/referral/partners/{id}/keys",       for: .referralKeepers, "Make a key with which a program of the partner sends leads; its secret is shown once", addKey)
                .taking(.required("name", .text(max: ReferrerKey.longestName), "once for a partner; its code is set before it")).answering(AnswerShape(201, "the key with its secret")),
            .get  ("/referral/partners/{id}/keys",       for: .referralKeepers, "The keys of a partner's programs, revoked ones too, with who made them", listKeys),
            .post ("/referral/keys/{id}/revocation",     for: .referralKeepers, "Revoke a key of a partner's program at once", revokeKey),
        ]
    }
}
