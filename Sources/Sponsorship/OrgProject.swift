import Kernel
import Storage

/// What money of a node is for, by a code of the node's own.
package struct OrgProject: Sendable, Equatable {
    package typealias ID = Identifier<OrgProject>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case open, closed }
    package enum Event: String, Sendable, CaseIterable { case close, reopen }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from    on        to
        (.open,    .close,   .closed),
        (.closed,  .reopen,  .open),
    ])

    package let id: ID
    package let node: OrgNode.ID
    package let code: String
    package let name: String
    package let state: State

    private static let columns: SQL = "id, node_id, code, name, state"

    private init(_ row: Row) throws {
        id = try row["id"]
        node = try row["node_id"]
        code = try row["code"]
        name = try row["name"]
        state = try row["state"]
    }

    package static func add(
        code: String, name: String, to node: OrgNode, _ act: SponsorshipAct, _ db: Connection
    ) throws -> OrgProject {
        let (id, code) = (ID(at: act.now), try OrgNode.checked(code))
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO org_project (id, tenant_id, node_id, code, name, state, created_by, created_at)
                VALUES (\(id), \(act.tenant), \(node.id), \(code), \(name), 'open', \(act.who), \(act.now))
                """)
        }
        try OrgNode.refuseDouble(added, code)
        try act.log(
            "org_project", id, "added", to: State.open.rawValue,
            detail: ["node": Value(node.id), "code": .string(code)], db)
        return try find(id, tenant: act.tenant, db)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> OrgProject {
        let row = try db.row("SELECT \(part: columns) FROM org_project WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("project", id) }
        return try OrgProject(row)
    }

    /// The node's open project of that id, for something new.
    package static func open(_ id: ID, of node: OrgNode, _ db: Connection) throws -> OrgProject {
        let project = try find(id, tenant: node.tenant, db)
        guard project.node == node.id else { throw SponsorshipRefusal.otherNodesProject(id) }
        guard project.state == .open else { throw SponsorshipRefusal.projectClosed(project.code) }
        return project
    }

    package static func of(_ node: OrgNode, _ db: Connection) throws -> [OrgProject] {
        try db.rows(
            """
            SELECT \(part: columns) FROM org_project
             WHERE tenant_id = \(node.tenant) AND node_id = \(node.id) ORDER BY code LIMIT 500
            """
        ).map(OrgProject.init)
    }

    package func move(on event: Event, _ act: SponsorshipAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE org_project SET state = \(next)
             WHERE tenant_id = \(act.tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "project \(id)") }
        try act.log("org_project", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    package var value: Value {
        [
            "id": Value(id), "node": Value(node), "code": .string(code), "name": .string(name),
            "state": .string(state.rawValue), "is_open": .bool(state == .open),
        ]
    }
}
