import Cohorts
import Kernel
import People
import TestDatabases
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

/// People count, and stipends are asked for, on seats whose money is released.
@Suite struct ReleasedSeatTests {
    @Test func `F44 F50 seats that somebody else than a partner released are no partner's, whatever it planned`()
        async throws
    {
        let office = try await Partnered()
        let cohort = try await office.cohort()
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            let gift = CohortFunding.Change(seats: 20, amount: Cents(200_000), cause: "sample")
            try Cohort.fund(cohort, gift, tenant: tenant, by: .system("test"), at: now, db)
            try Cohort.release(20, of: cohort, cause: "sample", tenant: tenant, by: .system("test"), at: now, db)
        }
        try await office.fill(cohort, people: 20, earners: 10)
        let (_, planner, id) = try await office.giver("1000")
        let planned = try await office.allocate("1000", of: id, to: cohort).id
        #expect(try await office.people(planner) == ["0", "0"])
        // Released, its ten seats are a third of thirty, and so many of the people count as its own.
        try await office.release(planned)
        #expect(try await office.people(planner).first == "7")
    }

    @Test
    func
        `F44 F50 what is only planned or pledged counts nobody, and takes nobody from the partner whose money is released`()
        async throws
    {
        let office = try await Partnered()
        let cohort = try await office.cohort()
        let (_, payer, one) = try await office.giver("1000")
        let (_, planner, two) = try await office.giver("2500")
        let (other, promiser) = try await office.joined("pledge@lark.example", name: "Pledger")
        try await office.spend("400", of: "1000", from: one, on: cohort)
        try await office.fill(cohort, people: 30, earners: 5)
        let before = try await office.overview(payer)
        #expect(try await office.people(payer) == ["10", "5"])
        let planned = try await office.allocate("2000", of: two, to: cohort).id
        let pledge = try await office.approved(
            ["type": "pledge_pending", "currency": "USD", "amount": "500"], for: other)
        try await office.allocate("500", of: pledge, to: cohort)
        // All thirty have a seat now, and ten of them one that is paid for.
        #expect(try await office.count("SELECT count(*) FROM participant WHERE state = 'active'") == 30)
        #expect(try await office.overview(payer) == before)
        for asker in [planner, promiser] {
            #expect(try await office.people(asker) == ["0", "0"])
            let report = try await office.caller.call(.get, "/partner/me/cohorts/\(cohort)/report", as: asker)
            let figures = ReportTests.figures(report.value)
            #expect(figures["participants"] == "0" && figures["action_rate"] == "Too few")
            #expect(figures["identity"] == "Too few")
        }
        // Six who held planned seats leave: nobody counts them, and each participant costs what it cost before.
        try await office.database.write {
            try $0.run("UPDATE participant SET state = 'withdrawn' WHERE number > 20 AND number <= 26")
        }
        #expect(try await office.overview(payer) == before)
        #expect(try await office.people(planner) == ["0", "0"])
        try await office.database.write {
            try $0.run("UPDATE participant SET state = 'active' WHERE number > 20 AND number <= 26")
        }
        // Once it is released, all that have a seat by it count.
        try await office.release(planned)
        #expect(try await office.people(payer)[0] == "10")
        #expect(try await office.people(planner)[0] == "20")
        #expect(try await office.people(promiser) == ["0", "0"])
        #expect(try await office.flaws() == [])
    }

    @Test func `F64 a stipend is asked for on a seat whose money is released, in the order in which people came`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let first = try await office.allocate("300", of: id, to: cohort).id
        let second = try await office.allocate("200", of: id, to: cohort).id
        let people = try await office.fill(cohort, people: 7, earners: 0)
        let tenant = office.tenants[0]
        func eligible() async throws -> [Bool] {
            try await office.database.read { db in
                let found = try people.map { try Participant.find($0, tenant: tenant, db) }
                let set = try Participant.stipendEligible(among: found, tenant: tenant, db)
                return found.map { set.contains($0.id) }
            }
        }
        // Five have seats, and nothing is released.
        #expect(try await office.count("SELECT count(*) FROM participant WHERE state = 'active'") == 5)
        #expect(try await eligible() == [false, false, false, false, false, false, false])
        try await office.release(first)
        #expect(try await eligible() == [true, true, true, false, false, false, false])
        func decide(_ place: Int, _ event: Participant.Event) async throws {
            let now = office.clock.now()
            try await office.database.write {
                try Participant.find(people[place], tenant: tenant, $0)
                    .decide(event, reason: .other, by: .system("test"), at: now, $0)
            }
        }
        // Who pauses keeps the seat; whose is left goes to the next.
        try await decide(0, .pause)
        #expect(try await eligible() == [false, true, true, false, false, false, false])
        try await decide(1, .withdraw)
        #expect(try await eligible() == [false, false, true, true, false, false, false])
        try await office.release(second)
        #expect(try await eligible() == [false, false, true, true, true, true, false])
    }

    @Test func `F64 seats that are given back are released no longer, and the sums are verified`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let (tenant, tenants) = (office.tenants[0], office.tenants)
        func released() async throws -> Int? {
            try await office.database.read { try CohortRelease.seats(of: [cohort], tenant: tenant, $0)[cohort] }
        }
        let planned = try await office.allocate("300", of: id, to: cohort).id
        let allocation = try await office.allocate("500", of: id, to: cohort).id
        #expect(try await released() == nil)
        try await office.release(allocation)
        #expect(try await released() == 5)
        _ = try await office.act("/allocations/\(allocation)/adjustments", ["amount": "-100", "reason": "x"])
        #expect(try await released() == 4)
        _ = try await office.act("/allocations/\(allocation)/cancellation", ["reason": "x"])
        _ = try await office.act("/allocations/\(planned)/cancellation", ["reason": "x"])
        #expect(try await released() == 0)
        #expect(try await office.cohort(cohort).seats == 0)
        #expect(try await office.flaws() == [])
        for statement: SQL in ["UPDATE cohort_release SET seats = 9", "DELETE FROM cohort_release"] {
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(statement) } }
        }
        let now = office.clock.now()
        try await office.database.write {
            try Cohort.release(
                1, of: cohort, cause: "allocation:\(planned)", tenant: tenant, by: .system("test"), at: now, $0)
        }
        #expect(
            try await office.database.read { try FundingReview.look(tenants, $0).flaws } == ["allocation \(planned)"])
    }

    @Test func `F64 what was released before released seats were kept apart is so after the upgrade`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let first = try await office.allocate("500", of: id, to: cohort).id
        let second = try await office.allocate("100", of: id, to: cohort).id
        try await office.allocate("200", of: id, to: cohort)
        for allocation in [first, second] { try await office.release(allocation) }
        _ = try await office.act("/allocations/\(first)/adjustments", ["amount": "-100", "reason": "x"])
        _ = try await office.act("/allocations/\(second)/cancellation", ["reason": "x"])
        try await office.database.write { db in
            try TestDatabases.dropGuards(of: "cohort_release", db)
            try db.run("DELETE FROM cohort_release")
        }
        #expect(try await office.flaws() == ["allocation \(first)"])
        try await office.database.write { try $0.run(SQL(text: AllocationSchema.released, values: [])) }
        #expect(try await office.flaws() == [])
        #expect(try await office.count("SELECT count(*) FROM cohort_release") == 1)
    }
}
