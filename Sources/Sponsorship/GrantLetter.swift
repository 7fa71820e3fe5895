import Kernel
import Notices
import People
import Storage

/// The mail that a grant's report is due soon: to whoever may report at its node or above, else to who submitted it.
enum GrantLetter {
    /// What is marked and was not written yet, the newest mark of each grant.
    static func waiting(
        since: Moment, site: String, tenant: TenantID, _ db: Connection
    ) throws -> [NoticeLetter] {
        var found: [NoticeLetter] = []
        var last = ""
        while found.count < most {
            let rows = try db.rows(
                """
                SELECT grant_id, min(bucket_days) AS bucket_days FROM grant_reminder
                 WHERE tenant_id = \(tenant) AND at >= \(since) AND grant_id > \(last)
                 GROUP BY grant_id ORDER BY grant_id LIMIT \(most)
                """)
            for row in rows {
                last = try row["grant_id"]
                found += try letters(for: try row["grant_id"], try row["bucket_days"], site, tenant: tenant, db)
            }
            if rows.count < most { break }
        }
        return found
    }

    /// So many grants are read at a time; of those that were told already it is read on.
    static let most = 500

    private static func letters(
        for id: Grant.ID, _ bucket: Int, _ site: String, tenant: TenantID, _ db: Connection
    ) throws -> [NoticeLetter] {
        guard let grant = try due(id, tenant: tenant, db) else { return [] }
        return try readers(of: grant, db).compactMap { person in
            let isWritten: Bool =
                try db.row(
                    """
                    SELECT id FROM notice
                     WHERE tenant_id = \(tenant) AND party_kind = 'person' AND party_id = \(person.description)
                       AND about = \(GrantReminders.about) AND about_key = \(key(grant, bucket))
                    """) != nil
            return isWritten ? nil : try letter(grant, bucket, site, to: person, db)
        }
    }

    private static func key(_ grant: Grant, _ bucket: Int) -> String { "\(grant.id):\(bucket)" }

    /// The grant, while its report is waited for.
    private static func due(_ id: Grant.ID, tenant: TenantID, _ db: Connection) throws -> Grant? {
        let row = try db.row(
            "SELECT \(part: Grant.columns) FROM grant_application WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let grant = try row.map(Grant.init), grant.course.reminded.contains(grant.state) else { return nil }
        return try grant.isReported(db) ? nil : grant
    }

    private static func letter(
        _ grant: Grant, _ bucket: Int, _ site: String, to id: PersonID, _ db: Connection
    ) throws -> NoticeLetter? {
        let person = try Person.find(id, tenant: grant.tenant, db)
        guard person.state == .active, let last = grant.closesOn else { return nil }
        let name: String? = try db.value(
            "SELECT name FROM org_node WHERE tenant_id = \(grant.tenant) AND id = \(grant.node)")
        let content: Value = [
            "title": .string(grant.fields.title), "body": .string(grant.fields.body), "node": Value(name),
            "closes_on": .string(last.description), "days": Value(bucket),
            "path": .string("\(site)/grants/\(grant.id)"),
        ]
        let tenant = grant.tenant
        return NoticeLetter(
            Notice.Matter(GrantReminders.about, key(grant, bucket), content: content.canonicalBytes),
            to: Notice.Party("person", id), name: person.name, address: person.email, template: "mail/grant-reminder",
            context: ["grant": content],
            anew: { db in
                guard let grant = try due(grant.id, tenant: tenant, db) else { return nil }
                return try letter(grant, bucket, site, to: id, db)
            })
    }

    /// Active people with the capability at the node or above it; nobody: who submitted it.
    private static func readers(of grant: Grant, _ db: Connection) throws -> [PersonID] {
        let found = try db.rows(
            """
            WITH RECURSIVE above (id, parent_id) AS (
                SELECT org_node.id, org_node.parent_id FROM org_node
                 WHERE org_node.tenant_id = \(grant.tenant) AND org_node.id = \(grant.node)
                UNION
                SELECT higher.id, higher.parent_id FROM org_node AS higher JOIN above ON higher.id = above.parent_id
                 WHERE higher.tenant_id = \(grant.tenant))
            SELECT DISTINCT person.id
              FROM org_capability JOIN person ON person.id = org_capability.person_id
             WHERE org_capability.tenant_id = \(grant.tenant) AND org_capability.capability = \(Capability.report)
               AND org_capability.taken_at IS NULL AND person.state = 'active'
               AND org_capability.node_id IN (SELECT above.id FROM above)
             ORDER BY person.id LIMIT 50
            """
        ).map { try $0.get("id", as: PersonID.self) }
        if found.isEmpty, case .person(let submitter)? = grant.submittedBy { return [submitter] }
        return found
    }
}
