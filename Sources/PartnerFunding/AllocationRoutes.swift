import Cohorts
import Kernel
import People
import Storage
import Web

/// Allocations: admins assign capital of commitments to cohorts, release it and pay it out.
package struct AllocationRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return pages.pageRoutes + pages.commandRoutes.keyed()
    }

    // swift-format-ignore
    private var pageRoutes: [Route] {
        [
            .get ("/allocations",                     for: .admins, "What cohorts are to have of commitments, the newest first", index)
                .taking(.optional("state", .choice(Allocation.State.allCases.map(\.rawValue))), .optional("cohort", .id), .optional("commitment", .id), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/allocations/{id}",                for: .admins, "An allocation with its rows of the funding ledger", show)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/cohorts/{id}/funding",            for: .admins, "What a cohort has of commitments, what was paid out, and what that is for each participant", cohort)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/commitments/{id}/ledger",         for: .admins, "Every event of a commitment's capital, the newest first, each with the journal's number and hash", ledger)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
        ]
    }

    // swift-format-ignore
    private var commandRoutes: [Route] {
        let reason: [FieldShape] = [.required("reason", .text(max: 500))]
        return [
            .post("/commitments/{id}/allocate",       for: .admins, "Assign capital to a cohort, never more than is promised", allocate)
                .taking(.required("cohort", .id), .optional("amount", .money, "recurring: what is absent is the cycle's"), .optional("seats", .integer, "as many as the amount pays for, or fewer"), .optional("cycle_on", .day, "recurring: the first day of the cycle"), .optional("note", .text(max: 500)))
                .answering(AnswerShape(201, "planned"), AnswerShape(409, "more than is left, which the answer names")),
            .post("/allocations/{id}/release",        for: .admins, "The cohort may spend it; by somebody who did not assign it, once its cycle has begun and its money came in", release),
            .post("/allocations/{id}/disbursements",  for: .admins, "Pay out of the cohort's wallet, all or a part", disburse)
                .taking(Allocation.Payment.fields).answering(AnswerShape(201, "paid out")),
            .post("/allocations/{id}/adjustments",    for: .admins, "More or less for the cohort, as a row of its own", adjust)
                .taking([.required("amount", .text(max: 30), "with a sign: -20.00 is less"), .optional("seats", .text(max: 7), "with a sign; where absent, those go that the amount pays for no more")] + reason)
                .answering(AnswerShape(201, "adjusted")),
            .post("/allocations/{id}/pause",          for: .admins, "Release and pay out nothing until it goes on", pause).taking(reason),
            .post("/allocations/{id}/resumption",     for: .admins, "It goes on where it was", resume),
            .post("/allocations/{id}/cancellation",   for: .admins, "What is not paid out goes back to the commitment", cancel).taking(reason),
        ]
    }

    func allocation(_ request: Request, _ db: Connection) throws -> Allocation {
        try Allocation.find(
            try request.id("id", Allocation.self), tenant: try request.caller.tenant, db)
    }
}
