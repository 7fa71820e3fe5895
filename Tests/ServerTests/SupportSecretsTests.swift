import Applications
import Cohorts
import Crypto
import Kernel
import People
import Storage
import Synchronization
import TestCalls
import TestDatabases
import TestServers
import Testing

@testable import Server
@testable import Storage
@testable import SupportWallet
@testable import Web

/// Names, numbers and pictures of participants, planted and looked for in everything that the program leaves behind.
@Suite struct SupportSecretsTests {
    // swift-format-ignore
    /// What is planted: a part of each that nothing else has.
    private static let planted = [
        "Zanzibarella", "Quokkason", "zq@people.example", "8035557913", "0000014579", "NGOZI", "Wallabystan",
        "Numbatland", "Bandicootia", "Bilbyburg", "PLANTEDPICTURE", "98765432109",
        "Echidnaton", "Kookaburrah", "Platypusia", "Cassowarry", "Dingoford", "Lorikeetham", "Taipanbury",
        // The bank's name, and whatever stands where a number or a name was masked.
        "First Bank", "••••",
    ]

    @Test
    func `I22 I23 I43 planted names, numbers and pictures are in no row, file, backup, export, mail or log`()
        async throws
    {
        let lines = Mutex<[String]>([])
        let demo = try await TemporaryDemo(log: { line in lines.withLock { $0.append(line) } })
        let office = demo.demo.office
        let scene = try await SupportScene(demo) { line in lines.withLock { $0.append(line) } }
        try await scene.play(planted: Self.planted)
        #expect(try await scene.state() == "completed")
        await scene.end()
        let path = "\(demo.place.folder)/backup.tar"
        _ = try await Backup.make(
            office.configuration, database: office.database, blobs: office.blobs, to: path, withKey: false)
        _ = try await OfficeTransfer(office).export(demo.demo.tenant, to: "\(demo.place.folder)/export")
        // Every table, whatever the engine; every file below the office's folder, mails and blobs among them.
        for (table, rows) in try await Self.rows(office.database) {
            for word in Self.planted { #expect(!rows.contains(word), "\(word) in \(table)") }
        }
        var count = 0
        for file in Self.files(below: demo.place.folder) {
            // What is no text keeps its letters and digits.
            let text = String(decoding: Files.read(file) ?? [], as: UTF8.self)
            count += 1
            for word in Self.planted { #expect(!text.contains(word), "\(word) in \(file)") }
        }
        #expect(count > 5)
        let log = lines.withLock { $0 }
        for line in log { for word in Self.planted { #expect(!line.contains(word), "\(word) in the log") } }
    }

    private static func rows(_ database: Database) async throws -> [(String, String)] {
        try await database.read { db in
            try TestDatabases.tables(db).map { table in
                let rows = try db.rows(SQL(text: "SELECT * FROM \"\(table)\"", values: []))
                return (table, rows.map { "\($0)" }.joined(separator: "\n"))
            }
        }
    }

    private static func files(below folder: String) -> [String] {
        Files.names(in: folder).sorted().flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return LocalFile.isFolder(path) ? files(below: path) : [path]
        }
    }
}

/// A participant of the sample office who asks for cash with a picture, and is given it.
private final class SupportScene: Sendable {
    let demo: TemporaryDemo
    let providers: SimulatedProviders
    let caller: RouteCaller
    let desk: DisbursementDesk
    private let keeping: SupportKeeping
    private let request = Mutex<SupportRequest.ID?>(nil)

    init(_ demo: TemporaryDemo, log: @escaping @Sendable (String) -> Void) async throws {
        self.demo = demo
        let office = demo.demo.office
        providers = try SimulatedProviders(demo.place)
        guard let door = providers.settings.paystack,
            let paystack = Paystack(address: door.address, secret: try door.secret.read(), send: Office.providerCall)
        else { throw PlainRefusal.missing }
        let accounts = AccountRoutes.routes(
            database: office.database, clock: office.clock, keys: office.keys.personal, provider: paystack)
        let others = JoinedRoutes.table(office).filter { !$0.pattern.hasPrefix("/support/account") }
        caller = RouteCaller(others + accounts)
        desk = DisbursementDesk(
            database: office.database, clock: office.clock, keys: office.keys.personal,
            providers: [.bankTransfer: paystack], funding: CommitmentFunding(), log: log)
        keeping = SupportKeeping(database: office.database, clock: demo.clock, log: office.log, desk: desk)
    }

    func end() async { await providers.stop() }

    private var tenant: TenantID { demo.demo.tenant }

    private func somebody(_ number: Int, _ role: RoleName) -> Principal {
        Principal(
            tenant: tenant, person: PersonID(bits: UInt128(number)), name: "Somebody", roles: [role],
            credential: .session(id: "none", csrf: "none"))
    }

    private func post(
        _ path: String, _ body: Value, as asker: Principal, files: [UploadedFile] = []
    ) async throws -> Value {
        demo.clock.advance(.seconds(1))
        // With a key, so that what answers keep is looked through too.
        return try await caller.call(.post, path, body, as: asker, key: "\(path) \(demo.clock.now())", files: files)
            .value
    }

    func play(planted: [String]) async throws {
        let (admin, operators) = (somebody(6, .admin), somebody(8, .programmeOperator))
        let (own, mission) = try await participant(planted)
        for person in [admin, somebody(7, .admin)] {
            _ = try await post("/admin/support/rate", ["naira": "1500"], as: person)
        }
        let wish: Value = [
            "type": "cash", "why_not_earlier": "in_person", "mission": Value(mission),
            "justification": .string("The bus to \(planted[6]), my number is \(planted[11])"),
            "evidence_kind": "screenshot",
        ]
        let id = try await post("/support/request", wish, as: own, files: [picture(planted[10])])["id"]?.text ?? ""
        let account: Value = ["bank": "011", "account_number": .string(planted[4]), "is_mine": true]
        let made = try await post("/support/account", account, as: own)["account"]?.text ?? ""
        _ = try await post("/support/account/confirm", ["account": .string(made)], as: own)
        _ = try await post(
            "/support/journal", ["kind": "reflection", "text": .string("Braver in \(planted[7])")], as: own)
        try await keeping.look()
        _ = try await post("/admin/support/\(id)/clarify", ["question": "which_day"], as: admin)
        _ = try await post("/support/requests/\(id)/answer", ["answer": .string("From \(planted[8])")], as: own)
        let path = "/participants/\(try await found(id).participant)/support-flags"
        let flag = try await post(path, ["reason": .string("Seen in \(planted[9])")], as: operators)["id"]?.text ?? ""
        let none: Value = ["reason": .string("\(planted[12]) is none")]
        _ = try await post("/admin/support-flags/\(flag)/clearing", none, as: admin)
        let exception: Value = [
            "category": "mission_critical", "acknowledged": true, "channel": "bank_transfer",
        ]
        _ = try await post("/admin/support/\(id)/approve", exception, as: admin)
        demo.clock.advance(.seconds(20))
        try await keeping.disburse()
        try await explain(id, planted, own, mission)
        try await look(planted)
    }

    /// Every other command for which somebody types why.
    private func explain(_ id: String, _ planted: [String], _ own: Principal, _ mission: Mission.ID) async throws {
        let (admin, other) = (somebody(6, .admin), somebody(7, .admin))
        func reason(_ index: Int) -> Value { .string("Because of \(planted[index]), who called") }
        let wallet = "/admin/wallets/\(try await found(id).wallet)"
        let override = try await post("\(wallet)/overrides", ["amount": "150", "reason": reason(13)], as: admin)
        _ = try await post("/admin/support-overrides/\(override["id"]?.text ?? "")/approval", [:], as: other)
        let cost: Value = [
            "amount": "1", "purpose": "venue", "reference": "A", "spent_on": Value(demo.clock.now().day),
        ]
        let overhead = try await post("\(wallet)/overhead", cost, as: admin)["id"]?.text ?? ""
        _ = try await post("/admin/overheads/\(overhead)/reversal", ["reason": reason(14)], as: admin)
        let settled: Value = ["outcome": "not_given", "reference": "PSK-1", "reason": reason(15)]
        let settlement = try await post("/admin/support/\(id)/settlements", settled, as: admin)["id"]?.text ?? ""
        _ = try await post("/admin/support-settlements/\(settlement)/refusal", [:], as: other)
        let wish: Value = [
            "type": "transport", "why_not_earlier": "in_person", "mission": Value(mission), "justification": "A bus",
        ]
        let second = "/admin/support/\(try await post("/support/request", wish, as: own)["id"]?.text ?? "")"
        try await keeping.look()
        if try await caller.call(.get, second, as: admin)["state"] == "queued" {
            let more = try await post("\(second)/overrides", ["amount": "9", "reason": reason(16)], as: admin)
            _ = try await post("/admin/support-overrides/\(more["id"]?.text ?? "")/refusal", [:], as: other)
            let exception: Value = [
                "category": "mission_critical", "acknowledged": true, "channel": "voucher",
            ]
            _ = try await post("\(second)/approve", exception, as: admin)
        }
        _ = try await post("\(second)/cancellation", ["reason": reason(17)], as: admin)
        try await differ(reason(18), as: admin)
    }

    /// A row of a provider's file that nobody here knows, and what it was.
    private func differ(_ reason: Value, as admin: Principal) async throws {
        let bytes = Array("Reference,Amount,Currency,Status\nfundgate-1,5.00,NGN,success\n".utf8)
        let path = "\(demo.place.folder)/upload.csv"
        guard Files.write(bytes, to: path) else { throw PlainRefusal.missing }
        let file = UploadedFile(
            field: "file", name: "payouts.csv", contentType: "text/csv", sizeBytes: bytes.count,
            file: TemporaryFile(path: path))
        let today = Value(demo.clock.now().day)
        let days: Value = ["channel": "bank_transfer", "from": today, "to": today]
        _ = try await post("/admin/support/reconciliations", days, as: admin, files: [file])
        let list = try await caller.call(.get, "/admin/support/differences?type=not_here", as: admin)
        let id = list["items"]?.list?.first?["id"]?.text ?? ""
        _ = try await post("/admin/support-differences/\(id)/resolution", ["reason": reason], as: admin)
    }

    /// Who decides sees the words.
    private func look(_ planted: [String]) async throws {
        let overrides = try await caller.call(.get, "/admin/support/overrides", as: somebody(8, .programmeOperator))
        #expect(overrides["items"]?.list?.contains { $0["reason"]?.text?.contains(planted[13]) == true } == true)
    }

    /// With name and number as planted, in the sample's cohort that runs.
    private func participant(_ planted: [String]) async throws -> (Principal, Mission.ID) {
        let (tenant, now, keys) = (tenant, demo.clock.now(), demo.demo.office.keys.personal)
        let who = Who.system("test")
        let (person, mission) = try await demo.demo.office.database.write { db in
            let terms = CohortTerms(
                name: "Abuja 9", from: now.day, to: now.day.adding(days: 28), cost: Cents(1_000), currency: .usd)
            let cohort = try Cohort.add(terms, tenant: tenant, by: who, at: now, db).id
            let change = CohortFunding.Change(seats: 1, amount: Cents(1_000), cause: "test")
            try Cohort.fund(cohort, change, tenant: tenant, by: who, at: now, db)
            let draft = ParticipantPerson(
                name: "\(planted[0]) \(planted[1])", email: planted[2], phone: "+234\(planted[3])")
            let id = try Participant.add(
                ParticipantEntry(draft), to: cohort, keys: keys, tenant: tenant, by: who, at: now, db
            ).id
            try Cohort.find(cohort, tenant: tenant, db).start(by: who, at: now, db)
            let mission = try Mission.add(
                Mission.Terms("Sell", .arena, isRequired: true), to: Cohort.find(cohort, tenant: tenant, db), by: who,
                at: now, db
            ).id
            let participant = try Participant.find(id, tenant: tenant, db)
            try participant.attempt(.init(at: mission, on: now.day, .tried), by: who, at: now, db)
            try SupportLogin.set(
                PasswordHash(of: "correct horse battery", cost: 4), for: participant,
                SupportAct(tenant: tenant, by: who, at: now), db)
            let person: PersonID? = try db.value(
                "SELECT person_id FROM support_login WHERE tenant_id = \(tenant) AND participant_id = \(id)")
            guard let person else { throw PlainRefusal.missing }
            return (person, mission)
        }
        let own = Principal(
            tenant: tenant, person: person, name: "Somebody", roles: [.participant],
            credential: .session(id: "none", csrf: "none"))
        return (own, mission)
    }

    /// A JPEG whose scan has the words; its place on the disk goes with it.
    private func picture(_ words: String) throws -> UploadedFile {
        let segment: [UInt8] = [0xFF, 0xDA, 0, 4, 0, 1]
        let bytes = [0xFF, 0xD8] + segment + Array(words.utf8) + [0xFF, 0xD9]
        let path = "\(demo.place.folder)/upload"
        guard Files.write(bytes, to: path) else { throw PlainRefusal.missing }
        return UploadedFile(
            field: "evidence", name: "x.jpg", contentType: "image/jpeg", sizeBytes: bytes.count,
            file: TemporaryFile(path: path))
    }

    private func found(_ id: String) async throws -> SupportRequest {
        guard let id = SupportRequest.ID(id) else { throw PlainRefusal.missing }
        request.withLock { $0 = id }
        let tenant = tenant
        return try await demo.demo.office.database.read { try SupportRequest.find(id, tenant: tenant, $0) }
    }

    func state() async throws -> String {
        guard let id = request.withLock({ $0 }) else { return "" }
        return try await found(id.description).state.rawValue
    }
}
