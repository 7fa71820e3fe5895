import Applications
import Correspondence
import Crypto
import Funders
import Kernel
import Outbox
import People
import Storage
import TestDatabases
import TestServers

@testable import Submissions

/// A database with an office, an account and funders, to which past submissions are added.
final class PastDesk: Sendable {
    private let folder: TemporaryFolder
    let database: Database
    let tenant: TenantID
    let account = MailAccount.ID(bits: 7)
    let who = Who.system("test")
    /// Friday, 20 November 2026, ten in the morning in New York.
    let now = Moment(seconds: 1_795_186_800)

    init() async throws {
        folder = try TemporaryFolder()
        let (now, account) = (now, account)
        database = try await TestDatabases.open(
            "\(folder.path)/test.db",
            StorageSchema.migrations + PeopleSchema.migrations + CorrespondenceSchema.migrations
                + OutboxSchema.migrations + ApplicationsSchema.migrations + FundersSchema.migrations
                + SubmissionsSchema.migrations, at: now)
        tenant = try await database.write { db in
            let tenant = try Tenant.add(name: "ours", by: .system("test"), at: now, db)
            try db.run(
                """
                INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state,
                                          created_at)
                VALUES (\(account), \(tenant), 'desk', 'desk@ours.example', 'Ours', 1, 1, 'active', \(now))
                """)
            return tenant
        }
    }

    func addFunder(_ name: String, promise: Int? = nil, asks: Value? = nil) async throws -> Funder.ID {
        let (tenant, who, now) = (tenant, who, now)
        return try await database.write { db in
            var input = FunderInput(name: name, domains: [])
            input.firstResponseHours = promise
            let funder = try Funder.add(input, tenant: tenant, by: who, at: now, db).id
            _ = try FunderContact.save(
                name: "Desk", email: "desk@\(funder).example", phone: nil, version: nil, of: funder, tenant: tenant,
                by: who, at: now, db)
            if let asks {
                _ = try Guideline.save(
                    try Criteria.read(asks), version: nil, of: funder, tenant: tenant, by: who, at: now, db)
            }
            return funder
        }
    }

    func addApplication(_ fields: Value = [:]) async throws -> Application.ID {
        let (tenant, who, now, keys) = (
            tenant, who, now,
            PersonalKeys(
                sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))
        )
        var all = fields.fields ?? Value.Fields()
        if all["legal_name"] == nil { all["legal_name"] = "Quarry Row Masonry LLC" }
        if all["requested_amount"] == nil { all["requested_amount"] = "30000" }
        let input = try ApplicationInput.read(.object(all), over: nil, today: now.day).input
        return try await database.write {
            try Application.create(input, keys: keys, tenant: tenant, by: who, at: now, $0).id
        }
    }

    @discardableResult
    func add(_ past: PastSubmission) async throws -> Submission.ID {
        let (tenant, who, account) = (tenant, who, account)
        return try await database.write { try past.add(account: account, tenant: tenant, by: who, $0) }
    }

    /// What the sums of the funder say, of all months and sizes.
    func sums(_ funder: Funder.ID) async throws -> String {
        try await database.read { db in
            let row = try db.row(
                """
                SELECT coalesce(sum(sent), 0) AS sent, coalesce(sum(answered), 0) AS answered,
                       coalesce(sum(prompt), 0) AS prompt, coalesce(sum(offered), 0) AS offered,
                       coalesce(sum(declined), 0) AS declined, coalesce(sum(funded), 0) AS funded
                  FROM funder_tally WHERE funder_id = \(funder)
                """)
            guard let row else { return "" }
            let cases = try FunderTally.cases(row)
            return
                "\(cases.sent) \(cases.answered) \(cases.prompt) \(cases.offered) \(cases.declined) \(cases.funded)"
        }
    }
}
