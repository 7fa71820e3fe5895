import Applications
import Correspondence
import Crypto
import Deals
import Funders
import Kernel
import Ledger
import People
import Storage
import Submissions
import TestDatabases
import TestServers
import Testing

@testable import Commissions

/// An office with funders, merchants and accepted offers, on a database of its own.
final class Desk: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let clock = ManualClock(Moment(seconds: 1_793_620_800))  // 2026-11-02T12:00:00Z, a Monday
    let tenant: TenantID
    let admin: PersonID
    let account: MailAccount.ID

    private static let migrations =
        StorageSchema.migrations + LedgerSchema.migrations + PeopleSchema.migrations
        + CorrespondenceSchema.migrations
        + ApplicationsSchema.migrations + FundersSchema.migrations + SubmissionsSchema.migrations
        + DealsSchema.migrations + CommissionsSchema.migrations + RemittanceSchema.migrations
    private static let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/commissions.db", Self.migrations, at: now)
        (tenant, admin, account) = try await database.write { db in
            let tenant = try Tenant.add(name: "ours", by: .system("test"), at: now, db)
            let account = MailAccount.ID(at: now)
            try db.run(
                """
                INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state, created_at)
                VALUES (\(account), \(tenant), 'deals', 'deals@office.example', 'Deals', 1, 0, 'active', \(now))
                """)
            return (tenant, try Self.person("ada", tenant, at: now, db), account)
        }
    }

    static func person(_ name: String, _ tenant: TenantID, at now: Moment, _ db: Connection) throws -> PersonID {
        let id = PersonID(at: now)
        try db.run(
            """
            INSERT INTO person (id, tenant_id, email, email_key, name, password_hash, state, created_at, updated_at, version)
            VALUES (\(id), \(tenant), \(name + "@office.example"), \(name + "@office.example"), \(name), 'none', 'active',
                    \(now), \(now), 1)
            """)
        return id
    }

    func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// Noon of that day.
    @discardableResult
    func go(to text: String) throws -> Day {
        let day = try day(text)
        clock.set(day.start + .hours(12))
        return day
    }

    /// The books in the admin's hand, at the desk's moment.
    var book: CommissionBook { CommissionBook(tenant: tenant, by: .person(admin), at: clock.now()) }

    /// Runs with the books in one transaction.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (CommissionBook, Connection) throws -> Result
    ) async throws -> Result {
        let book = book
        return try await database.write { try body(book, $0) }
    }

    func funder(_ name: String) async throws -> Funder.ID {
        let (tenant, now) = (tenant, clock.now())
        return try await database.write { db in
            try Funder.add(
                FunderInput(name: name, domains: []), tenant: tenant, by: .system("test"), at: now, db
            ).id
        }
    }

    func application(_ merchant: String) async throws -> Application.ID {
        let (tenant, now) = (tenant, clock.now())
        return try await database.write { db in
            let input = try ApplicationInput.read(["legal_name": Value(merchant)], over: nil, today: now.day).input
            return try Application.create(input, keys: Self.keys, tenant: tenant, by: .system("test"), at: now, db).id
        }
    }

    func submission(
        of application: Application.ID, to funder: Funder.ID, kind: Submission.Kind = .new
    ) async throws -> Submission.ID {
        let (tenant, account, now) = (tenant, account, clock.now())
        return try await database.write { db in
            let id = Submission.ID(at: now)
            try db.run(
                """
                INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                        to_addresses, cc_addresses, rules_snapshot, sent_by, created_at, updated_at)
                VALUES (\(id), \(tenant), \(application), \(funder), \(kind), 'email', \(account), 'queued', '[]', '[]',
                        '{}', 'system:test', \(now), \(now))
                """)
            for type in [EventType.sent, .offered] {
                try Submission.record(
                    SubmissionEvent.New(type, at: now, by: .system("test")), on: id, tenant: tenant, at: now, db)
            }
            return id
        }
    }

    /// An offer on a submission, as terms of JSON say.
    func offer(
        _ terms: Value, on submission: Submission.ID, accepted: Bool = true, offeredAt: Moment? = nil
    ) async throws -> Offer.ID {
        let (tenant, now) = (tenant, clock.now())
        let read = try Offer.Terms(try .init(value: terms))
        return try await database.write { db in
            let id = try Offer.make(
                read, on: try Submission.find(submission, tenant: tenant, db), message: nil,
                offeredAt: offeredAt ?? now,
                receivedAt: now, tenant: tenant, by: .system("test"), at: now, db)
            if accepted { try Self.accept(id, tenant: tenant, at: now, db) }
            return id
        }
    }

    static func accept(_ id: Offer.ID, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let offer = try Offer.find(id, tenant: tenant, db)
        try Offer.move(offer, on: .accept, by: .system("test"), at: now, reason: nil, db)
        try Submission.record(
            SubmissionEvent.New(.accepted, at: now, by: .system("test"), detail: ["offer": Value(id)]),
            on: offer.submission, tenant: tenant, at: now, db)
    }

    /// An accepted offer of that amount for a merchant of that name.
    func accepted(
        _ merchant: String, by funder: Funder.ID, _ amount: String, kind: Submission.Kind = .new, terms: Value = [:]
    ) async throws -> Offer.ID {
        let submission = try await submission(of: application(merchant), to: funder, kind: kind)
        var all = terms.fields ?? Value.Fields()
        all["amount"] = Value(amount)
        return try await offer(.object(all), on: submission)
    }

    func payee(_ name: String, person: PersonID? = nil) async throws -> Payee.ID {
        let (tenant, now) = (tenant, clock.now())
        return try await database.write {
            try Payee.add(name: name, person: person, tenant: tenant, by: .system("test"), at: now, $0).id
        }
    }

    func terms(_ content: CommissionTerms.Content, of funder: Funder.ID, after former: Int = 0) async throws {
        let (tenant, now) = (tenant, clock.now())
        _ = try await database.write {
            try CommissionTerms.save(
                content, after: former, of: funder, tenant: tenant, by: .system("test"), at: now, $0)
        }
    }

    func standing(_ deal: FundedDeal.ID) async throws -> CommissionStanding {
        let tenant = tenant
        return try await database.read { try CommissionStanding.of(deal, tenant: tenant, $0) }
    }

    func payee(_ id: Payee.ID) async throws -> PayeeStanding {
        let tenant = tenant
        return try await database.read { try PayeeStanding.of(id, tenant: tenant, $0).first ?? PayeeStanding(.usd) }
    }

    /// The balance of an account on its own side, in cents; zero where it was never opened.
    func account(_ code: String, owner: String = "") async throws -> Int64 {
        let tenant = tenant
        return try await database.read { db in
            guard let account = try LedgerAccount.find(code, ownerID: owner, .usd, tenant: tenant, db) else { return 0 }
            return try AccountTotals.of(account.id, tenant: tenant, db).balance(on: account.normalSide).count
        }
    }

    func value<Result: SQLReadable & Sendable>(_ sql: SQL) async throws -> Result? {
        try await database.read { try $0.value(sql) }
    }

    /// From now on the table takes no rows, as if the program ended where it writes them.
    func refuseRows(of table: String) async throws {
        try await database.write { try TestDatabases.refuseRows(of: SQL(stringLiteral: table), $0) }
    }

    func acceptRows(of table: String) async throws {
        try await database.write { try TestDatabases.acceptRows(of: SQL(stringLiteral: table), $0) }
    }

    /// The ledger is whole, and its accounts are the sums of the commissions' rows.
    func expectWhole() async throws {
        let verdict = try await database.read { try LedgerReview.all($0) }
        guard case .whole = verdict else {
            Issue.record("\(verdict)")
            return
        }
        let flaws = try await database.read { try CommissionReview.flaws($0) }
        #expect(flaws.isEmpty)
        let tenant = tenant
        #expect(try await database.read { try CommissionSums.areRight(tenant: tenant, $0) })
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
