import Kernel
import People
import Storage
import Web

/// The routes of the outbox: what waits and why, and what a person can do about it (B21, B22).
package struct OutboxRoutes: Sendable {
    let database: Database
    let clock: any Clock
    /// What a decision sets off in the slices above.
    let effects: SendEffects

    package static func routes(
        database: Database, clock: any Clock, effects: @escaping SendEffects
    ) -> [Route] {
        Self(database: database, clock: clock, effects: effects).table.exporting(
            "/outbox",
            [
                "id", "message", "subject", "to", "account_name", "state", "phase", "why", "last_reply", "attempts",
                "size_bytes", "created_at", "next_attempt_at", "settled_at", "settled_by",
            ])
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/outbox",                   for: .readers, "Mails on their way out, each with the reason why it waits", list)
                .taking(.optional("state", .choice(OutboxItem.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/outbox/{id}",              for: .readers, "One mail with its recipients, attempts and history", show),
            .post("/outbox/{id}/attempt",      for: .brokers, "Try it now", retry),
            .post("/outbox/{id}/holding",      for: .brokers, "Keep it back", hold),
            .post("/outbox/{id}/release",      for: .brokers, "Let a held mail go", release),
            .post("/outbox/{id}/cancellation", for: .brokers, "It will not go out", cancel),
            .post("/outbox/{id}/settlement",   for: .brokers, "Say whether a mail of uncertain end arrived", settle)
                .taking(.required("arrived", .flag)),
            .post("/stop-switch",              for: .brokers, "Stop all sending of the office, or let it go on", throwSwitch)
                .taking(.required("on", .flag)),
        ]
    }
}
