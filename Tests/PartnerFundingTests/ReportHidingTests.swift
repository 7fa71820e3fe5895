import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// What reports do not tell: of few people, and of other partners.
@Suite struct ReportHidingTests {
    @Test func `F50 of levels with fewer than five people, and of what they would follow from, nothing is told`() {
        // swift-format-ignore
        let rows: [(levels: [Int: Int], whole: Int, shown: [Int: Int])] = [
            ([0: 25],                    25, [0: 25]),
            ([0: 10, 1: 15],             25, [0: 10, 1: 15]),
            ([0: 22, 1: 3],              25, [:]),
            ([0: 12, 1: 10, 2: 3],       25, [0: 12]),
            ([0: 12, 1: 9, 2: 3, 3: 1],  25, [0: 12]),
            ([0: 10, 1: 9, 2: 3, 3: 3],  25, [0: 10, 1: 9]),
            ([1: 20],                    25, [1: 20, ReportFigures.unmeasured: 5]),
            ([1: 22],                    25, [:]),
            ([:],                        25, [ReportFigures.unmeasured: 25]),
            ([4: 1],                      5, [:]),
        ]
        for row in rows {
            let shown = ReportFigures.cells(row.levels, of: row.whole)
            #expect(shown == row.shown, "\(row)")
            let hidden = row.whole - shown.values.reduce(0, +)
            #expect(hidden == 0 || hidden >= ShownCount.least, "\(row)")
        }
    }

    @Test func `F50 whatever reports are added and subtracted, no count of fewer than five follows`() async throws {
        let office = try await Partnered()
        let (partner, principal, id) = try await office.giver("9000")
        var shown: [Int] = []
        for (number, earners) in [7, 3, 6].enumerated() {
            let cohort = try await office.cohort("Cohort \(number)")
            try await office.spend("100", of: "2000", from: id, on: cohort)
            try await office.fill(cohort, people: 20, earners: earners)
            let report = try await office.caller.call(.get, "/partner/me/cohorts/\(cohort)/report", as: principal)
            shown.append(report["sections"]?.list?.count ?? 0)
        }
        #expect(shown == [3, 3, 3])
        let overview = try await office.overview(principal)
        #expect(overview["participants_supported"] == 60)
        // Sixteen less seven less six would be the three.
        #expect(overview["earners_produced"] == .null && overview["earners_produced_text"] == "13 or more")
        #expect(overview["cost_per_earner_text"] == "–")
        let tenant = office.tenants[0]
        let found = try await office.database.read { db in
            try FundedCohort.of(try Partner.find(partner, tenant: tenant, db), db).map(\.earners)
        }
        #expect(found == [.exact(7), .hidden(atLeast: 0), .exact(6)])
    }

    @Test func `F50 F57 percentages are whole and of the partner's own people, and tell of nobody else's`() async throws
    {
        let office = try await Partnered()
        let cohort = try await office.cohort()
        let (_, first, one) = try await office.giver("1000")
        let (_, second, two) = try await office.giver("2500")
        for (amount, id) in [("1000", one), ("2500", two)] {
            try await office.spend(nil, of: amount, from: id, on: cohort)
        }
        let people = try await office.fill(cohort, people: 35, earners: 18)
        try await office.attempt(Array(people.prefix(20)), .practice, in: cohort)
        try await office.attempt(Array(people.prefix(17)), .arena, in: cohort)
        // Of 35 people 20 tried and 17 went into the arena: of 10 that is 6 and 5, of 25 it is 14 and 12.
        // swift-format-ignore
        let rows: [(asker: Principal, action: String, arena: String)] = [
            (first,  "Too few", "50 %"),
            (second, "56 %",    "Too few"),
        ]
        for row in rows {
            let report = try await office.caller.call(.get, "/partner/me/cohorts/\(cohort)/report", as: row.asker)
            let figures = ReportTests.figures(report.value)
            #expect(figures["action_rate"] == row.action && figures["arena_exposure"] == row.arena, "\(figures)")
            #expect(figures.values.allSatisfy { !$0.contains("%") || !$0.contains(".") })
        }
        // No figure of one partner's report changes by how many people of the same kind are another's.
        let alone = try await Partnered()
        let (_, single, id) = try await alone.giver("1000")
        let small = try await alone.cohort()
        try await alone.spend(nil, of: "1000", from: id, on: small)
        let few = try await alone.fill(small, people: 10, earners: 5)
        try await alone.attempt(Array(few.prefix(6)), .practice, in: small)
        try await alone.attempt(Array(few.prefix(5)), .arena, in: small)
        let own = try await alone.caller.call(.get, "/partner/me/cohorts/\(small)/report", as: single)
        let shared = try await office.caller.call(.get, "/partner/me/cohorts/\(cohort)/report", as: first)
        for name in ["participants", "action_rate", "arena_exposure"] {
            #expect(ReportTests.figures(own.value)[name] == ReportTests.figures(shared.value)[name], "\(name)")
        }
    }

    @Test func `F50 a percentage of any of 5 to 60 people hides each part of fewer than five, and what it leaves`()
        async throws
    {
        for whole in 5...60 {
            for count in 0...whole {
                let isShown = ShownCount(count, of: whole).count != nil
                let share = ReportShare(count: count, whole: whole)
                // Whoever knows how many there are finds the counts that give the percentage.
                let possible = (0...whole).filter { ReportShare(count: $0, whole: whole).percent == share.percent }
                #expect(possible.contains(count) && !share.percent.contains("."))
                let isTelling = ShownCount.isTelling(count) || ShownCount.isTelling(whole - count)
                #expect(isShown == !isTelling, "\(count) of \(whole)")
            }
        }
    }
}
