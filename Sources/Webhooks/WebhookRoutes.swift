import Crypto
import Kernel
import People
import Storage
import Web

/// Web-hooks: who is told of what, what became of each telling, and telling it again (J36).
package struct WebhookRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: SealingKeys
    let allowsPlain: Bool

    package static func routes(
        database: Database, clock: any Clock, keys: SealingKeys, allowsPlain: Bool
    ) -> [Route] {
        Self(database: database, clock: clock, keys: keys, allowsPlain: allowsPlain).table.exporting(
            "/webhooks/{id}",
            [
                "id", "event", "seq", "state", "attempts", "next_attempt_at", "settled_at", "last_status", "why",
                "created_at",
            ])
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/webhooks",                           for: .admins, "Who is told of what happens here", index),
            .post("/webhooks",                           for: .admins, "Tell a further address; its secret is in this answer and nowhere else", add)
                .taking(.required("name", .text(max: 60)), .required("url", .text(max: 500)), .required("events", .list), .optional("with_details", .flag)),
            .get ("/webhooks/{id}",                      for: .admins, "One web-hook with its deliveries, the newest first", show)
                .taking(.optional("state", .choice(WebhookDelivery.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/webhooks/{id}/pause",                for: .admins, "Tell it nothing until it is resumed; what happens waits", pause),
            .post("/webhooks/{id}/resumption",           for: .admins, "Tell it again, what waited first", resume),
            .post("/webhooks/{id}/retirement",           for: .admins, "It is told nothing any more", retire),
            .post("/webhooks/{id}/test",                 for: .admins, "Send it a test", test),
            .post("/webhooks/{id}/replay",               for: .admins, "Tell it everything again from a day on, each with the id that it had", replay)
                .taking(.required("from", .day)),
            .post("/deliveries/{id}/replay",             for: .admins, "Tell this again, with the id that it had", replayOne),
            .post("/deliveries/{id}/dismissal",          for: .admins, "Nobody wants this any more", dismiss),
        ]
    }
}
