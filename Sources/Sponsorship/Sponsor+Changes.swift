import Applications
import Kernel
import Storage

extension Sponsor {
    package static func add(
        _ fields: Fields, to node: OrgNode, sponsoring entities: [OrgNode.ID], _ act: SponsorshipAct, _ db: Connection
    ) throws -> Sponsor {
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO sponsor (id, tenant_id, node_id, company, company_key, contact_name, email, website, tier,
                                 created_by, created_at, updated_at, version)
            VALUES (\(id), \(act.tenant), \(node.id), \(fields.company), \(Folding.fold(fields.company)),
                    \(fields.contactName), \(fields.email), \(fields.website), \(fields.tier), \(act.who), \(act.now),
                    \(act.now), 1)
            """)
        try act.log(
            "sponsor", id, "added",
            detail: ["node": Value(node.id), "tier": .string(fields.tier.rawValue)], db)
        let sponsor = try find(id, act.scope, db)
        try sponsor.set(entities: entities, act, db)
        return sponsor
    }

    /// Another tier counts for the next contract; those that stand keep what they were promised.
    package func change(to fields: Fields, version: Int, _ act: SponsorshipAct, _ db: Connection) throws {
        let changed = try db.changes(
            """
            UPDATE sponsor
               SET company = \(fields.company), company_key = \(Folding.fold(fields.company)),
                   contact_name = \(fields.contactName), email = \(fields.email), website = \(fields.website),
                   tier = \(fields.tier), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("sponsor", id) }
        try act.log("sponsor", id, "changed", detail: ["tier": .string(fields.tier.rawValue)], db)
    }

    /// Which nodes it sponsors: those that the asker sees become exactly these; those that are hidden from the asker stay.
    package func set(entities: [OrgNode.ID], _ act: SponsorshipAct, _ db: Connection) throws {
        let former = Set(try self.entities(act.scope, db).map(\.id))
        let wanted = Set(entities)
        guard wanted != former else { return }
        for id in wanted.subtracting(former).sorted() {
            let node = try OrgNode.find(id, act.scope, db)
            guard node.state == .active else { throw SponsorshipRefusal.nodeClosed(id) }
            try db.run(
                "INSERT INTO sponsor_entity (tenant_id, sponsor_id, node_id) VALUES (\(tenant), \(self.id), \(id))")
        }
        for id in former.subtracting(wanted) {
            try db.run(
                """
                DELETE FROM sponsor_entity
                 WHERE tenant_id = \(tenant) AND sponsor_id = \(self.id) AND node_id = \(id)
                """)
        }
        try act.log(
            "sponsor", id, "entities_set", detail: ["nodes": .list(wanted.sorted().map { Value($0) })], db)
    }
}
