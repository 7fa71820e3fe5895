import Kernel

/// What is wrong with an override.
package enum OverrideRefusal: Refusal, Equatable {
    case unknown(SupportOverride.ID)
    case nothingNew
    case openAlready
    case notQueued(SupportRequest.ID)
    case needed(Cents, Currency)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):   (.missing, "unknown_override", nil, "there is no override \(id)")
        case .nothingNew:        (.invalid, "nothing_new", "amount", "another amount than stands, and for a request a higher one")
        case .openAlready:       (.conflict, "override_open", nil, "an override of this waits to be decided; decide that first")
        case .notQueued(let id): (.conflict, "not_queued", nil, "request \(id) does not wait for a decision any more")
        case .needed(let most, let currency):
            (.conflict, "override_needed", "amount", "this is worth \(currency.shown(most)); more is an override, which one person proposes and an admin approves")
        }
    }
}
