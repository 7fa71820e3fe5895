import Storage

/// What kind of support money becomes, in the order in which kinds are given: what is not cash comes first.
package enum SupportType: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case data, transport, tools
    /// The last resort, never the default.
    case cash
    /// What the programme itself costs, such as rooms. It is part of what a participant may cost, and no support.
    case overhead

    /// Those that a participant may be given, the first to be looked at before the others.
    package static let ranked: [SupportType] = [.data, .transport, .tools, .cash]
    package var isSupport: Bool { Self.ranked.contains(self) }

    package var label: String {
        switch self {
        case .data: "Data and airtime"
        case .transport: "Transport"
        case .tools: "Tools"
        case .cash: "Cash"
        case .overhead: "Running costs, no support"
        }
    }
}
