import Kernel
import Storage

/// A program elsewhere that wants to hear of events here (J36).
package struct WebhookEndpoint: Sendable {
    package typealias ID = Identifier<WebhookEndpoint>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case active, paused, retired
    }

    package enum Event: String, Sendable { case pause, resume, retire }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from       on        to
        (.active,     .pause,   .paused),
        (.paused,     .resume,  .active),
        (.active,     .retire,  .retired),
        (.paused,     .retire,  .retired),
    ])

    package let id: ID
    package let tenant: TenantID
    package let name: String
    package let url: String
    package let events: Set<String>
    /// Whether a delivery tells more than ids: states, reason and details of the history's row.
    package let withDetails: Bool
    package let state: State
    /// Deliveries are made of the history's rows up to this one.
    package let position: Int64
    package let createdAt: Moment
    let sealedSecret: [UInt8]

    static let columns: SQL = """
        id, tenant_id, name, url, events, with_details, secret_sealed, state, position, created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        name = try row["name"]
        url = try row["url"]
        events = Set(try row.get("events", as: Value.self).list?.compactMap(\.text) ?? [])
        withDetails = try row["with_details"]
        sealedSecret = try row["secret_sealed"]
        state = try row["state"]
        position = try row["position"]
        createdAt = try row["created_at"]
    }

    /// What a person fills in.
    package struct Draft: Sendable {
        package let name: String
        package let url: String
        package let events: [String]
        package let withDetails: Bool

        package init(name: String, url: String, events: [String], withDetails: Bool) {
            self.name = name
            self.url = url
            self.events = events
            self.withDetails = withDetails
        }
    }

    package var value: Value {
        [
            "id": Value(id), "name": .string(name), "url": .string(url),
            "events": .list(events.sorted().map(Value.string)), "with_details": .bool(withDetails),
            "state": .string(state.rawValue), "created_at": Value(createdAt), "is_active": .bool(state == .active),
            "is_paused": .bool(state == .paused), "is_retired": .bool(state == .retired),
        ]
    }
}

package enum WebhookRefusal: Refusal, Equatable {
    case unknownEndpoint(WebhookEndpoint.ID)
    case unknownDelivery(WebhookDelivery.ID)
    case badAddress
    case noEvents
    case unknownEvent(String)
    case tooMany
    case notActive(WebhookEndpoint.ID, WebhookEndpoint.State)

    package var kind: RefusalKind {
        switch self {
        case .unknownEndpoint, .unknownDelivery: .missing
        case .tooMany, .notActive: .conflict
        default: .invalid
        }
    }
    package var code: String {
        switch self {
        case .unknownEndpoint: "unknown_webhook"
        case .unknownDelivery: "unknown_delivery"
        case .badAddress: "bad_url"
        case .noEvents: "no_events"
        case .unknownEvent: "unknown_event"
        case .tooMany: "too_many_webhooks"
        case .notActive: "webhook_not_active"
        }
    }
    package var field: String? {
        switch self {
        case .badAddress: "url"
        case .noEvents, .unknownEvent: "events"
        default: nil
        }
    }
    package var reason: String {
        switch self {
        case .unknownEndpoint(let id): "there is no web-hook \(id)"
        case .unknownDelivery(let id): "there is no delivery \(id)"
        case .badAddress: "must be an address such as https://host/path, without a user and without #"
        case .noEvents: "choose at least one event"
        case .unknownEvent(let name): "there is no event \(name)"
        case .notActive(let id, let state): "web-hook \(id) is \(state.rawValue); resume it first"
        case .tooMany: "an office has at most \(WebhookEndpoint.most) web-hooks; retire one first"
        }
    }
}
