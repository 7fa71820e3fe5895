import Applications
import Kernel
import People
import Storage
import Web

/// Sponsors, their contracts, and how they were seen (F08.05.01 to F08.05.03).
package struct SponsorRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        return (pages.sponsorRoutes + pages.contractRoutes + pages.exposureRoutes).keyed()
            .exporting(
                "/sponsors", ["id", "company", "tier", "contact_name", "email", "website", "node", "created_at"]
            )
            .exporting("/sponsors/{id}/contracts", contractColumns)
            .exporting("/sponsor-contracts", contractColumns)
            .exporting(
                "/sponsors/{id}/exposure",
                [
                    "id", "contract", "obligation", "kind", "owed", "number", "delivered_on", "node_name", "words",
                    "is_reversed", "who", "at",
                ])
    }

    private static let contractColumns = [
        "id", "reference", "tier", "amount", "currency", "starts_on", "ends_on", "state", "renews", "terminated_on",
        "termination_reason", "created_at",
    ]

    private static let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]

    // swift-format-ignore
    private var sponsorRoutes: [Route] {
        let tiers = FieldShape.Kind.choice(Sponsor.Tier.allCases.map(\.rawValue))
        let entities: FieldShape = .optional("entities", .list, "the nodes that it sponsors")
        let change: [FieldShape] = Sponsor.Fields.shapes.map { .optional($0.name, $0.kind) } + [entities, .required("version", .integer)]
        return [
            .get  ("/sponsors",            for: .sponsorships, "Sponsors of the nodes that the asker sees, the newest first", index)
                .taking([.optional("tier", tiers), .optional("q", .text(max: 200), "in the company's name"), .optional("node", .id, "whose it is, or whom it sponsors")] + Self.paging),
            .post ("/sponsors",            for: .sponsorships, "Register a sponsor of a node", add)
                .taking(Sponsor.Fields.shapes + [.required("node", .id, "whose sponsor it is"), entities]).answering(AnswerShape(201, "the sponsor")),
            .get  ("/sponsors/{id}",       for: .sponsorships, "A sponsor with its contracts", show),
            .patch("/sponsors/{id}",       for: .sponsorships, "Change a sponsor; contracts that stand keep their tier", change(_:)).taking(change),
            .post ("/sponsors/{id}",       for: .sponsorships, "The same from a form", change(_:)).taking(change),
            .get  ("/sponsor-tiers",       for: .sponsorships, "What each tier is owed by contracts from now on", tiersPage),
            .post ("/sponsor-tiers/{tier}", for: .admins,      "Other entitlements of a tier, for contracts that are made from now on", setTier)
                .taking(.optional("entitlements", .list, "kind, words, number"), .optional("entitlements_lines", .text(max: 10_000), "a form's way to say them")),
        ]
    }

    // swift-format-ignore
    private var contractRoutes: [Route] {
        [
            .get ("/sponsors/{id}/contracts",            for: .sponsorships, "A sponsor's contracts, the newest first", contracts).taking(Self.paging),
            .post("/sponsors/{id}/contracts",            for: .sponsorships, "Write a contract down; it waits for another person", draft)
                .taking(ContractDraft.shapes).answering(AnswerShape(201, "the contract, with what overlaps it")),
            .get ("/sponsor-contracts",                  for: .sponsorships, "All contracts of the nodes that the asker sees, the newest first", allContracts)
                .taking([.optional("state", .choice(SponsorContract.State.allCases.map(\.rawValue))), .optional("under", .id, "a node and all beneath it")] + Self.paging),
            .get ("/sponsor-contracts/{id}",             for: .sponsorships, "A contract with instalments, what it owes and what was delivered", contract),
            .post("/sponsor-contracts/{id}/activation",  for: .sponsorships, "The contract stands; never by who entered it", activate).answering(AnswerShape(409, "entered by whoever asks, or not a draft")),
            .post("/sponsor-contracts/{id}/cancellation", for: .sponsorships, "A draft is not to be", cancel),
            .post("/sponsor-contracts/{id}/renewal",     for: .sponsorships, "The next contract, linked to this one, after its end", renew)
                .taking(ContractDraft.shapes).answering(AnswerShape(201, "the next contract"), AnswerShape(409, "renewed already, or not active")),
            .post("/sponsor-contracts/{id}/termination", for: .sponsorships, "The contract ends before its period does", terminate)
                .taking(.required("terminated_on", .day), .required("reason", .text(max: 500))),
        ]
    }

    // swift-format-ignore
    private var exposureRoutes: [Route] {
        let files = UploadLimits(count: 10, fileBytes: 20 << 20, totalBytes: 100 << 20)
        return [
            .get ("/sponsors/{id}/exposure",            for: .sponsorships, "What a sponsor was delivered, the newest first", exposure).taking([.optional("contract", .id)] + Self.paging),
            .post("/sponsors/{id}/exposure",            for: .sponsorships, "Write a delivery down with the files that show it", deliver)
                .taking(.required("obligation", .id), .optional("number", .integer, "else 1"), .required("delivered_on", .day), .optional("node", .id, "where"), .required("words", .text(max: 1000)), .required("file", .file, "up to ten"))
                .accepting(files).answering(AnswerShape(201, "the delivery")),
            .post("/sponsor-exposures/{id}/reversal",   for: .sponsorships, "A delivery was written down by mistake", reverse).taking(.required("reason", .text(max: 500))),
            .get ("/sponsor-evidence/{id}",             for: .sponsorships, "A file that shows a delivery", evidence),
            .get ("/sponsor-obligations",               for: .sponsorships, "What is owed and open, due within so many days, the most urgent first", obligations).taking(.optional("days", .integer, "else 60")),
            .post("/sponsor-obligations/{id}/make-good", for: .sponsorships, "What could not be delivered is owed in another way", makeGood)
                .taking(.required("kind", .choice(Entitlement.Kind.allCases.map(\.rawValue))), .required("words", .text(max: 300)), .required("number", .integer), .required("due_on", .day), .required("reason", .text(max: 500)))
                .answering(AnswerShape(201, "the new obligation"), AnswerShape(409, "more than is open")),
            .get ("/sponsor-contracts/{id}/proof",      for: .sponsorships, "All that a contract owed and what was delivered, with pictures, as PDF", proof),
        ]
    }

    func once(
        _ request: Request, told: Value? = nil,
        _ body: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await SponsorshipAct.once(request, database, clock, told: told, body)
    }
}
