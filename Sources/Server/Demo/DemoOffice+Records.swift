import Applications
import Correspondence
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension DemoOffice {
    /// Adds the funders of the table that are not there.
    func addFunders() async throws {
        let (tenant, now) = (tenant, office.clock.now())
        try await office.database.write { db in
            let known = Set(try FunderDossier.all(tenant: tenant, db).map(\.funder.name))
            for funder in DemoFunder.all where !known.contains(funder.name) {
                try funder.add(tenant: tenant, at: now, db)
            }
        }
    }

    /// Adds the merchants of the table that are not there, and the papers that they lack.
    func addApplications() async throws {
        for merchant in DemoMerchant.all {
            let id = try await application(of: merchant)
            for draft in try await papers(of: merchant, application: id) {
                let (tenant, now) = (tenant, office.clock.now())
                _ = try await office.database.write { db in
                    try ApplicationFile.add(draft, to: id, tenant: tenant, by: Self.who, at: now, db)
                }
            }
        }
    }

    private func application(of merchant: DemoMerchant) async throws -> Application.ID {
        let (tenant, keys, now) = (tenant, office.keys.personal, office.clock.now())
        let value = try merchant.value()
        return try await office.database.write { db in
            if let known = try Self.find(merchant, tenant: tenant, db) { return known }
            let input = try ApplicationInput.read(value, over: nil, today: now.day).input
            return try Application.create(input, keys: keys, tenant: tenant, by: Self.who, at: now, db).id
        }
    }

    static func find(_ merchant: DemoMerchant, tenant: TenantID, _ db: Connection) throws -> Application.ID? {
        try db.value(
            """
            SELECT id FROM application
             WHERE tenant_id = \(tenant) AND source_system = \(DemoMerchant.source) AND external_id = \(merchant.key)
            """)
    }

    /// The signed application and the statements, as if somebody had uploaded them; none where files are there.
    private func papers(
        of merchant: DemoMerchant, application id: Application.ID
    ) async throws -> [ApplicationFile.Draft] {
        let (tenant, keys, now) = (tenant, office.keys.personal, office.clock.now())
        let (files, made) = try await office.database.read { db in
            (
                try ApplicationFile.list(of: id, tenant: tenant, db),
                try ApplicationSheet(id, keys: keys, tenant: tenant, today: now.day, db)
            )
        }
        guard files.isEmpty else { return [] }
        let intake = FileIntake(blobs: office.blobs)
        let name = made.application.fields.legalName
        var drafts: [ApplicationFile.Draft] = []
        if merchant.hasPaper {
            var sheet = made.sheet
            sheet.signedOn = sheet.date
            let signed = sheet
            let blob = try await intake.put { try signed.render(date: now) }
            drafts.append(
                ApplicationFile.Draft(
                    document: .application, name: "\(name) signed application.pdf", type: FileType.pdf.type,
                    sizeBytes: blob.sizeBytes, digest: blob.digest))
        }
        if let bank = merchant.bank {
            let statement = DemoStatement(bank: bank, fields: made.application.fields, today: now.day)
            let blob = try await intake.put { try statement.paper.render(date: now) }
            drafts.append(
                ApplicationFile.Draft(
                    document: FileCode(.bankStatements), months: DemoStatement.months,
                    name: "\(name) bank statements.pdf", type: FileType.pdf.type, sizeBytes: blob.sizeBytes,
                    digest: blob.digest))
        }
        return drafts
    }

    /// Adds what became of submissions of before, and learns from it.
    func addHistory() async throws {
        let (tenant, keys, now) = (tenant, office.keys.personal, office.clock.now())
        try await office.database.write { db in
            let account = try MailAccount.sender(tenant: tenant, db).id
            try DemoHistory(tenant: tenant, account: account, now: now).add(keys: keys, db)
        }
        try await FunderLearning(database: office.database, clock: office.clock, log: office.log).look()
    }

    /// Sends what the table says, once in the life of the data: the desk knows the key.
    func sendFirst() async throws {
        let tenant = tenant
        let (admin, ids) = try await office.database.read { db in
            (
                try Person.find(email: Self.people[0].address, db),
                Dictionary(
                    try FunderDossier.all(tenant: tenant, db).map { ($0.funder.name, $0.funder.id) },
                    uniquingKeysWith: { first, _ in first })
            )
        }
        let who = admin.map { Who.person($0.id) } ?? Self.who
        for merchant in DemoMerchant.all where !merchant.sentTo.isEmpty {
            let known = try await office.database.read { try Self.find(merchant, tenant: tenant, $0) }
            guard let application = known else { continue }
            let order = SendingDesk.Order(application: application, funders: merchant.sentTo.compactMap { ids[$0] })
            let key = IdempotencyKey("demo \(merchant.key)", command: "demo", body: Value(merchant.key))
            try await send(order, key, who)
        }
    }

    private func send(_ order: SendingDesk.Order, _ key: IdempotencyKey, _ who: Who) async throws {
        let tenant = tenant
        let isSent = try await office.database.read { db in
            try db.value("SELECT EXISTS (SELECT 1 FROM submission WHERE application_id = \(order.application))")
                ?? false
        }
        if isSent { return }
        _ = try await office.sendingDesk.send(order, key: key, tenant: tenant, by: who)
    }
}

extension DemoFunder {
    /// The funder with contact, rules, guidelines and status, each through its own record.
    func add(tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let who = DemoOffice.who
        var input = FunderInput(name: name, domains: [try KnownSender(domain)])
        input.firstResponseHours = hours?.response
        input.offerHours = hours?.offer
        let funder = try Funder.add(input, tenant: tenant, by: who, at: now, db)
        _ = try FunderContact.save(
            name: contact, email: address, phone: nil, version: nil, of: funder.id, tenant: tenant, by: who, at: now, db
        )
        if let wording {
            var rules = SubmissionRules.Input(to: [address])
            rules.subjectTemplate = wording.subject
            rules.bodyTemplate = wording.body
            rules.fileNameTemplate = wording.fileName
            _ = try SubmissionRules.save(rules, version: nil, of: funder.id, tenant: tenant, by: who, at: now, db)
        }
        let criteria = try Criteria.read(Value(parsing: Array(asks.utf8), as: .json5))
        _ = try Guideline.save(criteria, version: nil, of: funder.id, tenant: tenant, by: who, at: now, db)
        guard status != .active else { return }
        _ = try Funder.setStatus(
            of: funder.id, to: status, reason: Self.reason(for: status),
            weeklyCap: status == .limited ? Self.weeklyCap : nil, version: funder.version, tenant: tenant, by: who,
            at: now, db)
    }
}
