import Deals
import Kernel
import People
import Storage
import Submissions
import Web

/// The routes of funded deals and what is booked on them.
package struct DealRoutes: Sendable {
    /// What else ends with a deal that is taken back, in the transaction of that.
    package typealias Ending = @Sendable (FundedDeal.ID, TenantID, Who, Moment, Connection) throws -> Void

    let database: Database
    let clock: any Clock
    let ending: Ending
    let onLoss: CommissionBook.LossEffect

    package static func routes(
        database: Database, clock: any Clock, ending: @escaping Ending = { _, _, _, _, _ in },
        onLoss: @escaping CommissionBook.LossEffect = CommissionLoss.noEffect
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, ending: ending, onLoss: onLoss)
        return (pages.dealRoutes + pages.bookingRoutes).keyed().exporting("/deals", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "reference", "merchant", "funder", "funder_name", "application", "submission", "offer", "kind", "renews", "amount",
        "payback_amount", "currency", "funded_on", "renewal_due_on", "is_renewal_due", "state", "commission.state",
        "commission.expected", "commission.earned", "commission.paid", "commission.clawed_back", "commission.open",
        "commission.due_on", "created_at",
    ]

    // swift-format-ignore
    private var dealRoutes: [Route] {
        let shares: [FieldShape] = [.optional("shares", .list, "role, payee, portion in percent; together 100")]
            + DealInput.flatShares.map { .optional("\($0.rawValue)_share", .text(max: 10), "percent; a form's way to say shares") }
            + DealInput.flatShares.filter { $0 != .house }.map { .optional("\($0.rawValue)_payee", .id) }
        return [
            .get ("/deals",                   for: .readers, "Funded deals with what is expected, earned and paid, the newest first", list)
                .taking(.optional("funder", .id), .optional("application", .id), .optional("open", .flag, "with commission that is not paid"), .optional("renewal", .flag, "whose renewal is due"), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/deals/new",               for: .brokers, "The form that makes a deal of an accepted offer", new).taking(.required("offer", .id)),
            .post("/deals",                   for: .brokers, "Make a deal of an accepted offer; what it earns is expected from now on", create)
                .taking([.required("offer", .id), .optional("application", .id, "must be the offer's"), .optional("funder", .id, "must be the offer's"), .required("funded_on", .day),
                         .optional("amount", .money, "the offer's, if absent"), .optional("payback_amount", .money), .optional("currency", .text(max: 3), "must be the offer's"),
                         .optional("kind", .choice(Submission.Kind.allCases.map(\.rawValue))), .optional("renews", .id, "the earlier deal of a renewal")] + shares)
                .answering(AnswerShape(201, "the deal"), AnswerShape(409, "the offer is a deal already"), AnswerShape(422, "the offer is not accepted, or of another application or funder")),
            .get ("/deals/{id}",              for: .readers, "A deal with its terms, split, entries and history", show),
            .post("/deals/{id}/cancellation", for: .brokers, "It was written down by mistake; refused once commission of it is earned", cancel).taking(.required("reason", .text(max: 500))),
            .post("/deals/{id}/renewal-date", for: .brokers, "Set the day on which a renewal is asked for; none: never", setRenewal).taking(.optional("renewal_due_on", .day)),
            .post("/deals/{id}/split",        for: .admins,  "Split its commission anew; refused once any of it is paid", split).taking([.required("reason", .text(max: 500))] + shares),
        ]
    }

    // swift-format-ignore
    private var bookingRoutes: [Route] {
        let means: [FieldShape] = [
            .required("method", .choice(PaymentMethod.allCases.map(\.rawValue))), .optional("method_note", .text(max: 100), "for other"), .required("paid_on", .day),
        ]
        return [
            .post("/deals/{id}/expectation",  for: .brokers, "Book what the deal earns, where its funder had no terms before", expect),
            .post("/deals/{id}/adjustments",  for: .admins,  "Expect more or less, with the reason", adjust)
                .taking(.required("amount", .text(max: 30), "below zero: less"), .required("reason", .text(max: 500)), .required("on", .day)),
            .post("/deals/{id}/earnings",     for: .admins,  "The funder owes it: the amount, or all that is expected", earn)
                .taking(.optional("amount", .money), .required("on", .day)),
            .post("/deals/{id}/payments",     for: .admins,  "The funder paid; its reference is booked once", pay)
                .taking([.required("amount", .money), .required("trace", .text(max: 100))] + means).answering(AnswerShape(409, "the reference is booked already")),
            .post("/deals/{id}/clawbacks",    for: .admins,  "The funder took back: what the terms give on that day, or another amount with its reason", clawBack)
                .taking([.optional("amount", .money), .optional("trace", .text(max: 100)), .optional("reason", .text(max: 500))] + means),
            .post("/commission-entries/{id}/reversal", for: .admins, "Take back an adjustment or what was earned", reverseEntry).taking(.required("reason", .text(max: 500))),
        ]
    }
}
