import Applications
import Kernel
import People
import Storage
import TestCalls
import TestDatabases
import TestServers
import Web

@testable import Funders

/// A database with two tenants and the routes of funders.
final class Desk: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    let broker: Principal
    let reader: Principal
    let stranger: Principal
    let caller: RouteCaller

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open(
            "\(folder.path)/test.db",
            StorageSchema.migrations + PeopleSchema.migrations + ApplicationsSchema.migrations
                + FundersSchema.migrations, at: now)
        let tenants = try await database.write { db in
            try ["ours", "theirs"].map { try Tenant.add(name: $0, by: .system("test"), at: now, db) }
        }
        broker = Self.principal(tenants[0], [.broker])
        reader = Self.principal(tenants[0], [.readOnly])
        stranger = Self.principal(tenants[1], [.broker])
        caller = RouteCaller(FunderRoutes.routes(database: database, clock: clock))
    }

    private static func principal(_ tenant: TenantID, _ roles: Set<RoleName>) -> Principal {
        Principal(tenant: tenant, person: nil, name: "test", roles: roles, credential: .key(name: "test"))
    }

    /// Adds a funder and answers its path.
    func add(_ name: String, domains: Value = []) async throws -> String {
        let made = try await caller.call(.post, "/funders", ["name": Value(name), "domains": domains], as: broker)
        return "/funders/\(made["id"]?.text ?? "")"
    }

    func post(_ path: String, _ body: Value) async throws -> RouteCaller.Outcome {
        try await caller.call(.post, path, body, as: broker)
    }

    func show(_ path: String) async throws -> RouteCaller.Outcome {
        try await caller.call(.get, path, as: reader)
    }

    func dossier(_ path: String) async throws -> FunderDossier {
        let (id, tenant) = (Funder.ID(path.dropFirst("/funders/".count)), broker.tenant)
        let found = try await database.read { try FunderDossier.of([id].compactMap { $0 }, tenant: tenant, $0) }
        guard let dossier = found.first else { throw RecordRefusal.unknown("funder", id: path) }
        return dossier
    }
}

/// The code of the refusal that `body` ends with; nil where it does not.
func code(_ body: () async throws -> some Any) async throws -> String? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as any Refusal {
        return refusal.code
    }
}
