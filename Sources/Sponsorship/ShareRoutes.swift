import Kernel
import People
import Storage
import Web

/// What sponsors paid, how it is shared, and what nodes earned (F08.05.06).
package struct ShareRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return pages.routes.keyed()
            .exporting(
                "/sponsor-allocations",
                [
                    "id", "state", "amount", "currency", "contract_reference", "created_at", "allocated_on",
                    "reconciled_on", "bank_reference",
                ]
            )
            .exporting(
                "/financial-reporting/revenue-summary", ["code", "name", "source", "currency", "amount", "entries"])
    }

    // swift-format-ignore
    private static let revenue: [FieldShape] = [
        .optional("period", .text(max: 10), "2026, 2026-Q4 or 2026-11; else from and to"), .optional("from", .day), .optional("to", .day),
        .optional("node", .id, "it and all beneath it"), .optional("source", .choice(RevenueSummary.Source.allCases.map(\.rawValue))),
    ]

    // swift-format-ignore
    private var routes: [Route] {
        let states = SponsorAllocation.State.allCases.map(\.rawValue) + ["disbursed"]
        return [
            .post("/sponsor-contracts/{id}/payments",         for: .sponsorships, "A sponsor paid for a contract: no more than its amount, each reference of the bank once", pay)
                .taking(.required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))), .required("received_on", .day), .required("reference", .text(max: 100)), .optional("further", .flag, "it is further money, though a line of the bank brought as much"))
                .answering(AnswerShape(201, "booked"), AnswerShape(409, "the reference is booked already, a line of the bank brought as much, or more than the contract's amount")),
            .post("/sponsor-payments/{id}/reversal",          for: .sponsorships, "A payment was booked by mistake; before it is shared", reversePayment).taking(.required("reason", .text(max: 500))),
            .get ("/sponsor-allocations",                     for: .sponsorships, "How payments are shared, the newest first", index)
                .taking(.optional("state", .choice(states), "disbursed: allocated and reconciled"), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/sponsor-allocations",                     for: .sponsorships, "Share a payment: percents that come to 100 exactly, cents that come to the payment", share)
                .taking(.required("payment", .id), .optional("shares", .list, "node, percent, project"), .optional("share_node", .list, "a form's way to say shares"), .optional("share_percent", .list))
                .answering(AnswerShape(201, "it waits for another person"), AnswerShape(422, "the shares do not come to 100 %")),
            .get ("/sponsor-allocations/{id}",                for: .sponsorships, "An allocation with its shares, payment and contract", show),
            .post("/sponsor-allocations/{id}/allocation",     for: .sponsorships, "The shares are the nodes' income; never by who entered them", allocate),
            .post("/sponsor-allocations/{id}/reconciliation", for: .sponsorships, "The nodes were paid by the bank; never by who allocated", reconcile)
                .taking(.required("reference", .text(max: 100), "the bank's"), .required("on", .day)),
            .post("/sponsor-allocations/{id}/cancellation",   for: .sponsorships, "The payment is shared in another way", cancel),
            .post("/sponsor-allocations/{id}/reversal",       for: .sponsorships, "It was allocated wrongly, and the nodes were not paid yet; never by who allocated", takeBack).taking(.required("reason", .text(max: 500))),
            .post("/sponsor-allocations/{id}/return",         for: .sponsorships, "The nodes were not paid after all; never by who reconciled", unreconcile).taking(.required("reason", .text(max: 500))),
            .get ("/org-entries/{entry}",                     for: .sponsorships, "The walk from an entry to its payment, contract and bank's reference", trace),
            .get ("/financial-reporting/revenue-summary",     for: .sponsorships, "What nodes earned in a time, by source, beside members' fees: the sums of entries", summary).taking(Self.revenue),
            .get ("/financial-reporting/revenue-summary/pdf", for: .sponsorships, "The same as PDF", summaryPaper).taking(Self.revenue),
        ]
    }
}
