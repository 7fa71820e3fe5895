import Crypto
import Kernel
import People
import Storage
import TestCalls
import TestDatabases
import TestServers
import Web

/// A database with two tenants, an admin in each, and the slice's routes.
final class Office: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    let passwords = Passwords(cost: 4)
    let tenant: TenantID
    let other: TenantID
    let admin: Principal
    let stranger: Principal
    let caller: RouteCaller

    static let password = "correct horse battery"

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open(
            "\(folder.path)/test.db", StorageSchema.migrations + PeopleSchema.migrations, at: now)
        let hash = await passwords.hash(Self.password)
        let made = try await database.write { db -> [Person] in
            try ["ada@ours.example", "eve@theirs.example"].map { email in
                let tenant = try Tenant.add(name: email, by: .system("test"), at: now, db)
                return try Person.add(
                    Person.Draft(email: email, name: "Admin", roles: [.admin]), password: hash, tenant: tenant,
                    by: .system("test"), at: now, db)
            }
        }
        tenant = made[0].tenant
        other = made[1].tenant
        admin = Self.principal(made[0])
        stranger = Self.principal(made[1])
        caller = RouteCaller(
            PeopleRoutes.routes(database: database, clock: clock, passwords: passwords, isBehindTLS: false))
    }

    static func principal(_ person: Person) -> Principal {
        Principal(
            tenant: person.tenant, person: person.id, name: person.name, roles: Set(person.roles),
            credential: .session(id: "none", csrf: "none"))
    }

    var signIn: SignIn { SignIn(database: database, passwords: passwords) }
    var authenticator: Authenticator { Authenticator(database: database, clock: clock, isBehindTLS: false) }

    func add(_ email: String, roles: Set<RoleName> = [.broker]) async throws -> Person {
        let hash = await passwords.hash(Self.password)
        let (tenant, now) = (tenant, clock.now())
        return try await database.write { db in
            try Person.add(
                Person.Draft(email: email, name: "Somebody", roles: roles), password: hash, tenant: tenant,
                by: .system("test"), at: now, db)
        }
    }
}
