import Kernel
import Storage
import Testing

@testable import Cohorts

@Suite struct MissionTests {
    private static func mission(
        _ title: String, _ kind: Mission.Kind = .practice, in cohort: Cohort.ID, _ programme: Programme
    ) async throws -> Mission.ID {
        programme.clock.advance(.seconds(1))
        let now = programme.clock.now()
        return try await programme.write {
            try Mission.add(
                .init(title, kind, isRequired: true), to: Cohort.find(cohort, tenant: $1, $0), by: Programme.who,
                at: now, $0
            ).id
        }
    }

    private static func attempt(
        _ mission: Mission.ID, _ outcome: MissionAttempt.Outcome = .tried, by person: Participant.ID,
        _ programme: Programme
    ) async throws {
        let (now, today) = (programme.clock.now(), programme.today)
        try await programme.write {
            try Participant.find(person, tenant: $1, $0).attempt(
                .init(at: mission, on: today, outcome), by: Programme.who, at: now, $0)
        }
    }

    @Test func `an active participant attempts open missions of the own cohort, and the newest day is known`()
        async throws
    {
        let programme = try await Programme()
        let (id, other) = (try await programme.cohort("First", seats: 1), try await programme.cohort("Second"))
        let people = try await programme.add(1...2, to: id)
        let (own, foreign) = (
            try await Self.mission("Call five shops", in: id, programme),
            try await Self.mission("Call five shops", in: other, programme)
        )
        await #expect(throws: CohortRefusal.titleTaken) {
            _ = try await Self.mission("call FIVE shops!", in: id, programme)
        }
        await #expect(throws: CohortRefusal.notActive(people[0])) {
            try await Self.attempt(own, by: people[0], programme)
        }
        try await programme.start(id)
        await #expect(throws: CohortRefusal.notActive(people[1])) {
            try await Self.attempt(own, by: people[1], programme)
        }
        await #expect(throws: CohortRefusal.unknownMission(foreign)) {
            try await Self.attempt(foreign, by: people[0], programme)
        }
        func newest() async throws -> Day? {
            let found = try await programme.find(people[0])
            return try await programme.read { db, _ in try MissionAttempt.newest(of: found, db) }
        }
        #expect(try await newest() == nil)
        try await Self.attempt(own, by: people[0], programme)
        programme.clock.advance(.days(3))
        try await Self.attempt(own, .achieved, by: people[0], programme)
        #expect(try await newest() == programme.today)
        let now = programme.clock.now()
        try await programme.write {
            try Mission.find(own, tenant: $1, $0).move(on: .retire, by: Programme.who, at: now, $0)
        }
        await #expect(throws: CohortRefusal.missionRetired(own)) {
            try await Self.attempt(own, by: people[0], programme)
        }
        for statement: SQL in ["UPDATE mission_attempt SET outcome = 'achieved'", "DELETE FROM mission_attempt"] {
            await #expect(throws: StorageFault.self) { try await programme.write { db, _ in try db.run(statement) } }
        }
    }

    @Test func `F55 F57 figures of cohorts are added up over their participants as by hand`() async throws {
        let programme = try await Programme()
        let (id, other) = (
            try await programme.cohort("First", seats: 5), try await programme.cohort("Second", seats: 1)
        )
        let people = try await programme.add(1...6, to: id)
        let more = try await programme.add(7...7, to: other)
        try await programme.start(id)
        try await programme.start(other)
        let practice = try await Self.mission("Practice", in: id, programme)
        let arena = try await Self.mission("Market day", .arena, in: id, programme)
        let start = programme.today
        programme.clock.advance(.days(20))
        // Each row: who, first level, level now, skills, momentum, days to the first income.
        // swift-format-ignore
        let rows: [(Participant.ID, Int, Int, SkillTriad?, Int?, Int?)] = [
            (people[0], 0, 2, SkillTriad(50, 60, 70), 40, 4), (people[1], 0, 1, SkillTriad(51, 61, 70), 45, 10),
            (people[2], 1, 1, nil, nil, 17), (people[3], 0, 3, nil, nil, nil), (more[0], 2, 2, nil, 90, 1),
        ]
        let now = programme.clock.now()
        for (person, first, level, skills, momentum, days) in rows {
            try await programme.write { db, tenant in
                func measure(_ standing: ParticipantStanding) throws {
                    try Participant.find(person, tenant: tenant, db).measure(
                        Measurement(on: start.adding(days: 20), standing), by: Programme.who, at: now, db)
                }
                try measure(.init(identityLevel: first))
                try measure(
                    .init(
                        momentum: momentum, identityLevel: level, skills: skills,
                        firstIncomeOn: days.map { start.adding(days: $0) }))
            }
        }
        for (person, mission, outcome) in [
            (0, practice, MissionAttempt.Outcome.tried), (0, practice, .tried), (0, arena, .achieved),
            (1, arena, .tried), (2, practice, .achieved),
        ] {
            try await Self.attempt(mission, outcome, by: people[person], programme)
        }
        try await programme.decide(.withdraw, .foundWork, people[4])
        let figures = try await programme.read { db, tenant in try CohortFigures.of(id, tenant: tenant, db) }
        #expect(figures.byState == [.active: 5, .withdrawn: 1])
        // Five began, and who left; the one who waited took that seat.
        #expect(figures.supported == 6 && figures.earners == 3)
        #expect(figures.startingLevels == [0: 3, 1: 1] && figures.identityLevels == [1: 2, 2: 1, 3: 1])
        // 50.5 and 60.5 go to the even one.
        #expect(figures.skills == SkillTriad(50, 60, 70) && figures.momentum == 42)
        #expect(figures.daysToFirstIncome == 10)
        #expect(figures.attempts == 5 && figures.attempting == 3 && figures.inArena == 2)
        #expect(figures.achieving == 2 && figures.iterating == 1)
        let both = try await programme.read { db, tenant in try CohortFigures.of([id, other], tenant: tenant, db) }
        #expect(both.supported == 7 && both.earners == 4 && both.byState == [.active: 6, .withdrawn: 1])
        #expect(both.daysToFirstIncome == 4 && both.identityLevels == [1: 2, 2: 2, 3: 1])
        let nobody = try await programme.read { db, _ in
            try CohortFigures.of([id], tenant: programme.tenants[1], db)
        }
        #expect(nobody == CohortFigures())
    }
}
