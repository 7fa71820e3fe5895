import Kernel
import Storage

/// How the office stands with a funder, and so whether an application may be sent.
package enum FunderStatus: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case active
    case paused
    case doNotSend = "do_not_send"
    case limited
    case needsCallFirst = "needs_call_first"

    package var label: String {
        switch self {
        case .active: "Active"
        case .paused: "Paused"
        case .doNotSend: "Do not send"
        case .limited: "Limited"
        case .needsCallFirst: "Needs a call first"
        }
    }

    package enum Event: String, CaseIterable, Sendable {
        case activate
        case pause
        case forbid
        case limit
        case requireCall = "require_call"

        package static func leading(to status: FunderStatus) -> Event {
            switch status {
            case .active: .activate
            case .paused: .pause
            case .doNotSend: .forbid
            case .limited: .limit
            case .needsCallFirst: .requireCall
            }
        }
    }

    /// A limit may be set anew while it stands, for another cap.
    // swift-format-ignore
    package static let lifecycle = Lifecycle<FunderStatus, Event>([
        // from            on            to
        (.active,          .pause,       .paused),
        (.active,          .forbid,      .doNotSend),
        (.active,          .limit,       .limited),
        (.active,          .requireCall, .needsCallFirst),
        (.paused,          .activate,    .active),
        (.paused,          .forbid,      .doNotSend),
        (.paused,          .limit,       .limited),
        (.paused,          .requireCall, .needsCallFirst),
        (.doNotSend,       .activate,    .active),
        (.doNotSend,       .pause,       .paused),
        (.doNotSend,       .limit,       .limited),
        (.doNotSend,       .requireCall, .needsCallFirst),
        (.limited,         .activate,    .active),
        (.limited,         .pause,       .paused),
        (.limited,         .forbid,      .doNotSend),
        (.limited,         .limit,       .limited),
        (.limited,         .requireCall, .needsCallFirst),
        (.needsCallFirst,  .activate,    .active),
        (.needsCallFirst,  .pause,       .paused),
        (.needsCallFirst,  .forbid,      .doNotSend),
        (.needsCallFirst,  .limit,       .limited),
    ])
}

/// How applications reach a funder. Only mail is live.
package enum Channel: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case email
    case portal
    case api

    package var isLive: Bool { self == .email }

    package var label: String {
        switch self {
        case .email: "E-mail"
        case .portal: "Portal"
        case .api: "API"
        }
    }
}
