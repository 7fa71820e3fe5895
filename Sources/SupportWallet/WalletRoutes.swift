import Applications
import Kernel
import People
import Storage
import Web

/// Budgets: for who may see them. No participant and no mentor has one of these routes (I06).
package struct WalletRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let funding: any SupportFunding

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, funding: any SupportFunding
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, funding: funding)
        return pages.table.keyed().exporting("/admin/wallets", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "reference", "participant", "cohort", "cohort_name", "state", "currency", "allocated", "spent", "pending", "remaining",
        "voided", "opened_at",
    ]

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/admin/wallets",                   for: .budgets, "Participants' budgets, the newest first", index)
                .taking(.optional("cohort", .id), .optional("state", .choice(Wallet.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/admin/wallets/{id}",              for: .budgets, "A participant's budget: allocated, spent, pending and remaining, by category; its overheads by pages", show)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/admin/wallets/{id}/requests",     for: .budgets, "What was asked for from a participant's budget, the newest first", requests)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/wallets/{id}/overhead",     for: .admins,  "Book what running the programme cost for the participant", bookOverhead)
                .taking(Overhead.Draft.shapes).answering(AnswerShape(201, "booked"), AnswerShape(409, "above the allocation, or booked already")),
            .post("/admin/overheads/{id}/reversal",   for: .admins,  "An overhead was booked by mistake", reverseOverhead)
                .taking(.required("reason", .text(max: 500))),
            .get ("/admin/support/sums",              for: .budgets, "Support added up by cohort and by category", sums),
            .get ("/admin/support/settings",          for: .admins,  "What the office sets for support", settings),
            .post("/admin/support/settings",          for: .admins,  "Change the allocation of cohorts that start from now on; more holds a day later, or once another admin sets the same", changeSettings)
                .taking(WalletSettings.shapes),
            .post("/admin/support/coming/refusal",    for: .admins,  "What was set and does not hold yet is not to hold: the former stands", refuseComing)
                .taking(.required("setting", .choice(ComingSetting.names))).answering(AnswerShape(409, "nothing waits there")),
        ]
    }
}
