import Kernel
import People
import Storage
import Web

/// Organisation nodes, their officers and their books.
package struct NodeRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return (pages.nodeRoutes + pages.bookRoutes).keyed()
            .exporting("/org-nodes", ["id", "kind", "code", "name", "parent", "state", "created_at"])
            .exporting(
                "/org-nodes/{id}/entries",
                [
                    "id", "day", "account", "project", "side", "amount", "currency", "purpose", "subject", "subject_id",
                    "transfer", "reverses", "at",
                ])
    }

    private static let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]

    // swift-format-ignore
    private var nodeRoutes: [Route] {
        let kinds = FieldShape.Kind.choice(OrgNode.Kind.allCases.map(\.rawValue))
        let change: [FieldShape] = [.optional("name", .text(max: 200)), .optional("code", .text(max: 20)), .optional("parent", .id), .optional("time_zone", .text(max: 60), "empty: that of the node above"), .required("version", .integer)]
        let reason: [FieldShape] = [.required("reason", .text(max: 500))]
        return [
            .get  ("/org-nodes",                  for: .sponsorships, "Federations, districts, clubs and competitions that the asker sees, by name", index)
                .taking([.optional("kind", kinds), .optional("state", .choice(OrgNode.State.allCases.map(\.rawValue))), .optional("q", .text(max: 200), "in the name, or the code"), .optional("under", .id, "it and all beneath it")] + Self.paging),
            .post ("/org-nodes",                  for: .sponsorships, "Add a node; a federation is an admin's to add", add)
                .taking(.required("kind", kinds), .required("code", .text(max: 20)), .required("name", .text(max: 200)), .optional("parent", .id, "for all but federations"), .optional("time_zone", .text(max: 60), "Europe/Madrid; else that of the node above")).answering(AnswerShape(201, "the node")),
            .get  ("/org-nodes/{id}",             for: .sponsorships, "A node with what stands beneath it, its officers and its books", show),
            .patch("/org-nodes/{id}",             for: .sponsorships, "Change a node's name, code or parent", change(_:)).taking(change),
            .post ("/org-nodes/{id}",             for: .sponsorships, "The same from a form", change(_:)).taking(change),
            .post ("/org-nodes/{id}/closing",     for: .sponsorships, "The node takes nothing new; after what stands beneath it", close).taking(reason),
            .post ("/org-nodes/{id}/reopening",   for: .sponsorships, "The node takes part again", reopen),
            .post ("/org-nodes/{id}/officers",    for: .admins,       "Give a person exactly these capabilities at a node and beneath; none takes all", setOfficer)
                .taking(.required("person", .id, "with the role sponsorship_officer"), .optional("capabilities", .list, Capability.allCases.map(\.rawValue).joined(separator: ", "))),
            .post ("/org-nodes/{id}/projects",    for: .sponsorships, "Add a project code to a node", addProject)
                .taking(.required("code", .text(max: 20)), .required("name", .text(max: 200))).answering(AnswerShape(201, "the project")),
            .post ("/org-projects/{id}/closing",   for: .sponsorships, "Nothing new is booked for the project", closeProject),
            .post ("/org-projects/{id}/reopening", for: .sponsorships, "The project goes on", reopenProject),
        ]
    }

    // swift-format-ignore
    private var bookRoutes: [Route] {
        [
            .get ("/org-nodes/{id}/entries",  for: .sponsorships, "The entries on a node's books, the newest first", entries).taking(Self.paging),
            .post("/org-nodes/{id}/fees",     for: .sponsorships, "Book what members paid: a licence or a competition fee, by its reference once", bookFee)
                .taking(.required("kind", .choice(MemberFee.Kind.allCases.map(\.rawValue))), .required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))),
                        .required("received_on", .day), .required("reference", .text(max: 100)), .optional("project", .id), .optional("further", .flag, "it is further money, though a line of the bank brought as much"))
                .answering(AnswerShape(201, "booked"), AnswerShape(409, "the reference is booked already, or a line of the bank brought as much")),
            .post("/org-fees/{id}/reversal",  for: .sponsorships, "A fee was booked by mistake", reverseFee).taking(.required("reason", .text(max: 500))),
        ]
    }
}
