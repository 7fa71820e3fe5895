import Applications
import Kernel
import Storage
import Web

extension OrgNode {
    /// The node; refused where the office has none, or the asker sees none.
    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> OrgNode {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM org_node
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("org_node.id"))
            """)
        guard let row else { throw RecordRefusal.unknown("node", id) }
        return try OrgNode(row)
    }

    /// The node, where the asker has that capability at it or above it.
    package static func find(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> OrgNode {
        let node = try find(id, scope, db)
        try scope.require(capability, at: id, db)
        return node
    }

    /// The same, where something new is to be of the node: a closed one takes nothing.
    package static func open(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> OrgNode {
        let node = try find(id, for: capability, scope, db)
        guard node.state == .active else { throw SponsorshipRefusal.nodeClosed(id) }
        return node
    }

    /// Which nodes are wanted.
    package struct Filter: Sendable {
        package var kind: Kind?
        package var state: State?
        package var text: String?
        /// It and all beneath it.
        package var under: ID?

        package init() {}
    }

    /// By name; those of one parent with `parent`.
    package static func list(
        _ filter: Filter, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<OrgNode> {
        var conditions: [SQL] = ["org_node.tenant_id = \(scope.tenant)", scope.sees("org_node.id")]
        if let kind = filter.kind { conditions.append("org_node.kind = \(kind)") }
        if let state = filter.state { conditions.append("org_node.state = \(state)") }
        if let under = filter.under { conditions.append(beneath(under, "org_node.id", tenant: scope.tenant)) }
        if let text = filter.text {
            let pattern = Folding.likePattern(containing: Folding.fold(text))
            conditions.append("(name_key LIKE \(pattern) ESCAPE '\\' OR code = \(text.uppercased()))")
        }
        if case .list(let place)? = page.after?.value, place.count == 2, let key = place[0].text,
            let id = place[1].text.flatMap({ ID($0) })
        {
            conditions.append("(name_key > \(key) OR name_key = \(key) AND org_node.id > \(id))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM org_node
             WHERE \(part: .all(conditions))
             ORDER BY name_key, org_node.id
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(OrgNode.init), of: page) {
            .list([.string(Folding.fold($0.name)), Value($0.id)])
        }
    }

    /// The node and all beneath it, as a condition on a column of ids.
    static func beneath(_ id: ID, _ column: StaticString, tenant: TenantID) -> SQL {
        """
        \(name: column) IN (
            WITH RECURSIVE subtree (id) AS (
                SELECT org_node.id FROM org_node WHERE org_node.tenant_id = \(tenant) AND org_node.id = \(id)
                UNION
                SELECT child.id FROM org_node AS child JOIN subtree ON child.parent_id = subtree.id
                 WHERE child.tenant_id = \(tenant))
            SELECT subtree.id FROM subtree)
        """
    }

    /// The nodes directly beneath this one, by name.
    package func children(_ db: Connection) throws -> [OrgNode] {
        try db.rows(
            """
            SELECT \(part: Self.columns) FROM org_node
             WHERE tenant_id = \(tenant) AND parent_id = \(id) ORDER BY name_key, id LIMIT 1000
            """
        ).map(OrgNode.init)
    }

    /// From the highest that the asker sees down to the parent.
    package func ancestors(_ scope: NodeScope, _ db: Connection) throws -> [OrgNode] {
        var above: [OrgNode] = []
        var next = parent
        while let id = next, above.count < Kind.allCases.count {
            let row = try db.row(
                """
                SELECT \(part: Self.columns) FROM org_node
                 WHERE tenant_id = \(tenant) AND id = \(id) AND \(part: scope.sees("org_node.id"))
                """)
            guard let row else { break }
            let node = try OrgNode(row)
            above.insert(node, at: 0)
            next = node.parent
        }
        return above
    }
}
