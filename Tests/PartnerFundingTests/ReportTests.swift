import Cohorts
import Crypto
import Documents
import Kernel
import People
import Storage
import TestDatabases
import TestServers
import Testing
import Web

@testable import PartnerFunding

@Suite struct ReportTests {
    /// A report's figures by their names.
    static func figures(_ report: Value) -> [String: String] {
        let lines = (report["sections"]?.list ?? []).flatMap { $0["lines"]?.list ?? [] }
        return Dictionary(lines.map { ($0["name"]?.text ?? "", $0["text"]?.text ?? "") }) { first, _ in first }
    }

    // swift-format-ignore
    private static let expected: [String: String] = [
        "participants": "25", "earners": "10", "cost_per_participant.USD": "80.00 USD", "cost_per_earner.USD": "200.00 USD",
        "allocated.USD": "2500.00 USD", "paid_out.USD": "2000.00 USD", "support_types.data.USD": "2000.00 USD",
        "identity.first.L0": "100 %", "identity.now.L0": "28 %", "identity.now.L1": "40 %", "identity.now.L2": "32 %",
        "skills": "80 / 40 / 60, balance 50 %", "time_to_first_income": "4", "momentum": "60",
        "action_rate": "48 %", "arena_exposure": "28 %", "conversion": "40 %",
    ]

    @Test
    func `F54 F55 F56 F57 J08 an interim report is live, a final one has every figure of the cohort and the ledger`()
        async throws
    {
        let sponsored = try await Sponsored()
        let (office, asker) = (sponsored.office, sponsored.principal)
        let interim = try await office.caller.call(
            .get, "/partner/me/cohorts/\(sponsored.cohort)/report", as: asker
        ).value
        let shown = Self.figures(interim)
        for (name, text) in shown { #expect(text == Self.expected[name], "\(name)") }
        #expect(shown.count == 9 && interim["type"] == "interim" && interim["hash"] == nil)
        // An average would tell from day to day what one person was measured at.
        #expect(shown["momentum"] == nil && shown["skills"] == nil)
        // Live: what changes is there at once.
        try await office.earn(Array(sponsored.people[10..<15]))
        try await sponsored.close()
        let locked = try await sponsored.lock(sponsored.final)
        var figures = Self.expected
        (figures["earners"], figures["cost_per_earner.USD"], figures["conversion"]) = ("15", "133.33 USD", "60 %")
        #expect(Self.figures(locked) == figures)
        let list = try await office.caller.call(.get, "/partner/me/reports", as: asker)
        let item = list["items"]?.list?.first
        #expect(item?["id"] == locked["id"] && item?["hash"]?.text?.utf8.count == 64)
        #expect(list["interim"]?.list?.isEmpty == true)
        for ending in ["", "/pdf", "/export"] {
            await #expect(throws: ReportRefusal.closed(sponsored.cohort)) {
                try await office.caller.call(
                    .get, "/partner/me/cohorts/\(sponsored.cohort)/report\(ending)", as: asker)
            }
        }
        #expect(ReportRefusal.closed(sponsored.cohort).reason.contains("is closed; its final report"))
    }

    @Test func `F48 L08 a final report is the same for ever; a correction is a new version that names the old one`()
        async throws
    {
        let sponsored = try await Sponsored()
        let (office, asker) = (sponsored.office, sponsored.principal)
        try await sponsored.close()
        let first = try await sponsored.lock(sponsored.final)
        let path = "/partner-reports/\(first["id"]?.text ?? "")"
        func bytes(_ path: String) async throws -> [UInt8] {
            let outcome = try await office.caller.call(.get, path, as: asker)
            return try #require(outcome.file.map { Files.read($0.path) } ?? outcome.bytes)
        }
        let (paper, text) = (try await bytes("\(path)/pdf"), try await bytes("\(path)/export"))
        let place = "\(office.folder.path)/report.pdf"
        #expect(Files.write(paper, to: place))
        let words = try PDFText().textBlocking(ofFile: place)
        for word in Self.expected.values + ["Final report: Lagos 7", "Version 1"] {
            #expect(words.contains(word), "\(word)")
        }
        #expect(words.contains(first["hash"]?.text ?? "?"))
        // The ledger and the cohort go on; what was locked stays, and is made again of what was locked.
        let allocation = try await office.database.read {
            try $0.value("SELECT id FROM commitment_allocation", as: Allocation.ID.self)
        }
        try await office.disburse("100", of: allocation ?? Allocation.ID(bits: 0))
        try await office.database.write { try $0.run("UPDATE tenant SET name = 'Other name'") }
        office.clock.advance(.days(9))
        #expect(try await bytes("\(path)/pdf") == paper)
        #expect(try await bytes("\(path)/export") == text)
        let id = PartnerReport.ID(first["id"]?.text ?? "") ?? PartnerReport.ID(bits: 0)
        let tenant = office.tenants[0]
        let stored = try await office.database.read { try PartnerReport.find(id, tenant: tenant, $0) }
        #expect(try stored.content.paper(stored.hash).render(date: stored.at) == paper)
        #expect(stored.content.hash == stored.hash)
        let second = try await office.act("\(path)/corrections", ["reason": "a payment came late"]).value
        #expect(second["version"] == 2 && second["supersedes"] == first["id"])
        #expect(second["supersedes_hash"] == first["hash"] && second["reason"] == "a payment came late")
        #expect(Self.figures(second)["paid_out.USD"] == "2100.00 USD" && second["hash"] != first["hash"])
        #expect(try await bytes("\(path)/pdf") == paper)
        let shown = try await office.caller.call(.get, path, as: asker)
        #expect(shown["superseded_by"] == second["id"] && shown["state"] == "superseded")
        for change: SQL in [
            "UPDATE partner_report SET content = '{}'", "DELETE FROM partner_report",
            "UPDATE partner_report SET version = 7",
        ] {
            await #expect(throws: StorageFault.appendOnly("partner_report is append-only")) {
                try await office.database.write { try $0.run(change) }
            }
        }
        let done = try await office.database.read {
            try History.of("partner_report", id, tenant: tenant, $0).map(\.event)
        }
        #expect(done == ["lock"])
    }

    @Test func `F48 what is not over is not locked, nothing is locked twice, and a version is corrected once`()
        async throws
    {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        let cohort = sponsored.cohort
        let year = office.clock.now().day.civil.year
        let live: Value = ["type": "interim", "cohort": Value(cohort)]
        await #expect(throws: ReportRefusal.liveOnly) { try await sponsored.lock(live) }
        await #expect(throws: ReportRefusal.notClosed(cohort, .running)) {
            try await sponsored.lock(sponsored.final)
        }
        let last = try #require(Day(year: year, month: 12, day: 31))
        await #expect(throws: ReportRefusal.notOver(last)) {
            try await sponsored.lock(["type": "annual", "year": Value(year)])
        }
        try await sponsored.close()
        let first = try await sponsored.lock(sponsored.final)
        let id = PartnerReport.ID(first["id"]?.text ?? "") ?? PartnerReport.ID(bits: 0)
        await #expect(throws: ReportRefusal.alreadyLocked(id)) { try await sponsored.lock(sponsored.final) }
        let second = try await office.act("/partner-reports/\(id)/corrections", ["reason": "x"])
        let later = PartnerReport.ID(second["id"]?.text ?? "") ?? PartnerReport.ID(bits: 0)
        await #expect(throws: ReportRefusal.superseded(id, by: later)) {
            try await office.act("/partner-reports/\(id)/corrections", ["reason": "y"])
        }
        // A cohort that the partner does not fund is not there for it.
        let other = try await office.cohort("Accra 2")
        await #expect(throws: CohortRefusal.unknown(other)) {
            try await office.caller.call(.get, "/partner/me/cohorts/\(other)/report", as: sponsored.principal)
        }
        for wish: Value in [
            ["type": "custom", "from": "2026-01-01", "to": "2025-01-01", "metrics": ["earners"]],
            ["type": "custom", "from": "2025-01-01", "to": "2026-01-01"],
            ["type": "custom", "from": "2025-01-01", "to": "2026-01-01", "metrics": ["names"]],
            ["type": "annual"], ["type": "weekly"],
        ] {
            await #expect(throws: FieldErrors.self) { try await sponsored.lock(wish) }
        }
    }

    @Test func `F54 annual and custom reports are of cohorts that ended in the time and of what was booked in it`()
        async throws
    {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        let today = office.clock.now().day
        try await sponsored.close()
        office.clock.advance(.days(60))
        let year = office.clock.now().day.civil.year - 1
        let annual = try await sponsored.lock(["type": "annual", "year": Value(year)])
        var figures = Self.expected
        figures["paid_in.USD"] = "2500.00 USD"
        #expect(Self.figures(annual) == figures && annual["title"]?.text == "Annual report \(year)")
        let whole: Value = [
            "type": "custom", "from": "2020-01-01", "to": Value(today.adding(days: 40)),
            "metrics": ["paid_out", "earners", "cost_per_earner"],
        ]
        let custom = try await sponsored.lock(whole)
        #expect(
            Self.figures(custom) == [
                "paid_out.USD": "2000.00 USD", "earners": "10", "cost_per_earner.USD": "200.00 USD",
            ])
        let shown = try await office.overview(sponsored.principal)
        #expect(shown["cost_per_earner_text"] == "$200" && shown["earners_produced"] == 10)
        // Before the cohort's last day there is nobody to tell of, and the money that was booked.
        let early = try await sponsored.lock(whole.adding("to", Value(today)))
        #expect(
            Self.figures(early) == ["paid_out.USD": "2000.00 USD", "earners": "0", "cost_per_earner": "–"])
    }

    @Test func `F48 K05 verify names a report that is not what was locked`() async throws {
        let sponsored = try await Sponsored()
        try await sponsored.close()
        let id = try await sponsored.lock(sponsored.final)["id"]?.text ?? ""
        let (office, tenants) = (sponsored.office, sponsored.office.tenants)
        #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == [])
        try await office.database.write { db in
            try TestDatabases.dropGuards(of: "partner_report", db)
            try db.run("UPDATE partner_report SET content = replace(content, '2000.00', '9000.00')")
        }
        #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == ["report \(id)"])
    }
}
