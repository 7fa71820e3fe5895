import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// What is looked at by chance.
@Suite struct SampleTests {
    @Test(arguments: [(0, 0), (1, 1), (3, 3), (4, 3), (30, 3), (31, 4), (100, 10)])
    func `I45 one in ten is drawn, and three at least`(given: Int, drawn: Int) {
        #expect(SupportSample.size(of: given) == drawn)
    }

    @Test func `I45 the same seed draws the same, another seed others, and each about as often`() {
        let ids = (1...100).map { SupportRequest.ID(bits: UInt128($0)) }
        #expect(SupportSample.draw(ids, seed: "a") == SupportSample.draw(ids.reversed(), seed: "a"))
        #expect(SupportSample.draw(ids, seed: "a") != SupportSample.draw(ids, seed: "b"))
        var counts: [SupportRequest.ID: Int] = [:]
        for seed in 0..<500 { for id in SupportSample.draw(ids, seed: "\(seed)") { counts[id, default: 0] += 1 } }
        #expect(counts.count == 100 && counts.values.allSatisfy { (20...90).contains($0) })
    }

    @Test(arguments: [("2026-11-16", "2026-11-16"), ("2026-11-18", "2026-11-16"), ("2026-11-22", "2026-11-16")])
    func `a week begins on Monday`(day: String, monday: String) throws {
        #expect(SupportSample.week(of: try #require(Day(day))).description == monday)
    }

    @Test func `I45 a week that is over is drawn once, its seed is shown, and what is found is recorded`() async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        try await office.disburse()
        func draw() async throws {
            let act = office.act
            try await office.write { db, _ in
                try SupportSample.drawIfDue(act, seed: { Array(repeating: 7, count: 32) }, db)
            }
        }
        // The week is not over.
        try await draw()
        let reader = office.principal(.impactOfficer)
        func weeks() async throws -> [Value] {
            try await office.caller.call(.get, "/admin/support/samples", as: reader)["items"]?.list ?? []
        }
        #expect(try await weeks().isEmpty)
        let staff = office.principal(.programmeOperator)
        let path = "/admin/support/\(id)/verification"
        #expect(try await office.code(.post, path, ["outcome": "confirmed"], as: staff) == "not_drawn")
        office.clock.advance(.days(7))
        for _ in 1...2 { try await draw() }
        let week = try #require(try await weeks().first)
        #expect(week["week"] == "2026-11-16" && week["given"] == 1)
        #expect(week["seed"]?.text == String(repeating: "07", count: 32))
        #expect(week["drawn"]?.list?.map { $0["request"]?.text } == [id.description])
        // Of which it was drawn is shown, so that everybody can draw again.
        let drawnFrom = try await office.caller.call(.get, "/admin/support/samples?week=2026-11-18", as: reader)
        let given = (drawnFrom["given"]?.list ?? []).compactMap { $0.text.flatMap { SupportRequest.ID($0) } }
        #expect(drawnFrom["given_in"] == "2026-11-16" && given == [id])
        #expect(SupportSample.draw(given, seed: week["seed"]?.text ?? "") == [id])
        // Not by who approved it, nor by who only reads.
        #expect(
            try await office.code(.post, path, ["outcome": "confirmed"], as: office.principal(.admin, 6)) == "own_work")
        #expect(try await office.code(.post, path, ["outcome": "confirmed"], as: reader) == "role_missing")
        #expect(try await office.code(.post, path, ["outcome": "fine"], as: staff) == "not_one_of")
        for outcome in ["not_reached", "confirmed"] {
            #expect(try await office.code(.post, path, ["outcome": .string(outcome)], as: staff) == nil)
        }
        #expect(try await weeks().first?["drawn"]?.list?.first?["outcome"] == "confirmed")
        #expect(try await office.own(group).count == 1)
        for table in ["support_sample", "support_sample_item", "support_sample_result"] {
            await #expect(throws: (any Error).self, "\(table)") {
                try await office.write { db, _ in try db.run("DELETE FROM \(part: SQL(stringLiteral: table))") }
            }
        }
    }
}
