import Kernel
import People
import Storage
import Web

/// The desk's own pages: what waits today, the mail accounts' health, the doctor, and news for open pages.
package struct DeskRoutes: Sendable {
    let office: Office

    package static func routes(_ office: Office) -> [Route] { Self(office: office).table }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/",                          for: .readers, "What waits for a person today", today),
            .get ("/events",                    for: .watchers, "News for open pages: which parts changed, no contents", events)
                .answering(AnswerShape(200, "events named mail, inbox, outbox, review, alerts")),
            .get ("/figures/queues",            for: .readers, "What waits: every queue with its count and its oldest", queues),
            .get ("/figures/queues/export",     for: .readers, "The same as comma-separated text", exportQueues),
            .get ("/alerts",                    for: .readers, "Alerts, the newest first", alerts),
            .get ("/mailboxes",                 for: .readers, "The mail accounts and how they are", mailboxes),
            .post("/mailboxes/{id}/pause",      for: .admins,  "Send nothing from the account until it is resumed", pause)
                .taking(.optional("reason", .text(max: 200))),
            .post("/mailboxes/{id}/resumption", for: .admins,  "Send from the account again", resume),
            .get ("/doctor",                    for: .admins,  "What the installation looks like: each check green, yellow or red", doctor),
            .get ("/nodes",                     for: .admins,  "The processes that work on these records, and what each does", nodes),
            .get ("/openapi.json",              for: .readers, "This table as an OpenAPI document", openAPI),
        ]
    }
}
