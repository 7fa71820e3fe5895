import Cohorts
import Documents
import Kernel
import People
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

@Suite struct WorkedPortalTests {
    /// What a partner is shown on pages and in PDFs.
    private struct Row {
        let name: String
        let cohort: String
        let received: [String]
        let people: Int
        let earners: Int
        let allocated: String
        let paidOut: String
        let perParticipant: String
        let perEarner: String

        var money: [String: String] { ["allocated.USD": "\(allocated) USD", "paid_out.USD": "\(paidOut) USD"] }

        func people(and money: [String: String]) -> [String: String] {
            money.merging([
                "participants": "\(people)", "earners": "\(earners)",
                "cost_per_participant.USD": "\(perParticipant) USD",
                "cost_per_earner.USD": "\(perEarner) USD",
            ]) { $1 }
        }
    }

    // 35 people and 18 earners in Lagos by 10 and 25 seats; 20 and 8 in Accra.
    // swift-format-ignore
    private static let rows = [
        Row(name: "monthly", cohort: "Lagos", received: ["1000.00"], people: 10, earners: 5,  allocated: "1000.00", paidOut: "623.45",  perParticipant: "62.34",  perEarner: "124.69"),
        Row(name: "once",    cohort: "Accra", received: ["5000.00"], people: 20, earners: 8,  allocated: "3000.00", paidOut: "2999.99", perParticipant: "150.00", perEarner: "375.00"),
        Row(name: "sponsor", cohort: "Lagos", received: ["2500.00"], people: 25, earners: 13, allocated: "2500.00", paidOut: "1000.00", perParticipant: "40.00",  perEarner: "76.92"),
    ]

    /// People are in both cohorts, which are under way.
    private static func filled() async throws -> WorkedProgramme {
        let programme = try await WorkedProgramme()
        let office = programme.office
        try await office.fill(try #require(programme.cohorts["Lagos"]), people: 35, earners: 18)
        try await office.fill(try #require(programme.cohorts["Accra"]), people: 20, earners: 8)
        return programme
    }

    private static func close(_ programme: WorkedProgramme) async throws {
        let office = programme.office
        office.clock.advance(.days(40))
        let (tenant, now, ids) = (office.tenants[0], office.clock.now(), programme.cohorts.values)
        try await office.database.write { db in
            for id in ids {
                try Cohort.find(id, tenant: tenant, db).close(reason: nil, by: .system("test"), at: now, db)
            }
        }
    }

    @Test
    func
        `F44 F46 F56 L08 L09 the programme worked out by hand is equal to the cent in the portal, its history, its reports and every PDF`()
        async throws
    {
        let programme = try await Self.filled()
        let office = programme.office
        try await Self.close(programme)
        for row in Self.rows {
            let (partner, asker) = try #require(programme.partners[row.name])
            let shown = try await office.overview(asker)
            func amount(_ name: String) -> String? { shown[name]?.list?.first?["amount"]?.text }
            #expect(amount("total_funded") == row.received[0], "\(row.name)")
            #expect(shown["participants_supported"]?.integer == Int64(row.people), "\(row.name)")
            #expect(shown["earners_produced"]?.integer == Int64(row.earners), "\(row.name)")
            #expect(amount("cost_per_earner") == row.perEarner, "\(row.name)")
            #expect(amount("cost_per_participant") == row.perParticipant, "\(row.name)")
            let events =
                try await office.caller.call(.get, "/partner/me/history?limit=200", as: asker)["items"]?.list ?? []
            func sum(_ event: String) -> String {
                events.filter { $0["event"]?.text == event }
                    .compactMap { Cents(decimal: $0["amount"]?.text ?? "") }.reduce(Cents.zero) { $0 + $1 }.decimal
            }
            #expect(sum("received") == row.received[0] && sum("paid_out") == row.paidOut, "\(row.name)")
            #expect(sum("allocated") == row.allocated, "\(row.name)")
            let cohort = try #require(programme.cohorts[row.cohort])
            let wish: Value = ["type": "final", "cohort": Value(cohort)]
            let preview = try await office.caller.call(
                .get, "/partners/\(partner)/reports/new?type=final&cohort=\(cohort)", as: office.admin
            ).value
            let report = try await office.act("/partners/\(partner)/reports", wish).value
            #expect(ReportTests.figures(preview) == ReportTests.figures(report), "\(row.name)")
            let path = "/partner-reports/\(report["id"]?.text ?? "")"
            try await Self.check(report, path, row.people(and: row.money), asker, office)
            for event in events {
                guard let receipt = event["receipt"]?.text else { continue }
                let words = try await Self.words("/commitment-receipts/\(receipt)/pdf", asker, office)
                #expect(words.contains("\(row.received[0]) USD") && words.contains(event["hash"]?.text ?? "?"))
            }
        }
        // All partners' parts are the cohorts' people, and all of them together the ledger's money.
        #expect(Self.rows.reduce(0) { $0 + $1.people } == 55 && Self.rows.reduce(0) { $0 + $1.earners } == 26)
        var disbursed = Cents.zero
        for row in Self.rows {
            let standing = try await office.standing(try #require(programme.commitments[row.name]))
            #expect(standing["disbursed"]?.text == row.paidOut)
            disbursed = disbursed + (Cents(decimal: row.paidOut) ?? .zero)
        }
        #expect(disbursed.decimal == "4623.44")
        let tenants = office.tenants
        #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == [])
    }

    @Test
    func
        `F48 F54 L08 the programme worked out by hand is equal to the cent in interim, annual and custom reports and their PDFs`()
        async throws
    {
        let programme = try await Self.filled()
        let office = programme.office
        for row in Self.rows {
            let (_, asker) = try #require(programme.partners[row.name])
            let path = "/partner/me/cohorts/\(try #require(programme.cohorts[row.cohort]))/report"
            let live = try await office.caller.call(.get, path, as: asker).value
            let expected = ["participants": "\(row.people)"].merging(row.money) { $1 }
            try await Self.check(live, path, expected, asker, office)
            #expect(ReportTests.figures(live)["earners"] == nil)
        }
        let year = office.clock.now().day.civil.year
        try await Self.close(programme)
        office.clock.advance(.days(30))
        let today = office.clock.now().day
        #expect(today.civil.year == year + 1)
        for row in Self.rows {
            let (partner, asker) = try #require(programme.partners[row.name])
            let received = ["paid_in.USD": "\(row.received[0]) USD"]
            let all = row.people(and: row.money).merging(received) { $1 }
            let parts = ["paid_in", "paid_out", "cost_per_earner"]
            // swift-format-ignore
            let wishes: [(wish: Value, expected: [String: String])] = [
                (["type": "annual", "year": Value(year)], all),
                (["type": "custom", "from": Value(today.adding(days: -200)), "to": Value(today.adding(days: -1)), "metrics": .list(parts.map(Value.string))],
                 all.filter { figure in parts.contains { figure.key.hasPrefix("\($0).") } }),
            ]
            for row in wishes {
                let report = try await office.act("/partners/\(partner)/reports", row.wish).value
                let path = "/partner-reports/\(report["id"]?.text ?? "")"
                try await Self.check(report, path, row.expected, asker, office)
                #expect(row.expected.count >= 3)
            }
        }
        #expect(try await office.flaws() == [])
    }

    /// The figures stand in the report, on its page, in its PDF and in its text.
    private static func check(
        _ report: Value, _ path: String, _ expected: [String: String], _ asker: Principal, _ office: Partnered
    ) async throws {
        let figures = ReportTests.figures(report)
        for (name, text) in expected { #expect(figures[name] == text, "\(path) \(name)") }
        let page = try await office.caller.call(.get, path, as: asker).value
        #expect(ReportTests.figures(page) == figures)
        let words = try await words("\(path)/pdf", asker, office)
        for text in expected.values { #expect(words.contains(text), "\(path): \(text)") }
        let saved = try CSVReader.records(try await office.caller.call(.get, "\(path)/export", as: asker).bytes)
        for (name, text) in expected {
            #expect(saved.contains { $0.fields[1] == name && $0.fields[4] == text }, "\(path) \(name)")
        }
    }

    /// What a PDF says, as `pdftotext` reads it.
    private static func words(_ path: String, _ asker: Principal, _ office: Partnered) async throws -> String {
        let paper = try await office.caller.call(.get, path, as: asker)
        if let file = paper.file { return try PDFText().textBlocking(ofFile: file.path) }
        // A live one is made for its asker and kept nowhere.
        let place = "\(office.folder.path)/live.pdf"
        #expect(Files.write(paper.bytes, to: place))
        return try PDFText().textBlocking(ofFile: place)
    }
}
