import Cohorts
import Kernel
import Storage
import Testing
import Web

@testable import PartnerFunding

/// What a report may tell of a cohort of which another one told.
@Suite struct ToldBeforeTests {
    private static func correct(_ report: inout Value, _ office: Partnered) async throws -> [String: String] {
        let path = "/partner-reports/\(report["id"]?.text ?? "")/corrections"
        report = try await office.act(path, ["reason": "measured again"]).value
        return ReportTests.figures(report)
    }

    private static func measure(
        _ rows: [(place: Int, standing: ParticipantStanding)], _ sponsored: Sponsored
    ) async throws {
        let (tenant, now) = (sponsored.office.tenants[0], sponsored.office.clock.now())
        try await sponsored.office.database.write { db in
            for row in rows {
                try Participant.find(sponsored.people[row.place], tenant: tenant, db).measure(
                    Measurement(on: now.day, row.standing), by: .system("test"), at: now, db)
            }
        }
    }

    @Test
    func `F50 F55 F57 people are counted measure by measure: five who changed in all hide what is new of one of them`()
        async throws
    {
        let sponsored = try await Sponsored()
        try await sponsored.close()
        var report = try await sponsored.lock(sponsored.final)
        let first = ReportTests.figures(report)
        #expect(first["momentum"] == "60" && first["skills"] == "80 / 40 / 60, balance 50 %")
        // One in skills, and momentum of five, of whom one is at what the first report told already.
        let pace = ParticipantStanding(momentum: 0), same = ParticipantStanding(momentum: 60)
        let skilled = ParticipantStanding(skills: SkillTriad(0, 0, 0))
        try await Self.measure([(0, skilled), (1, pace), (2, pace), (3, pace), (4, pace), (5, same)], sponsored)
        var figures = try await Self.correct(&report, sponsored.office)
        #expect(figures["skills"] == "Too few" && figures["momentum"] == "Too few")
        for name in ["time_to_first_income", "identity.now.L1", "action_rate", "arena_exposure"] {
            #expect(figures[name] == first[name], "\(name)")
        }
        // The fifth: momentum is told again, and skills stay hidden.
        try await Self.measure([(6, pace)], sponsored)
        figures = try await Self.correct(&report, sponsored.office)
        #expect(figures["skills"] == "Too few" && figures["momentum"] == "30")
        // One who is where the first report had everybody changes nothing of it.
        try await Self.measure([(0, ParticipantStanding(skills: SkillTriad(80, 40, 60)))], sponsored)
        figures = try await Self.correct(&report, sponsored.office)
        #expect(figures["skills"] == first["skills"] && figures["momentum"] == "30")
        // One income that is wrong, one level: what they are of is hidden, and that alone.
        let (tenant, now, people) = (
            sponsored.office.tenants[0], sponsored.office.clock.now(), sponsored.people
        )
        try await sponsored.office.database.write {
            try Participant.find(people[0], tenant: tenant, $0).clearIncome(.mistyped, by: .system("test"), at: now, $0)
        }
        try await Self.measure([(7, ParticipantStanding(identityLevel: 2))], sponsored)
        figures = try await Self.correct(&report, sponsored.office)
        #expect(figures["time_to_first_income"] == "Too few" && figures["identity"] == "Too few")
        #expect(figures["skills"] == first["skills"] && figures["momentum"] == "30")
        #expect(figures["action_rate"] == first["action_rate"])
    }

    @Test func `F48 F50 what is booked or measured at the moment of a lock is new where it is written after it`()
        async throws
    {
        let office = try await Partnered()
        let (partner, _, id) = try await office.giver("3000")
        let cohort = try await office.cohort()
        let allocation = try await office.allocate("2400", of: id, to: cohort).id
        try await office.release(allocation)
        let people = try await office.fill(cohort, people: 24, earners: 6)
        let tenant = office.tenants[0]
        func measure(_ places: Range<Int>, _ momentum: Int) async throws {
            let now = office.clock.now()
            try await office.database.write { db in
                for place in places {
                    try Participant.find(people[place], tenant: tenant, db).measure(
                        Measurement(on: now.day, ParticipantStanding(momentum: momentum)), by: .system("test"), at: now,
                        db)
                }
            }
        }
        office.clock.advance(.days(40))
        let now = office.clock.now()
        try await measure(0..<10, 50)
        try await office.disburse("40", of: allocation, as: .cash, for: 6)
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        var report = try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
        try await office.disburse("9.99", of: allocation, as: .cash, for: 5)
        try await measure(0..<1, 0)
        #expect(ReportTests.figures(report)["momentum"] == "50")
        let figures = try await Self.correct(&report, office)
        #expect(figures["support_types.cash.USD"] == "49.99 USD")
        #expect(figures["momentum"] == "Too few")
        #expect(report["made_at"] == Value(now))
    }

    @Test func `F48 F63 a final report of a cohort that gave all back before a release is corrected like any other`()
        async throws
    {
        let office = try await Partnered()
        let (partner, principal, id) = try await office.giver("1000")
        let cohort = try await office.cohort()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            try Cohort.find(cohort, tenant: tenant, db).start(by: .system("test"), at: now, db)
            try Cohort.find(cohort, tenant: tenant, db).close(reason: nil, by: .system("test"), at: now, db)
        }
        let first = try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
        #expect(ReportTests.figures(first)["allocated.USD"] == "400.00 USD")
        _ = try await office.act("/allocations/\(allocation)/cancellation", ["reason": "closed"])
        var report = first
        let figures = try await Self.correct(&report, office)
        #expect(report["version"] == 2 && figures["allocated.USD"] == "0.00 USD")
        for (report, isOvertaken) in [(first, false), (report, false)] {
            let path = "/partner-reports/\(report["id"]?.text ?? "")"
            let shown = try await office.caller.call(.get, path, as: principal)
            #expect((shown["since"] != .null) == isOvertaken)
        }
        // Nobody locks the first report of what a partner has nothing of.
        let other = try await office.giver("10").partner
        await #expect(throws: CohortRefusal.unknown(cohort)) {
            try await office.act("/partners/\(other)/reports", ["type": "final", "cohort": Value(cohort)])
        }
    }
}
