import Applications
import Correspondence
import Crypto
import Kernel
import Ledger
import Notices
import Outbox
import People
import Storage
import TestCalls
import TestDatabases
import TestServers

@testable import Sponsorship
@testable import Web

/// Two offices, the routes of the slice, and the tree of a federation in the first one.
final class Sponsoring: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let blobs: BlobStore
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let tenants: [TenantID]
    /// The first office's: one enters, the other decides.
    let admins: [Principal]
    let stranger: Principal
    let caller: RouteCaller

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/sponsorship.db", Self.migrations, at: now)
        tenants = try await database.write { db in
            try ["One", "Two"].map { try Tenant.add(name: $0, by: .system("test"), at: now, db) }
        }
        let made = try await database.write { [tenants] db in
            try [("a", 0), ("b", 0), ("c", 1)].map { name, place in
                let draft = try Person.Draft(email: "\(name)@office.example", name: name, roles: [.admin])
                let person = try Person.add(
                    draft, password: PasswordHash(of: "correct horse battery", cost: 4), tenant: tenants[place],
                    by: .system("test"), at: now, db)
                return Self.principal(tenants[place], person.id, [.admin])
            }
        }
        admins = Array(made.prefix(2))
        stranger = made[2]
        blobs = try BlobStore(folder: "\(folder.path)/blobs")
        caller = RouteCaller(
            NodeRoutes.routes(database: database, clock: clock)
                + ShareRoutes.routes(database: database, clock: clock)
                + GrantRoutes.routes(database: database, clock: clock)
                + NodeBankRoutes.routes(database: database, clock: clock, intake: FileIntake(blobs: blobs))
                + SponsorRoutes.routes(database: database, clock: clock, intake: FileIntake(blobs: blobs)))
    }

    static let migrations: [Migration] =
        StorageSchema.migrations + LedgerSchema.migrations + PeopleSchema.migrations
        + CorrespondenceSchema.migrations + OutboxSchema.migrations + NoticesSchema.migrations
        + SponsorshipSchema.migrations

    static func principal(_ tenant: TenantID, _ person: PersonID?, _ roles: Set<RoleName>) -> Principal {
        Principal(
            tenant: tenant, person: person, name: "Somebody", roles: roles,
            credential: .session(id: "none", csrf: "none"))
    }

    var admin: Principal { admins[0] }
    var checker: Principal { admins[1] }

    func act(
        _ path: String, _ value: Value = [:], as asker: Principal? = nil, key: String? = nil
    ) async throws -> RouteCaller.Outcome {
        clock.advance(.seconds(1))
        return try await caller.call(.post, path, value, as: asker ?? admin, key: key)
    }

    func get(_ path: String, as asker: Principal? = nil) async throws -> RouteCaller.Outcome {
        try await caller.call(.get, path, as: asker ?? admin)
    }

    /// The code of what a call is refused with; nil where it is not refused.
    func code(
        _ path: String, _ value: Value = [:], as asker: Principal? = nil, _ method: Web.Method = .post
    ) async throws -> String? {
        clock.advance(.seconds(1))
        do {
            _ = try await caller.call(method, path, value, as: asker ?? admin)
            return nil
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

    /// A new node, by the first admin.
    func node(_ kind: OrgNode.Kind, _ code: String, under parent: OrgNode.ID? = nil) async throws -> OrgNode.ID {
        let made = try await act(
            "/org-nodes",
            [
                "kind": .string(kind.rawValue), "code": .string(code), "name": .string("Node \(code)"),
                "parent": Value(parent),
            ])
        return try found(made["id"]?.text.flatMap { OrgNode.ID($0) })
    }

    /// A federation with two districts, the first with two clubs and a competition.
    struct Tree: Sendable {
        let federation: OrgNode.ID
        let district: OrgNode.ID
        let other: OrgNode.ID
        let clubs: [OrgNode.ID]
        let competition: OrgNode.ID
    }

    func tree() async throws -> Tree {
        let federation = try await node(.federation, "FED")
        let district = try await node(.district, "D1", under: federation)
        return Tree(
            federation: federation, district: district, other: try await node(.district, "D2", under: federation),
            clubs: [try await node(.club, "C1", under: district), try await node(.club, "C2", under: district)],
            competition: try await node(.competition, "CUP", under: district))
    }

    /// Somebody with these capabilities at a node.
    func officer(_ capabilities: [Capability], at node: OrgNode.ID) async throws -> Principal {
        let (now, tenant) = (clock.now(), tenants[0])
        let number = try await count("SELECT count(*) FROM person")
        let person = try await database.write { db in
            let draft = try Person.Draft(
                email: "officer\(number)@office.example", name: "Officer", roles: [.sponsorshipOfficer])
            return try Person.add(
                draft, password: PasswordHash(of: "correct horse battery", cost: 4), tenant: tenant,
                by: .system("test"), at: now, db
            ).id
        }
        _ = try await act(
            "/org-nodes/\(node)/officers",
            ["person": Value(person), "capabilities": .list(capabilities.map { .string($0.rawValue) })])
        return Self.principal(tenant, person, [.sponsorshipOfficer])
    }

    /// The balance of a node's account as its page shows it; nil where nothing was booked there.
    func balance(_ code: String, of node: OrgNode.ID) async throws -> String? {
        try await get("/org-nodes/\(node)")["accounts"]?.list?.first { $0["code"]?.text == code }?["balance"]?.text
    }

    /// That the ledger is whole and each node's own legs balance in every transfer.
    func unbalanced() async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM (
                SELECT org_entry.seq, org_entry.node_id
                  FROM org_entry
                  JOIN ledger_entry ON ledger_entry.tenant_id = org_entry.tenant_id
                                   AND ledger_entry.seq = org_entry.seq AND ledger_entry.leg = org_entry.leg
                 GROUP BY org_entry.tenant_id, org_entry.seq, org_entry.node_id
                HAVING sum(CASE WHEN ledger_entry.side = 'debit' THEN ledger_entry.amount_cents
                                ELSE 0 - ledger_entry.amount_cents END) <> 0) AS crooked
            """)
    }
}

/// What a test takes for granted; without it the test ends.
func found<T>(_ value: T?) throws -> T {
    guard let value else { throw NotFound() }
    return value
}

struct NotFound: Error {}
