import Kernel
import Storage

/// One telling of one event to one endpoint. Its id goes with it each time, so that a receiver knows a repetition: a
/// delivery arrives at least once.
package struct WebhookDelivery: Sendable {
    package typealias ID = Identifier<WebhookDelivery>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case queued, delivered, dead, dismissed
    }

    package enum Event: String, Sendable { case deliver, fail, replay, dismiss }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from         on          to
        (.queued,       .deliver,   .delivered),
        (.queued,       .fail,      .dead),
        (.delivered,    .replay,    .queued),
        (.dead,         .replay,    .queued),
        (.dead,         .dismiss,   .dismissed),
        (.dismissed,    .replay,    .queued),
    ])

    package let id: ID
    package let tenant: TenantID
    package let endpoint: WebhookEndpoint.ID
    package let historySeq: Int64
    package let event: String
    package let state: State
    package let attempts: Int
    package let firstTriedAt: Moment?
    package let nextAttemptAt: Moment
    package let settledAt: Moment?
    package let lastStatus: Int?
    package let why: String
    package let createdAt: Moment

    static let columns: SQL = """
        id, tenant_id, endpoint_id, history_seq, event, state, attempts, first_tried_at, next_attempt_at, settled_at,
        last_status, why, created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        endpoint = try row["endpoint_id"]
        historySeq = try row["history_seq"]
        event = try row["event"]
        state = try row["state"]
        attempts = try row["attempts"]
        firstTriedAt = try row["first_tried_at"]
        nextAttemptAt = try row["next_attempt_at"]
        settledAt = try row["settled_at"]
        lastStatus = try row["last_status"]
        why = try row["why"]
        createdAt = try row["created_at"]
    }

    package var value: Value {
        [
            "id": Value(id), "endpoint": Value(endpoint), "event": .string(event), "seq": .int(historySeq),
            "state": .string(state.rawValue), "attempts": Value(attempts),
            "next_attempt_at": state == .queued ? Value(nextAttemptAt) : .null, "settled_at": Value(settledAt),
            "last_status": Value(lastStatus), "why": .string(why), "created_at": Value(createdAt),
            "may_replay": .bool(state != .queued), "may_dismiss": .bool(state == .dead),
        ]
    }
}

/// When a delivery that failed is tried again: soon at first, then less often, for a day.
package enum WebhookLadder {
    // swift-format-ignore
    private static let delays: [Span] = [
        .seconds(10), .minutes(1), .minutes(5), .minutes(15), .minutes(30), .hours(1), .hours(2), .hours(4),
    ]
    package static let patience = Span.hours(24)

    /// The wait after so many attempts; nil where a day is over.
    package static func delay(afterAttempt attempt: Int, firstTriedAt first: Moment, at now: Moment) -> Span? {
        let delay = delays[min(max(attempt, 1), delays.count) - 1]
        return now + delay - first > patience ? nil : delay
    }
}
