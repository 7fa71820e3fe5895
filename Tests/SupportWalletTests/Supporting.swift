import Applications
import Cohorts
import Crypto
import Kernel
import Ledger
import People
import Storage
import TestCalls
import TestDatabases
import TestServers
import Web

@testable import SupportWallet

/// Two offices, the routes of the slice, and a cohort of the first one that runs.
final class Supporting: Sendable {
    let folder: TemporaryFolder
    let database: Database
    /// 2026-11-18, noon.
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))
    let tenants: [TenantID]
    let caller: RouteCaller
    let providers: Providers

    static let who = Who.system("test")
    static let migrations =
        StorageSchema.migrations + LedgerSchema.migrations + PeopleSchema.migrations + ApplicationsSchema.migrations
        + CohortsSchema.migrations + SupportWalletSchema.migrations

    init() async throws {
        folder = try TemporaryFolder()
        providers = try Providers()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/support.db", Self.migrations, at: now)
        tenants = try await database.write { db in
            try ["One", "Two"].map { try Tenant.add(name: $0, by: Self.who, at: now, db) }
        }
        let files = FileIntake(blobs: try BlobStore(folder: "\(folder.path)/blobs"))
        caller = RouteCaller(
            WalletRoutes.routes(database: database, clock: clock, keys: keys, funding: OfficePays())
                + RequestRoutes.routes(
                    database: database, clock: clock, keys: keys, intake: files, funding: OfficePays(),
                    passwords: Passwords(cost: 4))
                + OwnRoutes.routes(database: database, clock: clock, keys: keys, intake: files)
                + OverrideRoutes.routes(database: database, clock: clock, keys: keys)
                + ImpactRoutes.routes(database: database, clock: clock, keys: keys)
                + DifferenceRoutes.routes(
                    database: database, clock: clock, keys: keys, intake: files, funding: OfficePays())
                + AccountRoutes.routes(
                    database: database, clock: clock, keys: keys, provider: try providers.paystack())
                + DisbursementRoutes.routes(
                    database: database, clock: clock, keys: keys, secret: "sk_test_1", funding: OfficePays()))
    }

    var tenant: TenantID { tenants[0] }
    var today: Day { clock.now().day }
    var act: SupportAct { SupportAct(tenant: tenant, by: Self.who, at: clock.now(), funding: OfficePays()) }

    /// Somebody of the first office, or of another.
    func principal(_ role: RoleName, _ person: Int = 5, of office: Int = 0) -> Principal {
        Principal(
            tenant: tenants[office], person: PersonID(bits: UInt128(person)), name: "Somebody", roles: [role],
            credential: .session(id: "none", csrf: "none"))
    }

    /// What a call is answered with as its code, be it a refusal's; nil where it is done.
    func code(
        _ method: Web.Method, _ path: String, _ value: Value = .null, as asker: Principal
    ) async throws -> String? {
        do {
            _ = try await caller.call(method, path, value, as: asker)
            return nil
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    /// A cohort that runs from today, with so many active participants.
    func running(_ people: Int, name: String = "Lagos 7") async throws -> (Cohort.ID, [Participant.ID]) {
        let (now, keys, today) = (clock.now(), keys, today)
        let terms = CohortTerms(
            name: name, from: today, to: today.adding(days: 28), cost: Cents(10_000), currency: .usd)
        return try await write { db, tenant in
            let cohort = try Cohort.add(terms, tenant: tenant, by: Self.who, at: now, db).id
            let change = CohortFunding.Change(seats: people, amount: Cents(Int64(people) * 10_000), cause: "test")
            try Cohort.fund(cohort, change, tenant: tenant, by: Self.who, at: now, db)
            let participants = try (0..<people).map { number in
                let person = ParticipantPerson(
                    name: "Adaeze Okonkwo \(number)", email: "p\(number)@people.example",
                    phone: "+234803123456\(number)")
                return try Participant.add(
                    ParticipantEntry(person), to: cohort, keys: keys, tenant: tenant, by: Self.who, at: now, db
                ).id
            }
            try Cohort.find(cohort, tenant: tenant, db).start(by: Self.who, at: now, db)
            return (cohort, participants)
        }
    }

    /// The wallet of a participant, opened as the keeper would.
    func wallet(_ participant: Participant.ID) async throws -> Wallet {
        let act = act
        return try found(try await write { db, _ in try Wallet.open(for: participant, act, db) })
    }

    func close(_ cohort: Cohort.ID) async throws {
        let now = clock.now()
        try await write { db, tenant in
            try Cohort.find(cohort, tenant: tenant, db).close(reason: "over", by: Self.who, at: now, db)
        }
    }

    /// Does what is due of wallets.
    func keep() async throws {
        let act = act
        try await write { db, tenant in
            let due = try Wallet.due(tenant: tenant, db)
            for participant in due.toOpen { try Wallet.open(for: participant, act, db) }
            for id in due.toClose { try Wallet.find(id, tenant: tenant, db).end(act, db) }
        }
    }

    func find(_ id: Wallet.ID) async throws -> Wallet { try await read { try Wallet.find(id, tenant: $1, $0) } }

    func balance(_ id: Wallet.ID) async throws -> WalletBalance {
        try await read { try WalletBalance.of(try Wallet.find(id, tenant: $1, $0), $0) }
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (Connection, TenantID) throws -> T) async throws -> T {
        let tenant = tenant
        return try await database.write { try body($0, tenant) }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Connection, TenantID) throws -> T) async throws -> T {
        let tenant = tenant
        return try await database.read { try body($0, tenant) }
    }

    /// What must be there in a test.
    func found<T>(_ value: T?) throws -> T {
        guard let value else { throw PlainRefusal.missing }
        return value
    }
}
