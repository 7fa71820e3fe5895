import Kernel
import People
import Storage
import Web

/// A person with capabilities at a node. What was given and taken stays as rows.
package struct Officer: Sendable {
    package let person: PersonID
    package let name: String
    package let email: String
    package let node: OrgNode.ID
    package let capabilities: [Capability]

    /// Gives a person exactly these capabilities at a node; none takes all. The office's admins give them, and the person
    /// has the role of an officer.
    package static func set(
        _ capabilities: Set<Capability>, for person: PersonID, at node: OrgNode, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        try act.scope.requireOffice()
        let found = try Person.find(person, tenant: act.tenant, db)
        guard found.roles.contains(.sponsorshipOfficer) else { throw SponsorshipRefusal.notAnOfficer(person) }
        let former = Set(try standing(at: node, of: person, db))
        for taken in Capability.allCases where former.contains(taken) && !capabilities.contains(taken) {
            try db.run(
                """
                UPDATE org_capability SET taken_by = \(act.who), taken_at = \(act.now)
                 WHERE tenant_id = \(act.tenant) AND person_id = \(person) AND node_id = \(node.id)
                   AND capability = \(taken) AND taken_at IS NULL
                """)
        }
        for given in Capability.allCases where capabilities.contains(given) && !former.contains(given) {
            try db.run(
                """
                INSERT INTO org_capability (id, tenant_id, person_id, node_id, capability, given_by, given_at)
                VALUES (\(Identifier<Officer>(at: act.now)), \(act.tenant), \(person), \(node.id), \(given),
                        \(act.who), \(act.now))
                """)
        }
        guard former != capabilities else { return }
        try act.log(
            "org_node", node.id, "capabilities_set",
            detail: [
                "person": Value(person),
                "capabilities": .list(
                    Capability.allCases.filter(capabilities.contains).map { .string($0.rawValue) }),
            ], db)
    }

    private static func standing(
        at node: OrgNode, of person: PersonID, _ db: Connection
    ) throws -> [Capability] {
        try db.rows(
            """
            SELECT capability FROM org_capability
             WHERE tenant_id = \(node.tenant) AND person_id = \(person) AND node_id = \(node.id) AND taken_at IS NULL
            """
        ).map { try $0["capability"] }
    }

    /// Who has what at this very node, by name.
    package static func of(_ node: OrgNode, _ db: Connection) throws -> [Officer] {
        let rows = try db.rows(
            """
            SELECT org_capability.person_id, org_capability.capability, person.name, person.email
              FROM org_capability JOIN person ON person.id = org_capability.person_id
             WHERE org_capability.tenant_id = \(node.tenant) AND org_capability.node_id = \(node.id)
               AND org_capability.taken_at IS NULL
             ORDER BY person.name, person.id, org_capability.capability
            """)
        var officers: [Officer] = []
        for row in rows {
            let (person, capability): (PersonID, Capability) = (try row["person_id"], try row["capability"])
            let former = officers.last?.person == person ? officers.removeLast().capabilities : []
            officers.append(
                Officer(
                    person: person, name: try row["name"], email: try row["email"], node: node.id,
                    capabilities: former + [capability]))
        }
        return officers
    }

    /// Who could be given something: people of the office with the officers' role.
    package static func candidates(tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try db.rows(
                """
                SELECT person.id, person.name, person.email
                  FROM person JOIN person_role ON person_role.person_id = person.id
                 WHERE person.tenant_id = \(tenant) AND person.state = 'active'
                   AND person_role.role = \(RoleName.sponsorshipOfficer.rawValue)
                 ORDER BY person.name, person.id LIMIT 500
                """
            ).map {
                [
                    "id": Value(try $0.get("id", as: PersonID.self)), "name": .string(try $0["name"]),
                    "email": .string(try $0["email"]),
                ]
            })
    }

    package var value: Value {
        [
            "person": Value(person), "name": .string(name), "email": .string(email), "node": Value(node),
            "capabilities": .list(capabilities.map { .string($0.rawValue) }),
            "capabilities_text": .string(capabilities.map(\.label).joined(separator: ", ")),
        ]
    }
}
