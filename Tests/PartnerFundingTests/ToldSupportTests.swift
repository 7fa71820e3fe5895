import Cohorts
import Documents
import Kernel
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

/// What partners are told of support that is for few, and when.
@Suite struct ToldSupportTests {
    @Test
    func `F46 F50 J08 a partner reads support of five at least as one sum of months that are over, and none of one`()
        async throws
    {
        let house = try await ToldHouse.filled()
        let office = house.office
        let paths = house.paths
        let before = try await house.told(paths)
        for holder in ["a", "b", "c", "d"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        for (path, pair) in zip(paths, zip(before, try await house.told(paths))) {
            #expect(pair.0 == pair.1, "\(path)")
        }
        try await office.monthPasses()
        #expect(try await house.told(Array(paths[0...1])) == Array(before[0...1]))
        // Of the fifth nothing is told before the month is over.
        try await office.support(Cents(2_000), .cash, for: "e", in: house.cohort)
        #expect(try await house.told(Array(paths[0...1])) == Array(before[0...1]))
        try await office.monthPasses()
        #expect(try await house.history().first == ["paid_out", "40.00"])
        let page = try await office.caller.call(.get, "/commitments/\(house.id)", as: house.principal)
        #expect(page["standing"]?["disbursed"]?.text == "40.00")
        #expect(page["allocations"]?["items"]?.list?.map { $0["disbursed"]?.text } == ["40.00"])
        // The sum names no row of the ledger, by whose number and hash the day of its last payment would be known.
        let shown = try await office.caller.call(.get, "/partner/me/history", as: house.principal)["items"]?.list
        #expect(shown?.first?["seq"] == .null && shown?.first?["hash"] == .null)
        #expect(shown?.dropFirst().allSatisfy { $0["seq"]?.integer != nil } == true)
        // What one gives back waits too, and has a word of its own.
        try await office.comesBack("a")
        try await office.monthPasses()
        #expect(try await house.history().first == ["paid_out", "40.00"])
        #expect(try await office.standing(house.id)["disbursed"]?.text == "35.00")
        try await office.comesBack("b", "c", "d", "e")
        try await office.monthPasses()
        #expect(try await house.history() == [["came_back", "-40.00"], ["paid_out", "40.00"]])
        #expect(try await office.flaws() == [])
    }

    @Test(arguments: [1, 4])
    func `F50 J08 what somebody pays by hand for fewer than five waits as support of wallets does`(people: Int)
        async throws
    {
        let house = try await ToldHouse.filled()
        let office = house.office
        let paths = house.paths
        let before = try await house.told(paths)
        try await office.disburse("20", of: house.made, as: .cash, for: people)
        try await office.disburse("20", of: house.made, as: .tools, for: people)
        for (path, pair) in zip(paths, zip(before, try await house.told(paths))) {
            #expect(pair.0 == pair.1, "\(path)")
        }
        try await office.monthPasses()
        #expect(try await house.told(Array(paths[0...1])) == Array(before[0...1]))
        // The office reads each; a payment for five, and running costs, are told at once.
        #expect(try await office.standing(house.id)["disbursed"]?.text == "40.00")
        try await office.disburse("7", of: house.made, as: .data, for: 5)
        try await office.disburse("3", of: house.made, as: .overhead)
        #expect(try await house.history() == [["paid_out", "3.00"], ["paid_out", "7.00"]])
        // With five who have wallets they are told as one sum; several by hand may have been for these.
        for holder in ["a", "b", "c", "d"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        try await office.monthPasses()
        #expect(try await house.history() == [["paid_out", "3.00"], ["paid_out", "7.00"]])
        try await office.support(Cents(500), for: "e", in: house.cohort)
        try await office.monthPasses()
        #expect(try await house.history().first == ["paid_out", "65.00"])
        #expect(try await office.flaws() == [])
    }

    @Test func `F50 F56 what was told of kinds stays as it was, and what came back is one line without them`()
        async throws
    {
        let house = try await ToldHouse.filled()
        let office = house.office
        for holder in ["a", "b", "c", "d", "e"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        for holder in ["f", "g", "h", "i", "j"] {
            try await office.support(Cents(2_000), .cash, for: holder, in: house.cohort)
        }
        let first = try await house.lock()
        #expect(ToldHouse.kinds(first) == ["data.USD": "25.00 USD", "cash.USD": "100.00 USD"])
        // Four wait, and nothing of them is told.
        try await office.comesBack("a", "b", "c", "d")
        let second = try await house.correct(first)
        #expect(ToldHouse.kinds(second) == ToldHouse.kinds(first))
        try await office.comesBack("f")
        let third = try await house.correct(second)
        #expect(ToldHouse.kinds(third) == ToldHouse.kinds(first).merging(["came_back.USD": "-40.00 USD"]) { $1 })
        #expect(ReportTests.figures(third)["paid_out.USD"] == "85.00 USD")
        #expect(try await office.flaws() == [])
    }

    @Test func `F50 F56 what came back waits while one to four would be left with what was told`() async throws {
        let house = try await ToldHouse.filled()
        let office = house.office
        let holders = ["a", "b", "c", "d", "e", "f", "g", "h"]
        for holder in holders { try await office.support(Cents(500), for: holder, in: house.cohort) }
        let first = try await house.lock()
        #expect(ToldHouse.kinds(first) == ["data.USD": "40.00 USD"])
        try await office.comesBack("a", "b", "c", "d", "e")
        let second = try await house.correct(first)
        #expect(ToldHouse.kinds(second) == ToldHouse.kinds(first))
        #expect(ReportTests.figures(second)["paid_out.USD"] == "40.00 USD")
        #expect(try await house.history().first == ["paid_out", "40.00"])
        try await office.comesBack("f", "g", "h")
        let third = try await house.correct(second)
        #expect(ToldHouse.kinds(third) == ["data.USD": "40.00 USD", "came_back.USD": "-40.00 USD"])
        #expect(ReportTests.figures(third)["paid_out.USD"] == "0.00 USD")
    }

    @Test func `F50 F56 of what came back before it was told nothing is told, and who gave it back is none of five`()
        async throws
    {
        let house = try await ToldHouse.filled()
        let office = house.office
        for holder in ["a", "b", "c", "d", "e"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        try await office.comesBack("e")
        try await office.monthPasses()
        #expect(try await house.history().first == ["released", "2500.00"])
        try await office.support(Cents(500), for: "f", in: house.cohort)
        try await office.monthPasses()
        #expect(try await house.history().first == ["paid_out", "25.00"])
        // One who gives back hides behind no payments of others.
        try await office.comesBack("a")
        for holder in ["g", "h", "i", "j", "k"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        try await office.monthPasses()
        #expect(try await house.history() == [["paid_out", "25.00"], ["paid_out", "25.00"]])
        let report = try await house.lock()
        #expect(ToldHouse.kinds(report) == ["data.USD": "50.00 USD"])
    }

    @Test func `F46 a sum of support stands before all that was shown when it comes, also of who pages meanwhile`()
        async throws
    {
        let house = try await ToldHouse.filled()
        let office = house.office
        for holder in ["a", "b", "c", "d", "e"] { try await office.support(Cents(500), for: holder, in: house.cohort) }
        try await office.disburse("5", of: house.made, as: .overhead)
        func page(_ query: String) async throws -> Value {
            try await office.caller.call(.get, "/partner/me/history\(query)", as: house.principal).value
        }
        func labels(_ page: Value) -> [String] {
            page["items"]?.list?.map { "\($0["event"]?.text ?? "") \($0["amount"]?.text ?? "")" } ?? []
        }
        let first = try await page("?limit=2")
        let shown = labels(try await page(""))
        #expect(shown.prefix(2) == ["paid_out 5.00", "released 2500.00"])
        try await office.monthPasses()
        try await office.disburse("6", of: house.made, as: .overhead)
        // Whoever pages on sees nothing twice and misses nothing; whoever begins anew sees the sum above all that was shown.
        #expect(labels(first) + labels(try await page("?after=\(first["next"]?.text ?? "")")) == shown)
        let anew = ["paid_out 6.00", "paid_out 25.00"] + shown
        #expect(labels(try await page("")) == anew)
        for limit in [1, 2, 3] {
            var (all, next): ([String], String?) = ([], nil)
            repeat {
                let part = try await page("?limit=\(limit)\(next.map { "&after=\($0)" } ?? "")")
                all += labels(part)
                next = part["next"]?.text
            } while next != nil
            #expect(all == anew, "by \(limit)")
        }
    }
}

extension ToldHouse {
    fileprivate static func filled() async throws -> ToldHouse {
        let house = try await ToldHouse("2500", of: "3000")
        _ = try await house.office.fill(house.cohort, people: 24, earners: 6)
        return house
    }

    /// All that the partner, and the office in its name, is told by pages, files and papers.
    fileprivate func told(_ paths: [String]) async throws -> [String] {
        var texts: [String] = []
        for path in paths {
            let asker = path.hasPrefix("/partners/\(partner)/reports/new") ? office.admin : principal
            let outcome = try await office.caller.call(.get, path, as: asker)
            let bytes = outcome.file.map { Files.read($0.path) ?? [] } ?? outcome.bytes
            guard bytes.starts(with: Array("%PDF".utf8)) else {
                texts.append(outcome.value.json + String(decoding: bytes, as: UTF8.self))
                continue
            }
            let place = "\(office.folder.path)/told.pdf"
            try #require(Files.write(bytes, to: place))
            texts.append(try PDFText().textBlocking(ofFile: place))
        }
        return texts
    }

    fileprivate func history() async throws -> [[String?]] {
        try await office.caller.call(.get, "/partner/me/history", as: principal)["items"]?.list?.prefix(2)
            .map { [$0["event"]?.text, $0["amount"]?.text] } ?? []
    }

    fileprivate var paths: [String] {
        let today = office.clock.now().day
        let interim = "/partner/me/cohorts/\(cohort)/report"
        let new = "/partners/\(partner)/reports/new?"
        return [
            "/partner/me/history", "/partner/me/history/export", "/partner", "/partner/me", "/commitments/\(id)",
            "/partners/\(partner)/commitments", "/partner/me/reports", interim, "\(interim)/pdf",
            "\(interim)/export", "\(new)type=interim&cohort=\(cohort)",
            "\(new)type=custom&from=\(today.adding(days: -9))&to=\(today.adding(days: -1))&metrics=paid_out",
            "\(new)type=annual&year=\(today.civil.year - 1)",
        ]
    }

    /// Locks the cohort's final report.
    fileprivate func lock() async throws -> Value {
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        return try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
    }

    /// The next version, once the month is over.
    fileprivate func correct(_ report: Value) async throws -> Value {
        try await office.monthPasses()
        let path = "/partner-reports/\(report["id"]?.text ?? "")/corrections"
        return try await office.act(path, ["reason": "it came back"]).value
    }

    static func kinds(_ report: Value) -> [String: String] {
        let figures = ReportTests.figures(report).filter { $0.key.hasPrefix("support_types") }
        return Dictionary(uniqueKeysWithValues: figures.map { (String($0.key.dropFirst(14)), $0.value) })
    }
}
