import Applications
import Kernel
import Storage
import Web

extension Sponsor {
    /// Seen by whoever sees its node, or one of those that it sponsors.
    private static func seen(_ scope: NodeScope) -> SQL {
        scope.isOffice
            ? "TRUE"
            : """
            (\(part: scope.sees("sponsor.node_id")) OR EXISTS (
                SELECT 1 FROM sponsor_entity
                 WHERE sponsor_entity.tenant_id = sponsor.tenant_id AND sponsor_entity.sponsor_id = sponsor.id
                   AND \(part: scope.sees("sponsor_entity.node_id"))))
            """
    }

    /// The sponsor; refused where the office has none, or the asker sees none.
    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> Sponsor {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM sponsor
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: seen(scope))
            """)
        guard let row else { throw RecordRefusal.unknown("sponsor", id) }
        return try Sponsor(row)
    }

    /// The sponsor, where the asker keeps the sponsors of its node.
    package static func find(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> Sponsor {
        let sponsor = try find(id, scope, db)
        try scope.require(capability, at: sponsor.node, db)
        return sponsor
    }

    /// Which sponsors are wanted.
    package struct Filter: Sendable {
        package var tier: Tier?
        package var text: String?
        /// Whose they are, or whom they sponsor.
        package var node: OrgNode.ID?

        package init() {}
    }

    /// The newest first.
    package static func list(
        _ filter: Filter, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<Sponsor> {
        var conditions: [SQL] = ["sponsor.tenant_id = \(scope.tenant)", seen(scope)]
        if let tier = filter.tier { conditions.append("tier = \(tier)") }
        if let text = filter.text {
            let pattern = Folding.likePattern(containing: Folding.fold(text))
            conditions.append("company_key LIKE \(pattern) ESCAPE '\\'")
        }
        if let node = filter.node {
            conditions.append(
                """
                (sponsor.node_id = \(node) OR EXISTS (
                    SELECT 1 FROM sponsor_entity
                     WHERE sponsor_entity.tenant_id = sponsor.tenant_id AND sponsor_entity.sponsor_id = sponsor.id
                       AND sponsor_entity.node_id = \(node)))
                """)
        }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("sponsor.id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM sponsor
             WHERE \(part: .all(conditions))
             ORDER BY sponsor.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Sponsor.init), of: page) { Value($0.id) }
    }

    /// The nodes that it sponsors, as far as the asker sees them, by name.
    package func entities(_ scope: NodeScope, _ db: Connection) throws -> [OrgNode] {
        try db.rows(
            """
            SELECT \(part: OrgNode.columns)
              FROM org_node JOIN sponsor_entity ON sponsor_entity.tenant_id = org_node.tenant_id
                                               AND sponsor_entity.node_id = org_node.id
             WHERE org_node.tenant_id = \(tenant) AND sponsor_entity.sponsor_id = \(id)
               AND \(part: scope.sees("org_node.id"))
             ORDER BY org_node.name_key, org_node.id
            """
        ).map(OrgNode.init)
    }
}
