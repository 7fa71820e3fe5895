import Applications
import Crypto
import Kernel
import People
import Storage
import TestCalls
import TestDatabases
import TestServers
import Web

@testable import Cohorts

/// Two offices with a programme each, and what their tests do again and again.
final class Programme: Sendable {
    let folder: TemporaryFolder
    let database: Database
    /// 2026-11-18.
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))
    let tenants: [TenantID]
    let caller: RouteCaller
    let files: FileIntake

    static let who = Who.system("test")
    static let migrations =
        StorageSchema.migrations + PeopleSchema.migrations + ApplicationsSchema.migrations + CohortsSchema.migrations

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/cohorts.db", Self.migrations, at: now)
        tenants = try await database.write { db in
            try ["One", "Two"].map { try Tenant.add(name: $0, by: Self.who, at: now, db) }
        }
        files = FileIntake(blobs: try BlobStore(folder: "\(folder.path)/blobs"))
        caller = RouteCaller(
            CohortRoutes.routes(database: database, clock: clock, keys: keys, intake: files))
    }

    var tenant: TenantID { tenants[0] }

    /// Somebody of the first office, or of another.
    func principal(_ role: RoleName, of office: Int = 0) -> Principal {
        Principal(
            tenant: tenants[office], person: PersonID(bits: 5), name: "Somebody", roles: [role],
            credential: .session(id: "none", csrf: "none"))
    }

    /// What a call is answered with as its status, be it a refusal's.
    func status(
        _ method: Web.Method, _ path: String, _ value: Value = .null, as asker: Principal
    ) async throws -> Int {
        do {
            return try await caller.call(method, path, value, as: asker).status
        } catch let refusal as any Refusal {
            return refusal.kind.rawValue
        }
    }
    var today: Day { clock.now().day }

    func terms(_ name: String = "Lagos 7") -> CohortTerms {
        CohortTerms(
            name: name, region: "Lagos", from: today, to: today.adding(days: 28), cost: Cents(10_000), currency: .usd)
    }

    /// A planned cohort with so many funded seats.
    func cohort(_ name: String = "Lagos 7", seats: Int = 0) async throws -> Cohort.ID {
        let (terms, now) = (terms(name), clock.now())
        let id = try await write { try Cohort.add(terms, tenant: $1, by: Self.who, at: now, $0).id }
        if seats > 0 { try await fund(id, seats: seats) }
        return id
    }

    /// Funds seats whose money is released at once.
    @discardableResult
    func fund(_ id: Cohort.ID, seats: Int, cents: Int64? = nil) async throws -> Cohort {
        clock.advance(.seconds(1))
        let now = clock.now()
        let change = CohortFunding.Change(
            seats: seats, amount: Cents(cents ?? Int64(seats) * 10_000), cause: "allocation:test")
        return try await write { db, tenant in
            let cohort = try Cohort.fund(id, change, tenant: tenant, by: Self.who, at: now, db)
            try Cohort.release(seats, of: id, cause: change.cause, tenant: tenant, by: Self.who, at: now, db)
            return cohort
        }
    }

    static func entry(_ number: Int, externalID: String? = nil) -> ParticipantEntry {
        ParticipantEntry(
            ParticipantPerson(name: "Person \(number)", email: "p\(number)@people.example", phone: "+2348031234567"),
            externalID: externalID)
    }

    @discardableResult
    func add(_ numbers: ClosedRange<Int>, to cohort: Cohort.ID) async throws -> [Participant.ID] {
        let (now, keys) = (clock.now(), keys)
        return try await write { db, tenant in
            try numbers.map {
                try Participant.add(
                    Self.entry($0), to: cohort, keys: keys, tenant: tenant, by: Self.who, at: now, db
                ).id
            }
        }
    }

    func decide(_ event: Participant.Event, _ reason: Participant.Reason?, _ id: Participant.ID) async throws {
        let now = clock.now()
        try await write {
            try Participant.find(id, tenant: $1, $0).decide(event, reason: reason, by: Self.who, at: now, $0)
        }
    }

    func start(_ id: Cohort.ID) async throws {
        let now = clock.now()
        try await write { try Cohort.find(id, tenant: $1, $0).start(by: Self.who, at: now, $0) }
    }

    func find(_ id: Cohort.ID) async throws -> Cohort { try await read { try Cohort.find(id, tenant: $1, $0) } }

    func find(_ id: Participant.ID) async throws -> Participant {
        try await read { try Participant.find(id, tenant: $1, $0) }
    }

    /// The cohort's participants in their order, each by its state.
    func states(_ cohort: Cohort.ID) async throws -> [Participant.State] {
        try await read { db, tenant in
            try db.rows(
                """
                SELECT state FROM participant WHERE tenant_id = \(tenant) AND cohort_id = \(cohort) ORDER BY number
                """
            ).map { try $0["state"] }
        }
    }

    /// How many rows a statement counts.
    func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (Connection, TenantID) throws -> T) async throws -> T {
        let tenant = tenant
        return try await database.write { try body($0, tenant) }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Connection, TenantID) throws -> T) async throws -> T {
        let tenant = tenant
        return try await database.read { try body($0, tenant) }
    }
}
