import Crypto
import FoundationEssentials
import Funders
import Kernel
import Ledger
import People
import Storage
import TestDatabases
import Testing

@testable import Server
@testable import SupportWallet

@Suite struct TransferTests {
    /// An office with applications, files, sent mails, answers, offers, declines, verdicts, bookings and remittances.
    private func filled() async throws -> TemporaryDemo {
        let demo = try await TemporaryDemo()
        try await demo.demo.sendFirst()
        try await demo.exchange()
        try await demo.demo.addDeals()
        try await demo.demo.addRemittances()
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        try await demo.demo.office.database.write { db in
            try db.run(
                """
                UPDATE application SET ein_sealed = \([UInt8]([1, 255, 0]))
                 WHERE id = (SELECT min(id) FROM application WHERE external_id <> 'marisol')
                """)
            try History.append(
                HistoryEntry(
                    "tenant", tenant, "noted", by: .key("crm"), at: now, reason: "naïve — \"quoted\" \u{1F4C8}"),
                tenant: tenant, db)
        }
        return demo
    }

    /// An installation with the same master key and nothing in it.
    private func empty(beside demo: TemporaryDemo) async throws -> (office: Office, folder: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fundgate-move-\(UUID().uuidString)").path
        var configuration = demo.demo.office.configuration
        configuration.dataFolder = "\(folder)/data"
        try await TestDatabases.prepare("\(folder)/data/fundgate.db", JoinedSchema.migrations)
        configuration.database = TestDatabases.address("\(folder)/data/fundgate.db")
        try LocalFile.makeFolder("\(folder)/data/keys")
        try LocalFile.write(
            LocalFile.read("\(demo.demo.office.configuration.keysFolder)/master.key"),
            to: "\(folder)/data/keys/master.key")
        let office = try await Office.found(configuration, clock: demo.clock, log: Log(level: .quiet))
        return (office, folder)
    }

    @Test(arguments: ["office", "office.tar"])
    func `J38 an office that was exported and imported is the same, row for row and file for file`(name: String)
        async throws
    {
        let demo = try await filled()
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let exported = try await OfficeTransfer(demo.demo.office).export(demo.demo.tenant, to: "\(folder)/\(name)")
        #expect(exported.files > 5 && exported.manifest.rows > 100)
        let imported = try await OfficeTransfer(target).import("\(folder)/\(name)")
        #expect(imported.quieted == OfficeTransfer.Quieted() && imported.manifest.content == exported.manifest.content)
        #expect(try await target.verification().isWhole)
        #expect(try await Rebuilding.compare(target.database).differences.isEmpty)
        let again = try await OfficeTransfer(target).export(demo.demo.tenant, to: "\(folder)/again")
        #expect(again.manifest == exported.manifest && again.files == exported.files)
        await #expect(throws: OfficeArchiveRefusal.isThere(demo.demo.tenant)) {
            try await OfficeTransfer(target).import("\(folder)/\(name)")
        }
        await #expect(throws: BackupRefusal.exists("\(folder)/again")) {
            try await OfficeTransfer(target).export(demo.demo.tenant, to: "\(folder)/again")
        }
    }

    @Test func `J38 a remittance's file is there after the move; where a file was lost, its pages and verify say so`()
        async throws
    {
        let demo = try await filled()
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try await OfficeTransfer(demo.demo.office).export(demo.demo.tenant, to: "\(folder)/o")
        _ = try await OfficeTransfer(target).import("\(folder)/o")
        let live = try LiveDesk(target)
        defer { live.stop() }
        let key = try await live.key("moved", [.admin], tenant: demo.demo.tenant)
        let (id, digest) = try await target.database.read { db in
            let row = try #require(try db.row("SELECT id, file_hash FROM remittance ORDER BY id LIMIT 1"))
            return (try row.get("id", as: String.self), try row.get("file_hash", as: Digest.self))
        }
        let whole = try await live.ask("GET", "/remittances/\(id)", key: key)
        #expect(whole.status == 200 && whole.body.contains("How the file is read"))
        #expect(try await live.ask("GET", "/remittances/\(id)/file", key: key).status == 200)

        try FileManager.default.removeItem(atPath: target.blobs.path(of: digest))
        let lost = try await live.ask("GET", "/remittances/\(id)", key: key)
        #expect(lost.status == 200 && lost.body.contains("\(digest) is recorded and no longer stored"))
        #expect(!lost.body.contains("How the file is read"))
        let file = try await live.ask("GET", "/remittances/\(id)/file", key: key, accept: "application/json")
        #expect(file.status == 404 && file.body.contains("file_missing"), "\(file.body)")
        let line = try #require(try await target.verification().lines.first { $0.check == "blobs" })
        #expect(!line.isWhole && line.text.contains("first \(digest), named by remittance.file_hash"), "\(line.text)")
        await #expect(throws: MissingBlob(digest)) {
            try await OfficeTransfer(target).export(demo.demo.tenant, to: "\(folder)/again")
        }
    }

    @Test func `J38 an office among others takes its own rows and no other's`() async throws {
        let demo = try await filled()
        let now = demo.clock.now()
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let exported = try await OfficeTransfer(demo.demo.office).export(other, to: "\(folder)/other")
        #expect(exported.manifest.rows == 2 && exported.files == 0, "the office and the row of its history")
        _ = try await OfficeTransfer(target).import("\(folder)/other")
        let tenants = try await target.database.read { try Tenant.all($0).map(\.id) }
        #expect(tenants == [other])
    }

    @Test func `J38 mail that was queued is held in the new place`() async throws {
        let demo = try await filled()
        _ = try await demo.send("marisol", to: DemoFunder.all.map(\.name))
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try await OfficeTransfer(demo.demo.office).export(demo.demo.tenant, to: "\(folder)/o")
        let imported = try await OfficeTransfer(target).import("\(folder)/o")
        #expect(imported.quieted.held > 0)
        let queued: Int? = try await target.database.read {
            try $0.value("SELECT count(*) FROM outbox WHERE state = 'queued'")
        }
        #expect(queued == 0)
        #expect(try await target.verification().isWhole)
    }

    @Test func `J38 what acts by itself waits in the new place: web-hooks are paused, automatic funders are reviewed`()
        async throws
    {
        let demo = try await filled()
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: tenant)
        _ = try await live.ask(
            "POST", "/webhooks", key: key,
            body: "name=crm&url=https%3A%2F%2Fcrm.example%2Fhook&events=submission.sent")
        let funder = try await demo.demo.office.database.write { db -> Funder.ID in
            let funder = try #require(try db.value("SELECT min(id) FROM funder", as: Funder.ID.self))
            let former = try FunderHandling.of(funder, tenant: tenant, db)
            _ = try FunderHandling.save(
                mode: .automatic, exclusiveHours: 48, version: former.version, of: funder, tenant: tenant,
                by: .system("test"), at: now, db)
            return funder
        }
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try await OfficeTransfer(demo.demo.office).export(tenant, to: "\(folder)/o")
        let quieted = try await OfficeTransfer(target).import("\(folder)/o").quieted
        #expect(quieted.paused == 1 && quieted.reviewed >= 1 && quieted.sentences.count == 2)
        let left = try await target.database.read { db in
            (
                try db.value("SELECT count(*) FROM webhook_endpoint WHERE state = 'active'", as: Int.self),
                try db.value("SELECT count(*) FROM funder_handling WHERE mode = 'automatic'", as: Int.self),
                try FunderHandling.of(funder, tenant: tenant, db).exclusiveHours,
                try db.value(
                    """
                    SELECT count(*) FROM history WHERE who = 'system:import'
                       AND (record_kind = 'webhook_endpoint' AND event = 'pause'
                            OR record_kind = 'funder' AND event = 'handling_changed')
                    """, as: Int.self)
            )
        }
        #expect(left.0 == 0 && left.1 == 0 && left.2 == 48 && left.3 == quieted.paused + quieted.reviewed)
        #expect(try await target.verification().isWhole)
    }

    @Test func `I28 J38 support that was approved is held in the new place`() async throws {
        let demo = try await TemporaryDemo()
        let support = try await FundedSupport(demo.demo.office, tenant: demo.demo.tenant, Cents(10_000))
        let id = try await support.ask(.transport)
        #expect(try await support.approve(id) == nil)
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        _ = try await OfficeTransfer(demo.demo.office).export(tenant, to: "\(folder)/o")
        let imported = try await OfficeTransfer(target).import("\(folder)/o")
        #expect(imported.quieted.supports == 1 && imported.value["supports"] == 1)
        #expect(imported.quieted.sentences.contains { $0.contains("/admin/support/disbursements") })
        let found = try await target.database.read { try Disbursement.of(id, tenant: tenant, $0) }
        #expect(found?.state == .waiting && found?.heldAt == now)
        #expect(try await target.verification().isWhole)
    }

    private enum Damage: CaseIterable {
        case row, tenant, lines, manifest, schema, missingTable, blob, missingBlob, key
    }

    @Test(arguments: Damage.allCases)
    private func `J38 a spoiled export is refused whole, and nothing of it stays`(damage: Damage) async throws {
        let demo = try await filled()
        let (target, folder) = try await empty(beside: demo)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place = "\(folder)/o"
        _ = try await OfficeTransfer(demo.demo.office).export(demo.demo.tenant, to: place)
        func edit(_ file: String, _ change: (String) -> String) throws {
            let text = String(decoding: try LocalFile.read("\(place)/\(file)"), as: UTF8.self)
            let changed = change(text)
            #expect(changed != text)
            try LocalFile.write(Array(changed.utf8), to: "\(place)/\(file)")
        }
        let blob = try #require(LocalFile.names(in: "\(place)/blobs").first)
        switch damage {
        case .row: try edit("rows/funder.jsonl") { $0.replacing("Granite", with: "Granita") }
        case .tenant:
            try edit("rows/offer.jsonl") {
                $0.replacing(demo.demo.tenant.description, with: TenantID(bits: 7).description)
            }
        case .lines: try edit("rows/submission_event.jsonl") { String($0.prefix($0.count / 2)) }
        case .manifest: try edit("manifest.json") { $0.replacing("\"content\":\"", with: "\"content\":\"0") }
        case .schema: try edit("manifest.json") { $0.replacing("\"name\":\"people.1\"", with: "\"name\":\"people.0\"") }
        case .missingTable: try FileManager.default.removeItem(atPath: "\(place)/rows/message.jsonl")
        case .blob: try LocalFile.write([1, 2, 3], to: "\(place)/blobs/\(blob)")
        case .missingBlob: try FileManager.default.removeItem(atPath: "\(place)/blobs/\(blob)")
        case .key:
            try LocalFile.write(
                Array((Hexadecimal.encode([UInt8](repeating: 9, count: 32)) + "\n").utf8),
                to: "\(folder)/data/keys/master.key")
        }
        let office =
            damage == .key
            ? try await Office.open(target.configuration, clock: demo.clock, log: Log(level: .quiet)) : target
        await #expect(throws: OfficeArchiveRefusal.self) { try await OfficeTransfer(office).import(place) }
        let left = try await target.database.read { db in
            try ["SELECT count(*) FROM tenant", "SELECT count(*) FROM history", "SELECT count(*) FROM submission"]
                .map { (sql: SQL) in try db.value(sql) ?? -1 }
        }
        #expect(left == [0, 0, 0])
    }
}
