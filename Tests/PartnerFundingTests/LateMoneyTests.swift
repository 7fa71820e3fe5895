import Cohorts
import Documents
import Kernel
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

/// What is booked of a time whose report is locked already.
@Suite struct LateMoneyTests {
    /// A sponsored cohort that is closed, in the next year, whose report is locked.
    private static func told() async throws -> (Sponsored, year: Int, report: Value) {
        let sponsored = try await Sponsored()
        let year = sponsored.office.clock.now().day.civil.year
        try await sponsored.close()
        sponsored.office.clock.advance(.days(60))
        return (sponsored, year, try await sponsored.lock(["type": "annual", "year": Value(year)]))
    }

    private static func shown(_ report: Value, _ sponsored: Sponsored) async throws -> Value {
        try await sponsored.office.caller.call(
            .get, "/partner-reports/\(report["id"]?.text ?? "")", as: sponsored.principal
        ).value
    }

    private static func changes(_ list: Value?) -> [[String]] {
        (list?.list ?? []).map { line in ["label", "was", "is"].map { line[$0]?.text ?? "" } }
    }

    @Test
    func
        `F48 L08 what is booked for a year after its report was locked stands beside it at once, and its next version tells it and what changed`()
        async throws
    {
        let (sponsored, year, first) = try await Self.told()
        let office = sponsored.office
        #expect(try await Self.shown(first, sponsored)["since"] == .null)
        let other = try await office.approved(CommitmentTests.oneOff, for: sponsored.partner)
        let day = try #require(Day(year: year, month: 12, day: 30))
        let receipt = try await office.receive("40", for: other, reference: "late", on: day)
        // Of the year that is under way nothing is late.
        try await office.receive("7", for: other, reference: "now")
        let late = [["Received", "2500.00 USD", "2540.00 USD"]]
        let beside = try await Self.shown(first, sponsored)
        #expect(Self.changes(beside["since"]?["booked"]) == late)
        #expect(ReportTests.figures(beside)["paid_in.USD"] == "2500.00 USD" && beside["hash"] == first["hash"])
        func overtaken() async throws -> [Bool] {
            let list = try await office.caller.call(.get, "/partner/me/reports", as: sponsored.principal)
            return list["items"]?.list?.map { $0["is_overtaken"] == true } ?? []
        }
        #expect(try await overtaken() == [true])
        office.clock.advance(.minutes(1))
        let path = "/partner-reports/\(first["id"]?.text ?? "")"
        let second = try await office.act("\(path)/corrections", ["reason": "a payment came late"]).value
        #expect(ReportTests.figures(second)["paid_in.USD"] == "2540.00 USD")
        #expect(Self.changes(second["changes"]) == late)
        #expect(try await overtaken() == [false, false])
        let paper = try #require(
            try await office.caller.call(
                .get, "/partner-reports/\(second["id"]?.text ?? "")/pdf", as: sponsored.principal
            ).file)
        let words = try PDFText().textBlocking(ofFile: paper.path).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        for word in ["What changed", "Version 1", "2500.00 USD", "2540.00 USD", "a payment came late"] {
            #expect(words.contains(word), "\(word)")
        }
        // What is taken back is taken back of its own day.
        _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "another's"])
        #expect(
            Self.changes(try await Self.shown(second, sponsored)["since"]?["booked"])
                == [["Received", "2540.00 USD", "2500.00 USD"]])
        #expect(try await Self.shown(first, sponsored)["since"] == .null)
        #expect(try await overtaken() == [true, false])
        #expect(try await office.flaws() == [])
    }

    @Test func `F48 F54 a custom and a final report say what was booked since, and a cohort that closed late is named`()
        async throws
    {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        let year = office.clock.now().day.civil.year
        let (id, tenant) = (
            try await office.approved(CommitmentTests.oneOff, for: sponsored.partner), office.tenants[0]
        )
        try await office.receive("600", for: id, reference: "second")
        let late = try await office.cohort("Late 1")
        try await office.spend(nil, of: "600", from: id, on: late)
        try await office.fill(late, people: 6, earners: 0)
        try await sponsored.close()
        office.clock.advance(.days(60))
        let annual = try await sponsored.lock(["type": "annual", "year": Value(year)])
        let custom = try await sponsored.lock([
            "type": "custom", "from": Value(office.clock.now().day.adding(days: -200)),
            "to": Value(office.clock.now().day.adding(days: -1)), "metrics": ["paid_out", "earners"],
        ])
        let final = try await sponsored.lock(sponsored.final)
        let now = office.clock.now()
        try await office.database.write {
            try Cohort.find(late, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        let allocation = try await office.database.read { db in
            try db.value(
                "SELECT id FROM commitment_allocation WHERE cohort_id = \(sponsored.cohort)", as: Allocation.ID.self)
        }
        office.clock.advance(.days(1))
        try await office.disburse("11", of: try #require(allocation), as: .overhead)
        for (report, closed) in [(annual, ["Late 1"]), (custom, ["Late 1"]), (final, [])] {
            let since = try await Self.shown(report, sponsored)["since"]
            #expect(since?["closed"]?.list?.compactMap { $0["name"]?.text } ?? [] == closed)
            // What is paid out today is of today, and of the cohort.
            let booked = report["type"] == "final" ? [["Paid out for participants", "2000.00 USD", "2011.00 USD"]] : []
            #expect(Self.changes(since?["booked"]) == booked)
        }
    }

    @Test func `F50 F56 no two locked reports of a cohort differ by the kind of what was paid out for few`()
        async throws
    {
        let office = try await Partnered()
        let (partner, _, id) = try await office.giver("3000")
        let cohort = try await office.cohort()
        let allocation = try await office.allocate("2400", of: id, to: cohort).id
        try await office.release(allocation)
        try await office.fill(cohort, people: 24, earners: 6)
        try await office.disburse("100", of: allocation, as: .data, for: 12)
        try await office.disburse("40", of: allocation, as: .cash, for: 6)
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        var report = try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
        // swift-format-ignore
        let steps: [(amount: String, type: SupportType, people: Int, told: [String: String])] = [
            ("9.99", .cash,  1, ["data": "100.00", "cash": "40.00"]),
            ("25",   .tools, 7, ["data": "100.00", "cash": "40.00", "tools": "25.00"]),
            ("5",    .data,  1, ["data": "100.00", "cash": "40.00", "tools": "25.00"]),
            ("60",   .cash,  9, ["data": "100.00", "cash": "100.00", "tools": "25.00"]),
            // With five who have wallets what waited is told: not as one for seven, nor with what was told before.
            ("0.01", .overhead, 0, ["data": "100.00", "cash": "100.00", "tools": "25.00", "few": "20.99", "overhead": "0.01"]),
        ]
        for step in steps {
            office.clock.advance(.days(1))
            if step.type == .overhead {
                for holder in ["a", "b", "c", "d"] { try await office.support(Cents(100), for: holder, in: cohort) }
                try await office.support(Cents(200), .cash, for: "e", in: cohort)
                try await office.monthPasses()
            }
            try await office.disburse(step.amount, of: allocation, as: step.type, for: step.people)
            let path = "/partner-reports/\(report["id"]?.text ?? "")/corrections"
            report = try await office.act(path, ["reason": "paid out late"]).value
            let told = ReportTests.figures(report).filter { $0.key.hasPrefix("support_types") }
            let expected = step.told.map { ("support_types.\($0.key).USD", "\($0.value) USD") }
            #expect(told == Dictionary(uniqueKeysWithValues: expected), "\(step)")
        }
        #expect(ReportTests.figures(report)["paid_out.USD"] == "246.00 USD")
        #expect(try await office.flaws() == [])
    }

    @Test func `F50 F55 no two locked reports of a cohort differ by what fewer than five people were measured at`()
        async throws
    {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        try await sponsored.close()
        var report = try await sponsored.lock(sponsored.final)
        let names = ["skills", "momentum", "time_to_first_income", "identity", "action_rate", "arena_exposure"]
        func figures() -> [String] {
            let all = ReportTests.figures(report)
            return names.compactMap { all[$0] }
        }
        #expect(ReportTests.figures(report)["momentum"] == "60" && !figures().contains("Too few"))
        // One, then three more of whom two were measured before, then enough of them.
        for (people, momentum) in [([0], "Too few"), ([0, 1, 2], "Too few"), ([3, 4], "30")] {
            office.clock.advance(.days(1))
            let (tenant, now) = (office.tenants[0], office.clock.now())
            try await office.database.write { db in
                for place in people {
                    try Participant.find(sponsored.people[place], tenant: tenant, db).measure(
                        Measurement(on: now.day, ParticipantStanding(momentum: 0)), by: .system("test"), at: now, db)
                }
            }
            let path = "/partner-reports/\(report["id"]?.text ?? "")/corrections"
            report = try await office.act(path, ["reason": "measured again"]).value
            #expect(ReportTests.figures(report)["momentum"] == momentum, "\(people)")
            #expect(figures().contains("Too few") == (momentum == "Too few"), "\(people)")
            // How many they are stands on the pages as it is now.
            #expect(ReportTests.figures(report)["participants"] == "25")
            #expect(ReportTests.figures(report)["earners"] == "10")
        }
    }
}
