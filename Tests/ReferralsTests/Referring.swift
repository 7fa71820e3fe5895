import Applications
import Commissions
import Correspondence
import Crypto
import Deals
import Funders
import Kernel
import Ledger
import People
import Storage
import Submissions
import TestCalls
import TestDatabases
import TestServers

@testable import Referrals
@testable import Web

/// Two offices with two admins each, the routes of the slice, and partners of the first office.
final class Referring: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let blobs: BlobStore
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let tenants: [TenantID]
    /// The first office's: one enters, the other decides.
    let admins: [Principal]
    let stranger: Principal
    let caller: RouteCaller

    static let password = "correct horse battery"
    static let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))

    static let registration: Value = [
        "name": "Larch Referrals", "type": "channel_partner", "contact_name": "Ines Calloway",
        "email": "ines@larch.example",
    ]

    // swift-format-ignore
    static let bank: Value = [
        "method": "bank_transfer", "account_number": "000123456789", "routing_number": "021000021",
        "account_holder": "Larch Referrals LLC", "bank_name": "First Bank",
    ]

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/referrals.db", Self.migrations, at: now)
        tenants = try await database.write { db in
            try ["One", "Two"].map { try Tenant.add(name: $0, by: .system("test"), at: now, db) }
        }
        let made = try await database.write { [tenants] db in
            try [("a", 0), ("b", 0), ("c", 1)].map { name, place in
                let draft = try Person.Draft(email: "\(name)@office.example", name: name, roles: [.admin])
                let person = try Person.add(
                    draft, password: PasswordHash(of: Self.password, cost: 4), tenant: tenants[place],
                    by: .system("test"), at: now, db)
                return Self.principal(tenants[place], person.id, [.admin])
            }
        }
        admins = Array(made.prefix(2))
        stranger = made[2]
        blobs = try BlobStore(folder: "\(folder.path)/blobs")
        caller = RouteCaller(
            ReferrerRoutes.routes(
                database: database, clock: clock, keys: Self.keys, intake: FileIntake(blobs: blobs),
                passwords: Passwords(cost: 4))
                + LeadRoutes.routes(
                    database: database, clock: clock, keys: Self.keys, intake: FileIntake(blobs: blobs))
                + CreditRoutes.routes(database: database, clock: clock)
                + PayoutRoutes.routes(database: database, clock: clock, keys: Self.keys)
                + PeopleRoutes.routes(
                    database: database, clock: clock, passwords: Passwords(cost: 4), isBehindTLS: false,
                    watch: ReferrerUser.watch))
    }

    static let migrations: [Migration] =
        StorageSchema.migrations + LedgerSchema.migrations + PeopleSchema.migrations
        + CorrespondenceSchema.migrations + ApplicationsSchema.migrations + FundersSchema.migrations
        + SubmissionsSchema.migrations + DealsSchema.migrations + CommissionsSchema.migrations
        + RemittanceSchema.migrations + ReferralsSchema.migrations

    static func principal(_ tenant: TenantID, _ person: PersonID?, _ roles: Set<RoleName>) -> Principal {
        Principal(
            tenant: tenant, person: person, name: "Somebody", roles: roles,
            credential: .session(id: "none", csrf: "none"))
    }

    var admin: Principal { admins[0] }
    var checker: Principal { admins[1] }

    /// One more admin of the first office.
    func another() async throws -> Principal {
        let (tenant, now, number) = (tenants[0], clock.now(), try await count("SELECT count(*) FROM person"))
        let id = try await database.write { db in
            let draft = try Person.Draft(email: "admin\(number)@office.example", name: "Another", roles: [.admin])
            let hash = PasswordHash(of: Self.password, cost: 4)
            return try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db).id
        }
        return Self.principal(tenant, id, [.admin])
    }

    func act(
        _ path: String, _ value: Value = [:], as asker: Principal? = nil, key: String? = nil
    ) async throws -> RouteCaller.Outcome {
        clock.advance(.seconds(1))
        return try await caller.call(.post, path, value, as: asker ?? admin, key: key)
    }

    func get(_ path: String, as asker: Principal? = nil) async throws -> RouteCaller.Outcome {
        try await caller.call(.get, path, as: asker ?? admin)
    }

    /// The kind of what a call is refused with, as its status; the answer's where it is not refused.
    func status(
        _ method: Web.Method, _ path: String, _ value: Value = .null, as asker: Principal?
    ) async throws -> Int {
        do {
            return try await caller.call(method, path, value, as: asker).status
        } catch let refusal as any Refusal {
            return refusal.kind.rawValue
        }
    }

    /// The code of what a call is refused with; nil where it is not refused.
    func code(_ method: Web.Method, _ path: String, _ value: Value = [:], as asker: Principal? = nil) async throws
        -> String?
    {
        do {
            _ = try await caller.call(method, path, value, as: asker ?? admin)
            return nil
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

    /// A partner that the first admin entered.
    func registered(_ changes: (String, Value)...) async throws -> Referrer.ID {
        var body = Self.registration
        for (name, value) in changes { body = body.adding(name, value) }
        let made = try await act("/referral/partners", body)
        return try found(made["id"]?.text.flatMap { Referrer.ID($0) })
    }

    /// A document without which nobody is made active.
    func addDocument(to id: Referrer.ID, as asker: Principal? = nil) async throws {
        clock.advance(.seconds(1))
        _ = try await caller.call(
            .post, "/referral/partners/\(id)/documents", ["kind": "registration"], as: asker ?? admin,
            files: [try upload("paper.txt", "a paper")])
    }

    /// A file as the server would hand it over.
    func upload(_ name: String, _ text: String) throws -> UploadedFile {
        let path = "\(folder.path)/upload-\(Hexadecimal.encode(randomBytes(6)))"
        guard Files.write(Array(text.utf8), to: path) else { throw NotFound() }
        return UploadedFile(
            field: "file", name: name, contentType: "text/plain", sizeBytes: text.utf8.count,
            file: TemporaryFile(path: path))
    }

    /// A partner that is active, verified in everything, with terms.
    func active(_ terms: Value? = ["model": "hybrid", "percent": "15", "price": "25"], quota: Int? = nil)
        async throws -> Referrer.ID
    {
        let number = try await count("SELECT count(*) FROM referral_partner")
        let id = try await registered(
            ("email", .string("contact\(number)@larch.example")), ("monthly_quota", Value(quota)))
        try await addDocument(to: id)
        _ = try await act("/referral/partners/\(id)/tax-id", ["tax_id": "12-3456789"])
        let change = try await act("/referral/partners/\(id)/bank-changes", Self.bank)
        _ = try await act("/referral/bank-changes/\(change["id"]?.text ?? "")/approval", as: checker)
        for flag in ReferrerVerification.Flag.allCases {
            _ = try await act(
                "/referral/partners/\(id)/verifications", ["flag": .string(flag.rawValue)], as: checker)
        }
        _ = try await act("/referral/partners/\(id)/status", ["status": "active"], as: checker)
        if let terms { _ = try await act("/referral/partners/\(id)/terms", terms) }
        return id
    }

    /// Somebody of that rank who signs in for the partner; whoever adds them decides nothing of what they send.
    func user(
        _ rank: ReferrerUser.Rank, of id: Referrer.ID, by adder: Principal? = nil
    ) async throws -> Principal {
        let number = try await count("SELECT count(*) FROM person")
        let made = try await act(
            "/referral/partners/\(id)/users",
            [
                "email": .string("person\(number)@larch.example"), "name": "Person", "role": .string(rank.rawValue),
                "password": .string(Self.password),
            ], as: adder ?? checker)
        let person = made["id"]?.text.flatMap { PersonID($0) }
        return Self.principal(tenants[0], person, [rank.role])
    }
}

/// What a test takes for granted; without it the test ends.
func found<T>(_ value: T?) throws -> T {
    guard let value else { throw NotFound() }
    return value
}

struct NotFound: Error {}
