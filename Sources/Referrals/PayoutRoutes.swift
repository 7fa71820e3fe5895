import Applications
import Kernel
import People
import Storage
import Web

/// Payouts: batches that management approves line by line, and the figures of partners.
package struct PayoutRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys

    package static func routes(database: Database, clock: any Clock, keys: PersonalKeys) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys)
        return (pages.figureRoutes + (pages.batchRoutes + pages.decidingRoutes).keyed())
            .exporting("/referral/payouts", columns).exporting("/referral/payouts/pending", columns)
            .exporting("/referral/partners/{id}/payouts", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "partner", "partner_name", "kind", "from_on", "to_on", "currency", "state", "generated_amount", "approved_amount",
        "resubmits", "created_at", "decided_at", "notes", "method", "paid_on", "reference",
    ]

    // swift-format-ignore
    private var figureRoutes: [Route] {
        [
            .get ("/referral/partners/{id}/stats",                for: .referralReaders, "Twelve figures of a partner: its leads, what became of them, and its balance", stats),
            .get ("/referral/partners/{id}/stats/{year}/{month}", for: .referralReaders, "What happened in a month; one that is over never changes", month),
            .get ("/referral/partners/{id}/standing",             for: .referralReaders, "Where a partner stands among those of its office, in hundredths; of others nothing is told", standing),
            .get ("/referral/partners/{id}/payout-stats",         for: .referralReaders, "Nine figures of a partner's payouts", payoutStats),
            .get ("/referral/settings",                           for: .admins,          "From which sum on a batch is made, and above which two people are needed", settings),
            .post("/referral/settings",                           for: .admins,          "Change them", setSettings).taking(ReferralSettings.shapes),
        ]
    }

    // swift-format-ignore
    private var batchRoutes: [Route] {
        let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]
        let state = FieldShape.optional("state", .choice(ReferralPayout.State.allCases.map(\.rawValue)))
        return [
            .get ("/referral/partners/{id}/payouts", for: .referralReaders, "A partner's payouts, the newest first; its own people see their own, and command none", index).taking([state] + paging),
            .post("/referral/partners/{id}/payout-requests", for: .referralSenders, "The partner would like to be paid: written down for the office, and nothing more", ask)
                .taking(.optional("note", .text(max: 500))),
            .get ("/referral/payouts",               for: .admins,          "Payouts of all partners, the newest first", all).taking([state] + paging),
            .get ("/referral/payouts/pending",       for: .admins,          "Payouts that wait for approval, the oldest first; overdue after seven days", pending).taking(paging),
            .post("/referral/payouts/generate",      for: .admins,          "Make the batch of a partner and period, once; a second time answers with the first. With `all` instead of a partner: of every one of which something waits", generate)
                .taking(.optional("partner", .id, "needed without `all`"), .optional("all", .flag, "of every partner"), .required("from", .day), .required("to", .day, "a day that is over"), .optional("dry_run", .flag, "say what it would have, and make nothing"))
                .answering(AnswerShape(201, "the batch"), AnswerShape(200, "the one that was made before, or the plan"), AnswerShape(409, "nothing to pay, or below the minimum")),
            .post("/referral/payouts",               for: .admins,          "Make a batch of chosen credits", create)
                .taking(.required("partner", .id), .required("from", .day), .required("to", .day), .required("credits", .list, "ids of approved credits that stand in no batch")).answering(AnswerShape(201, "the batch")),
            .get ("/referral/payouts/{id}",          for: .referralReaders, "A payout with its lines; a partner's people see their own", show),
            .get ("/referral/payouts/{id}/lines",    for: .referralReaders, "Its lines", lines).taking(paging),
            .post("/referral/payouts/{id}/lines",    for: .admins,          "Put one credit more into a batch that is not decided", addLine).taking(.required("credit", .id)),
        ]
    }

    // swift-format-ignore
    private var decidingRoutes: [Route] {
        let notes = FieldShape.required("notes", .text(max: 500))
        let amount = FieldShape.optional("amount", .money, "as a check: refused where the lines come to another")
        let refused = AnswerShape(409, "not possible in its state, made by whoever asks, more than is available, or not verified")
        return [
            .post("/referral/payout-lines/{id}/approve",       for: .admins, "The line is right", approveLine),
            .post("/referral/payout-lines/{id}/reject",        for: .admins, "The line is not paid with this batch; it is free for another", rejectLine).taking(notes),
            .post("/referral/payouts/{id}/approve",            for: .admins, "Approve all its lines; never by who made it. The money is held from now on", approve).taking(amount, .optional("notes", .text(max: 500))).answering(refused),
            .post("/referral/payouts/{id}/approve-partial",    for: .admins, "Approve the lines that are approved; the others are free again at once", approvePartially).taking(amount, .optional("notes", .text(max: 500))).answering(refused),
            .post("/referral/payouts/{id}/reject",             for: .admins, "No money goes out; its lines are free again", reject).taking(notes),
            .post("/referral/payouts/{id}/resubmission",       for: .admins, "Send a rejected batch in again, as another one that names it", resubmit).answering(AnswerShape(201, "the new batch")),
            .post("/referral/payouts/{id}/paid",               for: .admins, "The money went out, to the details of its payment file where it stood in one; above a limit never by who approved it", pay)
                .taking(.required("paid_on", .day), .required("reference", .text(max: 100), "once for a method"), .optional("method", .choice(PayoutMethod.allCases.map(\.rawValue)), "that of the partner's details, if absent")).answering(refused),
            .post("/referral/payouts/{id}/failure",            for: .admins, "The money did not get out: what was held is free, and so are the lines", fail).taking(notes),
            .get ("/referral/payment-files",                   for: .admins, "Payment files that were made, with how much of each is still to be booked as paid, the newest first", paymentFiles)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/referral/payment-files",                   for: .admins, "Approved payouts that stood in no file yet, with the details that they are paid to, as comma-separated text; the same key has the same file", paymentFile)
                .taking(.optional("method", .choice(PayoutMethod.allCases.map(\.rawValue))), .optional("file", .id, "a file that got lost, and nothing else: what of it is still to be paid, with its details")),
        ]
    }
}
