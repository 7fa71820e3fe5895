import Kernel
import People
import Storage
import Web

/// Which nodes somebody sees and what they may do there: the office's admins everything, an officer what was given at a node,
/// there and beneath. Another's are not there (404); a node that is seen and not one's own to change is refused (403).
package struct NodeScope: Sendable {
    package let tenant: TenantID
    /// Nil for the office's admins.
    private let officer: Officer?

    private enum Officer: Sendable {
        case person(PersonID)
        /// A program's key with an officer's role: capabilities are people's.
        case nobody
    }

    package init(_ caller: Principal) {
        tenant = caller.tenant
        if Access.admins.admits(caller.roles) {
            officer = nil
        } else if let person = caller.person {
            officer = .person(person)
        } else {
            officer = .nobody
        }
    }

    package var isOffice: Bool { officer == nil }

    /// That the asker sees the node in that column.
    func sees(_ column: StaticString) -> SQL { reaches(column, by: Capability.allCases) }

    /// That the asker has the capability at the node in that column.
    func may(_ capability: Capability, _ column: StaticString) -> SQL { reaches(column, by: [capability]) }

    private func reaches(_ column: StaticString, by capabilities: [Capability]) -> SQL {
        guard let officer else { return "TRUE" }
        guard case .person(let person) = officer else { return "FALSE" }
        return """
            \(name: column) IN (
                WITH RECURSIVE reach (id) AS (
                    SELECT given.node_id FROM org_capability AS given
                     WHERE given.tenant_id = \(tenant) AND given.person_id = \(person) AND given.taken_at IS NULL
                       AND given.capability IN \(list: capabilities.map(\.rawValue))
                    UNION
                    SELECT child.id FROM org_node AS child JOIN reach ON child.parent_id = reach.id
                     WHERE child.tenant_id = \(tenant))
                SELECT reach.id FROM reach)
            """
    }

    /// Whether the asker has the capability at the node.
    package func has(_ capability: Capability, at node: OrgNode.ID, _ db: Connection) throws -> Bool {
        try isOffice
            || db.row(
                """
                SELECT org_node.id FROM org_node
                 WHERE org_node.tenant_id = \(tenant) AND org_node.id = \(node)
                   AND \(part: may(capability, "org_node.id"))
                """) != nil
    }

    package func require(_ capability: Capability, at node: OrgNode.ID, _ db: Connection) throws {
        guard try has(capability, at: node, db) else { throw SponsorshipRefusal.notGiven(capability) }
    }

    package func requireOffice() throws {
        guard isOffice else { throw SponsorshipRefusal.officeOnly }
    }
}
