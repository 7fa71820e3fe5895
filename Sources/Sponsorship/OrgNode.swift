import Kernel
import Storage

/// A place in a federation's tree that has books: the federation, a district, a club, or a competition (H09).
package struct OrgNode: Sendable, Equatable {
    package typealias ID = Identifier<OrgNode>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case federation, district, club, competition

        package var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

        /// Under which kinds it stands: always higher ones, so that there are no cycles.
        package var parents: [Kind] {
            switch self {
            case .federation: []
            case .district: [.federation]
            case .club: [.federation, .district]
            case .competition: [.federation, .district, .club]
            }
        }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case active, closed }
    package enum Event: String, Sendable, CaseIterable { case close, reopen }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on        to
        (.active,    .close,   .closed),
        (.closed,    .reopen,  .active),
    ])

    package let id: ID
    package let tenant: TenantID
    package let kind: Kind
    package let parent: ID?
    package let code: String
    package let name: String
    /// Nil: that of the node above.
    package let timeZone: String?
    package let state: State
    package let closeReason: String?
    package let createdBy: Who
    package let createdAt: Moment
    package let version: Int

    static let columns: SQL = """
        org_node.id, org_node.tenant_id, org_node.kind, org_node.parent_id, org_node.code, org_node.name, org_node.time_zone,
        org_node.state, org_node.close_reason, org_node.created_by, org_node.created_at, org_node.version
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        kind = try row["kind"]
        parent = try row["parent_id"]
        code = try row["code"]
        name = try row["name"]
        timeZone = try row["time_zone"]
        state = try row["state"]
        closeReason = try row["close_reason"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        version = try row["version"]
    }

    package var value: Value {
        [
            "id": Value(id), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "parent": Value(parent), "code": .string(code), "name": .string(name),
            "time_zone": Value(timeZone), "state": .string(state.rawValue),
            "state_label": .string(state == .active ? "Active" : "Closed"),
            "state_tone": .string(state == .active ? "good" : "plain"), "close_reason": Value(closeReason),
            "created_by": .string(createdBy.text), "created_at": Value(createdAt), "version": Value(version),
        ]
    }

    static var kinds: Value {
        .list(Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
