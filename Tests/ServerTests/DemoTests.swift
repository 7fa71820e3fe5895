import Funders
import Glibc
import Kernel
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct DemoTests {
    /// One merchant to every funder of the table, over folders alone: what the office knows when all have answered.
    @Test func `every style of the simulated funders ends as its row says`() async throws {
        let demo = try await TemporaryDemo()
        let refused = try await demo.send("marisol", to: DemoFunder.all.map(\.name))
        #expect(refused == ["Westering Funding": "funder_needs_call_first", "Hazel Point Capital": "funder_paused"])
        try await demo.exchange()
        let table = """
            Bright Anchor Finance | contract_sent | 1 | 1 | 0 | -
            Candlewick Advance | sent | 0 | 0 | 0 | -
            Dunlin Business Credit | offered | 1 | 1 | 0 | -
            Foxglove Working Capital | offered | 1 | 2 | 0 | -
            Granite Step Funding | declined | 0 | 0 | 0 | -
            Ironbark Advance | offered_with_stips | 1 | 1 | 2 | -
            Lanternfish Capital | offered | 2 | 2 | 0 | -
            Marrow Lane Capital | offered | 1 | 1 | 0 | -
            Old Quarry Funding | undeliverable | 0 | 0 | 0 | -
            Pelican Row Finance | question | 0 | 0 | 0 | -
            Silver Heron Funding | sent | 0 | 0 | 0 | low_confidence
            Sugar Maple Credit | docs_requested | 0 | 0 | 3 | -
            Two Bridges Merchant Funding | offered | 1 | 1 | 0 | -
            """
        let lines = try await demo.lines(of: "marisol").joined(separator: "\n")
        #expect(lines == table, "\(lines)")
        let verification = try await Verification.run(demo.demo.office.database, demo.demo.office.blobs)
        #expect(verification.isWhole)
    }

    @Test func `a funder that mixes up two merchants leaves its answer to a person`() async throws {
        let demo = try await TemporaryDemo()
        _ = try await demo.send("marisol", to: ["Marrow Lane Capital"])
        try await demo.exchange()
        _ = try await demo.send("fennimore", to: ["Marrow Lane Capital"])
        try await demo.exchange()
        #expect(
            try await demo.lines(of: "marisol") + demo.lines(of: "fennimore") == [
                "Marrow Lane Capital | offered | 1 | 1 | 0 | -",
                "Marrow Lane Capital | sent | 0 | 0 | 0 | other_merchant",
            ])
    }

    /// An application without a PDF goes out with one made from its fields.
    @Test func `what the first start sends is answered, and a second start goes on with the same data`() async throws {
        let demo = try await TemporaryDemo()
        let tables = ["person", "funder", "application", "application_file", "submission"]
        try await demo.demo.sendFirst()
        var before: [Int] = []
        for table in tables { before.append(try await demo.count(table)) }
        #expect(before == [6, 15, 8, 15, 12])
        let again = try await TemporaryDemo.open(demo.place, demo.clock)
        try await again.sendFirst()
        #expect(again.password == demo.demo.password)
        var after: [Int] = []
        for table in tables { after.append(try await demo.count(table)) }
        #expect(after == before)
        try await demo.exchange()
        let left = try await demo.lines(of: "saltbox") + demo.lines(of: "redgable")
        #expect(left.count == 12 && !left.contains { $0.contains("queued") })
        _ = try await demo.send("copperline", to: ["Lanternfish Capital"])
        #expect(try await demo.count("application_file") == 16)
    }

    @Test func `the sample office's past gives every active funder a score, a clock, and one planted drift`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        try await demo.demo.addHistory()
        let count = try await demo.count("submission")
        try await demo.demo.addHistory()
        #expect(try await demo.count("submission") == count && count == DemoHistory.merchants * 7, "once")
        let database = demo.demo.office.database
        let (history, clocks, dossiers) = try await database.read { db in
            (
                try OfficeHistory.read(size: nil, tenant: tenant, at: now, db), try FunderClock.all(tenant: tenant, db),
                try FunderDossier.all(tenant: tenant, db)
            )
        }
        for dossier in dossiers where dossier.funder.status == .active {
            #expect(!history.score(of: dossier.funder.id).isThin, "\(dossier.funder.name)")
            #expect(clocks[dossier.funder.id]?.curve != nil)
        }
        let drift: [String] = try await database.read { db in
            try db.rows(
                "SELECT funder.name, rule FROM guideline_drift JOIN funder ON funder.id = guideline_drift.funder_id"
            ).map { "\(try $0.get("name", as: String.self)) \(try $0.get("rule", as: String.self))" }
        }
        #expect(drift == ["Granite Step Funding min_monthly_revenue"])
        #expect(try await Verification.run(database, demo.demo.office.blobs).isWhole)
        let sound = try await Rebuilding.compare(database)
        #expect(sound.differences.map(\.value) == [])
    }

    @Test func `G63 the sample of referral partners comes with the sample office alone, once, and is whole`()
        async throws
    {
        let fresh = try await TemporaryOffice()
        for table in ["referral_partner", "referral_lead", "referral_payout"] {
            let sql = SQL(stringLiteral: "SELECT count(*) FROM \(table)")
            #expect(try await fresh.office.database.read { try $0.value(sql) ?? -1 } == 0, "\(table)")
        }
        let demo = try await TemporaryDemo()
        func states(_ sql: SQL) async throws -> [String] {
            try await demo.demo.office.database.read { db in try db.rows(sql).map { try $0.first() } }
        }
        #expect(
            try await states("SELECT status FROM referral_partner ORDER BY status") == [
                "active", "pending", "suspended",
            ])
        #expect(
            try await states("SELECT DISTINCT state FROM referral_lead ORDER BY state")
                == ["approved", "rejected", "submitted", "under_review"])
        #expect(try await states("SELECT queue FROM referral_lead WHERE queue = 'held'") == ["held"])
        #expect(try await states("SELECT state FROM referral_payout ORDER BY state") == ["paid", "pending"])
        #expect(
            try await states("SELECT state FROM referral_credit ORDER BY state")
                == ["approved", "approved", "pending_approval"])
        let rows = try await demo.value("SELECT count(*) FROM ledger_row", as: Int.self)
        let again = try await TemporaryDemo.open(demo.place, demo.clock)
        #expect(try await demo.value("SELECT count(*) FROM ledger_row") == rows)
        #expect(try await Verification.run(again.office.database, again.office.blobs).isWhole)
    }

    @Test func `the password's file is the user's alone`() async throws {
        let demo = try await TemporaryDemo()
        var status = stat()
        #expect(stat(demo.place.passwordFile, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(demo.demo.password.utf8.count >= 12)
    }

    @Test func `a first answer comes after two to eight seconds, the same each time`() {
        for funder in DemoFunder.all {
            for merchant in DemoMerchant.all {
                let delay = SimulatedFunders.delay(funder.name, merchant.key)
                #expect(delay >= .seconds(2) && delay <= .milliseconds(8000))
                #expect(delay == SimulatedFunders.delay(funder.name, merchant.key))
            }
        }
    }

    @Test func `every style has an answer, and every funder a style of the table`() {
        let answered = Set(FunderAnswer.table.map(\.style))
        #expect(answered == Set(FunderStyle.allCases))
        #expect(Set(DemoFunder.all.map(\.style)).union([.receipt]) == answered)
        #expect(Set(DemoFunder.all.map(\.domain)).count == DemoFunder.all.count)
    }
}
