import Cohorts
import Documents
import Kernel
import Ledger
import Storage
import TestDatabases
import Testing
import Web

@testable import PartnerFunding

/// What paid out money became.
@Suite struct SupportTests {
    @Test
    func `F56 whoever pays out says what it becomes and for how many; no kind is chosen beforehand, least of all cash`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("900", of: id, to: cohort).id
        try await office.release(allocation)
        let right: Value = ["amount": "10", "support_type": "transport", "participants": "8", "note": "bus"]
        // swift-format-ignore
        let wrong: [(field: String, form: Value)] = [
            ("support_type", ["amount": "10", "participants": "8", "note": "bus"]),
            ("support_type", right.adding("support_type", "")), ("support_type", right.adding("support_type", "CASH")),
            ("support_type", right.adding("support_type", "gift")), ("participants", right.adding("participants", "")),
            ("participants", right.adding("participants", "0")), ("participants", right.adding("participants", "-1")),
            ("participants", right.adding("participants", "1.5")), ("participants", right.adding("participants", "100001")),
            ("participants", right.adding("support_type", "overhead")), ("note", right.adding("note", " ")),
            ("amount", right.adding("amount", "0")),
        ]
        let before = try await office.count("SELECT count(*) FROM ledger_row")
        for row in wrong {
            do {
                _ = try await office.act("/allocations/\(allocation)/disbursements", row.form)
                Issue.record("\(row) was taken")
            } catch let errors as FieldErrors {
                #expect(errors.errors.map(\.field) == [row.field], "\(row): \(errors.errors)")
            }
        }
        // No more than the cohort can have, so that no number hides who is alone.
        await #expect(throws: AllocationRefusal.moreThanSeats(cohort, seats: 9)) {
            try await office.disburse("10", of: allocation, as: .transport, for: 10)
        }
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == before)
        let page = try await office.caller.call(.get, "/allocations/\(allocation)", as: office.admin)
        #expect(
            page["support_types"]?.list?.compactMap { $0["value"]?.text } == [
                "data", "transport", "tools", "cash", "overhead",
            ])
        _ = try await office.act("/allocations/\(allocation)/disbursements", right)
        try await office.disburse("20", of: allocation, as: .overhead)
        let paid = try await office.entries(id).filter { $0.kind == .disbursed }
        #expect(paid.map(\.support) == [.transport, .overhead] && paid.map(\.people) == [8, nil])
        let tenant = office.tenants[0]
        let details = try await office.database.read { try History.of("allocation", allocation, tenant: tenant, $0) }
            .filter { $0.event == "disburse" }.map(\.detail)
        #expect(details.map { $0["support_type"]?.text } == ["overhead", "transport"])
        #expect(details.map { $0["participants"] } == [.null, 8])
    }

    @Test func `F56 the funding ledger takes a kind of payments alone, and participants of support alone`() async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        try await office.release(allocation)
        let fresh: [String: SQLValue] = [
            "id": .text(FundingEntry.ID(bits: 77).description), "ledger_seq": .integer(900),
        ]
        // swift-format-ignore
        let rows: [(type: String, support: SQLValue, people: SQLValue, isTaken: Bool)] = [
            ("disbursed", .text("cash"),     .integer(1), true),  ("disbursed", .text("overhead"), .null,       true),
            ("disbursed", .null,             .null,       true),  ("released",  .null,             .null,       true),
            ("released",  .text("cash"),     .integer(1), false), ("disbursed", .text("cash"),     .null,       false),
            ("disbursed", .text("overhead"), .integer(1), false), ("disbursed", .null,             .integer(1), false),
            ("disbursed", .text("cash"),     .integer(0), false), ("disbursed", .text("gift"),     .integer(1), false),
        ]
        for row in rows {
            let changes = fresh.merging(
                ["type": .text(row.type), "support_type": row.support, "people": row.people]
            ) { $1 }
            #expect(
                try await office.takesCopy(of: "funding_ledger", changing: changes) == row.isTaken, "\(row)")
        }
    }

    // swift-format-ignore
    private static let cells: [(people: [SupportType: Int], supported: Int, shown: Set<SupportType>)] = [
        ([:],                                             25, []),
        ([.data: 25, .cash: 5],                           25, [.data, .cash]),
        // Four alone would be told by what is left.
        ([.data: 25, .cash: 4],                           25, []),
        ([.data: 25, .transport: 3, .cash: 2],            25, []),
        ([.data: 25, .transport: 4, .cash: 4],            25, []),
        ([.data: 25, .transport: 9, .cash: 1],            25, [.data]),
        ([.data: 25, .overhead: 0],                       25, [.data, .overhead]),
        // In a cohort of so few nothing is told but what is nobody's.
        ([.data: 25, .overhead: 0],                        4, [.overhead]),
        // Before it starts, by what was bought for them.
        ([.data: 25],                                      0, [.data]),
        ([.data: 3],                                       0, []),
        // The only kind that is not told would be known.
        ([.data: 9, .transport: 8, .tools: 7, .cash: 1],  25, [.data, .transport]),
        ([.data: 9, .transport: 2, .tools: 7, .cash: 1],  25, [.data]),
        ([.data: 1, .transport: 8, .tools: 8, .cash: 8],  25, [.tools, .cash]),
        ([.data: 9, .transport: 8, .tools: 7, .cash: 6],  25, [.data, .transport, .tools, .cash]),
    ]

    @Test func `F50 F56 kinds for fewer than five participants are not told, nor what would leave one alone untold`() {
        for row in Self.cells { #expect(SupportUse.shown(row.people, of: row.supported) == row.shown, "\(row)") }
    }

    /// What a report tells of kinds, by the ends of their names.
    private static func kinds(_ report: Value) -> [String: String] {
        let figures = ReportTests.figures(report).filter { $0.key.hasPrefix("support_types") }
        return Dictionary(uniqueKeysWithValues: figures.map { (String($0.key.dropFirst(14)), $0.value) })
    }

    @Test
    func `F56 what reports tell of kinds of support is all that was paid out, equal to wallet and funding ledger`()
        async throws
    {
        let office = try await Partnered()
        let (partner, principal, id) = try await office.giver("3000")
        let (_, other, theirs) = try await office.giver("1000")
        let cohort = try await office.cohort()
        let allocations = [
            try await office.allocate("1000", of: id, to: cohort).id,
            try await office.allocate("900", of: id, to: cohort).id,
        ]
        for allocation in allocations { try await office.release(allocation) }
        // Support is of the oldest allocation first.
        office.clock.advance(.minutes(1))
        try await office.spend("77.77", of: "500", from: theirs, on: cohort, for: 10)
        try await office.fill(cohort, people: 24, earners: 6)
        // swift-format-ignore
        let payments: [(amount: String, type: SupportType, people: Int)] = [
            ("100.10", .data, 12), ("50.05", .data, 12), ("240", .transport, 8), ("300", .overhead, 0),
        ]
        for (number, row) in payments.enumerated() {
            try await office.disburse(row.amount, of: allocations[number % 2], as: row.type, for: row.people)
        }
        try await office.support(Cents(4_000), .cash, for: "c", in: cohort)
        for (holder, cents) in [("s", 1_000), ("t", 1_000), ("u", 1_000), ("v", 999)] as [(String, Int64)] {
            try await office.support(Cents(cents), .tools, for: holder, in: cohort)
        }
        // Cash was for one and tools for four, whom a report does not tell of; transport for eight goes with them.
        let expected = ["data.USD": "150.15 USD", "overhead.USD": "300.00 USD", "few.USD": "319.99 USD"]
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        let report = try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
        #expect(Self.kinds(report) == expected)
        // Of both partners together it is what went out of the wallet, and what the funding ledger has.
        let all = try await office.count(
            "SELECT CAST(sum(amount_cents) AS BIGINT) FROM funding_ledger WHERE type = 'disbursed'")
        let wallet = try await office.wallet(cohort).balance(on: .credit)
        #expect(all == 77_014 + 7_777 && wallet == Cents(190_000 + 50_000 - Int64(all)))
        #expect(ReportTests.figures(report)["paid_out.USD"] == "770.14 USD")
        #expect(try await office.flaws() == [])
        let path = "/partner-reports/\(report["id"]?.text ?? "")"
        let shown = try await office.caller.call(.get, path, as: principal).value
        #expect(Self.kinds(shown) == expected)
        let paper = try #require(try await office.caller.call(.get, "\(path)/pdf", as: principal).file)
        let words = try PDFText().textBlocking(ofFile: paper.path)
        for text in expected.values { #expect(words.contains(text), "\(text)") }
        for secret in [
            "39.99 USD", "240.00 USD", "Support type: cash", "Support type: tools", "Support type: transport",
        ] {
            #expect(!words.contains(secret) && !shown.json.contains(secret), "\(secret)")
        }
        let saved = try CSVReader.records(try await office.caller.call(.get, "\(path)/export", as: principal).bytes)
        #expect(saved.contains { $0.fields[1] == "support_types.few.USD" && $0.fields[3] == "319.99" })
        // A time tells of whole cohorts that ended in it, so that no payment is told by two times that differ by it.
        func custom(from: Day, to: Day) async throws -> [String: String] {
            let query = "type=custom&from=\(from)&to=\(to)&metrics=support_types"
            return Self.kinds(
                try await office.caller.call(.get, "/partners/\(partner)/reports/new?\(query)", as: office.admin).value)
        }
        let ended = try await office.cohort(cohort).endsOn
        #expect(try await custom(from: ended, to: ended) == expected)
        #expect(try await custom(from: ended.adding(days: -20), to: ended.adding(days: -1)) == ["": "None yet"])
        #expect(
            try await office.status(.get, "\(path)", as: other) == 404, "another partner's report is not there")
    }

    @Test func `F56 F58 a kind that was changed in the database is named: the history tells another one`() async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("500", of: id, to: cohort).id
        try await office.release(allocation)
        try await office.disburse("100", of: allocation, as: .cash, for: 5)
        try await office.disburse("300", of: allocation, as: .overhead)
        #expect(try await office.flaws() == [])
        try await office.database.write { try TestDatabases.dropGuards(of: "funding_ledger", $0) }
        let changes: [(change: SQL, back: SQL)] = [
            (
                "UPDATE funding_ledger SET support_type = 'data' WHERE support_type = 'cash'",
                "UPDATE funding_ledger SET support_type = 'cash' WHERE support_type = 'data'"
            ),
            (
                "UPDATE funding_ledger SET people = 25 WHERE people = 5",
                "UPDATE funding_ledger SET people = 5 WHERE people = 25"
            ),
        ]
        for row in changes {
            try await office.database.write { try $0.run(row.change) }
            #expect(try await office.flaws() == ["allocation \(allocation)"])
            try await office.database.write { try $0.run(row.back) }
            #expect(try await office.flaws() == [])
        }
    }

    @Test func `F56 what was paid out before kinds were asked for is told as not recorded, and none of it is lost`()
        async throws
    {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        let allocation = try #require(
            try await office.database.read {
                try $0.value("SELECT id FROM commitment_allocation", as: Allocation.ID.self)
            })
        try await office.disburse("60", of: allocation, as: .tools, for: 25)
        // As rows of an older node stand.
        try await office.database.write { db in
            try TestDatabases.dropGuards(of: "funding_ledger", db)
            try db.run("UPDATE funding_ledger SET support_type = NULL, people = NULL WHERE amount_cents = 200000")
        }
        let report = try await office.caller.call(
            .get, "/partners/\(sponsored.partner)/reports/new?type=final&cohort=\(sponsored.cohort)", as: office.admin)
        #expect(
            Self.kinds(report.value) == ["tools.USD": "60.00 USD", "unrecorded.USD": "2000.00 USD"])
        #expect(ReportTests.figures(report.value)["paid_out.USD"] == "2060.00 USD")
    }
}
