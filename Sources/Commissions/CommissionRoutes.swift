import Funders
import Kernel
import People
import Storage
import Web

/// The routes of terms, payments and payees.
package struct CommissionRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let onLoss: CommissionBook.LossEffect

    package static func routes(
        database: Database, clock: any Clock,
        onLoss: @escaping CommissionBook.LossEffect = CommissionLoss.noEffect
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, onLoss: onLoss)
        return (pages.termsRoutes + pages.paymentRoutes + pages.payeeRoutes).keyed()
            .exporting(
                "/commissions",
                [
                    "id", "funder", "funder_name", "direction", "amount", "currency", "method", "trace", "paid_on",
                    "state",
                    "at",
                ]
            )
            .exporting(
                "/payees",
                [
                    "id", "name", "state", "person", "email", "standings.currency", "standings.scheduled",
                    "standings.settled", "standings.balance", "standings.payable", "standings.held",
                ], rowFor: "standings")
    }

    // swift-format-ignore
    private var termsRoutes: [Route] {
        [
            .get ("/funders/{id}/commission-terms", for: .readers, "How the funder pays for deals, version by version", showTerms),
            .post("/funders/{id}/commission-terms", for: .admins,  "Add a version; deals keep the one that they used", saveTerms)
                .taking(TermsInput.fields).answering(AnswerShape(409, "another version came meanwhile")),
        ]
    }

    // swift-format-ignore
    private var paymentRoutes: [Route] {
        let means: [FieldShape] = [
            .required("funder", .id), .required("currency", .choice(Currency.allCases.map(\.rawValue))),
            .required("method", .choice(PaymentMethod.allCases.map(\.rawValue))), .optional("method_note", .text(max: 100), "for other"), .required("paid_on", .day),
            .optional("reason", .text(max: 500)),
        ]
        return [
            .get ("/commissions",                 for: .readers, "What funders paid and took back, the newest first", listPayments)
                .taking(.optional("funder", .id), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/commissions/{id}",            for: .readers, "A payment with its deals", showPayment),
            .post("/commissions",                 for: .admins,  "Book a funder's payment over one deal or many, all or none", pay)
                .taking(means + [.required("trace", .text(max: 100)), .required("lines", .list, "deal, amount")])
                .answering(AnswerShape(201, "the payment"), AnswerShape(409, "the reference is booked already")),
            .post("/commissions/clawbacks",       for: .admins,  "Book what a funder took back over one deal or many, all or none", clawBack)
                .taking(means + [.optional("trace", .text(max: 100)), .required("lines", .list, "deal, amount; without an amount what the terms give")])
                .answering(AnswerShape(201, "what was taken back"), AnswerShape(409, "the reference is booked already")),
            .post("/commissions/{id}/reversal",   for: .admins,  "It was booked by mistake; its reference is free again", reversePayment).taking(.required("reason", .text(max: 500))),
        ]
    }

    // swift-format-ignore
    private var payeeRoutes: [Route] {
        [
            .get ("/own-shares",              for: .readers, "What its reader has of commissions, where a payee signs in", showOwn),
            .get ("/payees",                  for: .admins, "Who has shares: scheduled, settled and balance", listPayees),
            .post("/payees",                  for: .admins, "Add a payee", addPayee)
                .taking(.required("name", .text(max: 200)), .optional("person", .id, "where the payee signs in"), .optional("email", .text(max: 254), "where the payee is written to")).answering(AnswerShape(201, "the payee")),
            .get ("/payees/{id}",             for: .admins, "A payee's deals and payouts", showPayee),
            .post("/payees/{id}/payouts",     for: .admins, "Mark what was paid to the payee; a person does, and not the payee; above the limit it waits for a second person", payOut)
                .taking(.required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))), .required("method", .choice(PaymentMethod.allCases.map(\.rawValue))),
                        .optional("method_note", .text(max: 100), "for other"), .required("reference", .text(max: 100)), .required("paid_on", .day)),
            .post("/payees/{id}/retirement",  for: .admins, "The payee gets no new shares", retirePayee),
            .post("/payees/{id}/restoration", for: .admins, "The payee may get shares again", restorePayee),
            .post("/payouts/{id}/reversal",   for: .admins, "It was marked by mistake", reversePayout).taking(.required("reason", .text(max: 500))),
            .post("/payouts/limit",           for: .admins, "Above which sum within a day a payout needs two people", setPayoutLimit).taking(.required("limit", .money)),
            .post("/payout-requests/{id}/confirmation", for: .admins, "Another person than who marked it says that it was paid", confirmPayout),
            .post("/payout-requests/{id}/withdrawal",   for: .admins, "It was marked by mistake, before a second person confirmed it", dropPayout).taking(.required("reason", .text(max: 500))),
        ]
    }
}
