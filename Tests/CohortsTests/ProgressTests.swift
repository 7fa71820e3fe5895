import Kernel
import People
import Storage
import Testing
import Web

@testable import Cohorts

@Suite struct ProgressTests {
    private static func measure(
        _ id: Participant.ID, _ standing: ParticipantStanding, on day: Day, _ programme: Programme
    ) async throws {
        let now = programme.clock.now()
        try await programme.write {
            try Participant.find(id, tenant: $1, $0).measure(
                Measurement(on: day, standing), by: Programme.who, at: now, $0)
        }
    }

    @Test func `what a measurement does not say stays, what was not measured is not zero, and nothing is overwritten`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let person = try await programme.add(1...1, to: id)[0]
        try await programme.start(id)
        #expect(try await programme.find(person).standing == .none)
        let first = programme.today
        programme.clock.advance(.days(9))
        let second = programme.today
        try await Self.measure(person, .init(momentum: 0, identityLevel: 0), on: first, programme)
        try await Self.measure(
            person, .init(identityLevel: 2, skills: SkillTriad(80, 20, 50), firstIncomeOn: second), on: second,
            programme)
        #expect(
            try await programme.find(person).standing
                == .init(momentum: 0, identityLevel: 2, skills: SkillTriad(80, 20, 50), firstIncomeOn: second))
        #expect(SkillTriad(80, 20, 50).balance == 25 && SkillTriad(0, 0, 0).balance == 100)
        #expect(SkillTriad(3, 3, 3).balance == 100 && SkillTriad(0, 9, 9).balance == 0)
        let found = try await programme.find(person)
        let kept = try await programme.read { db, _ in try Measurement.of(found, db) }
        #expect(kept.map(\.on) == [second, first] && kept.map(\.standing.identityLevel) == [2, 0])
        #expect(try await programme.read { db, _ in try Measurement.firstBroken(db) } == nil)
        for statement: SQL in [
            "UPDATE participant_measurement SET momentum = 9", "DELETE FROM participant_measurement",
        ] {
            await #expect(throws: StorageFault.self) { try await programme.write { db, _ in try db.run(statement) } }
        }
        let details = try await programme.read { db, tenant in
            try History.of("participant", person, tenant: tenant, db).filter { $0.event == "measured" }.map(\.detail)
        }
        #expect(
            details == [
                ["fields": ["identity_level", "skills", "first_income_on"]],
                ["fields": ["momentum", "identity_level"]],
            ])
        try await programme.write { db, _ in try db.run("UPDATE participant SET momentum = NULL") }
        #expect(try await programme.read { db, _ in try Measurement.firstBroken(db) } == person)
    }

    @Test func `only who holds a seat is measured, days do not go back, and an income comes after the start`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let people = try await programme.add(1...2, to: id)
        let today = programme.today
        await #expect(throws: CohortRefusal.noSeat(people[1])) {
            try await Self.measure(people[1], .init(momentum: 1), on: today, programme)
        }
        await #expect(throws: FieldErrors.self) {
            try await Self.measure(people[0], .init(firstIncomeOn: today), on: today, programme)
        }
        try await Self.measure(people[0], .init(momentum: 1), on: today, programme)
        try await programme.start(id)
        for (standing, day) in [
            (ParticipantStanding(momentum: 2), today.adding(days: -1)),
            (ParticipantStanding(firstIncomeOn: today.adding(days: -1)), today),
        ] {
            await #expect(throws: FieldErrors.self) { try await Self.measure(people[0], standing, on: day, programme) }
        }
        #expect(try await programme.find(people[0]).standing == .init(momentum: 1))
    }

    // swift-format-ignore
    private static let wrong: [(action: String, body: Value, field: String)] = [
        ("measurements", [:],                                           "momentum"),
        ("measurements", ["momentum": 101],                             "momentum"),
        ("measurements", ["momentum": "-1"],                            "momentum"),
        ("measurements", ["identity_level": 10],                        "identity_level"),
        ("measurements", ["skill_1": 5, "skill_2": 5],                  "skill_1"),
        ("measurements", ["momentum": 5, "measured_on": "2030-01-01"],  "measured_on"),
        ("measurements", ["first_income_on": "2030-01-01"],             "first_income_on"),
        ("measurements", ["first_income_on": "2026-11-17"],             "first_income_on"),
        ("attempts",     ["outcome": "tried"],                          "mission"),
        ("attempts",     ["mission": "MISSION", "outcome": "won"],      "outcome"),
        ("attempts",     ["mission": "MISSION", "outcome": "tried", "made_on": "2030-01-01"], "made_on"),
        ("attempts",     ["mission": "MISSION", "outcome": "tried", "made_on": "2026-11-17"], "made_on"),
    ]

    @Test
    func `J28 J34 mentors measure and enter attempts; what is wrong is refused by its field, and nothing is stored`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let person = try await programme.add(1...1, to: id)[0]
        try await programme.start(id)
        let made = try await programme.caller.call(
            .post, "/cohorts/\(id)/missions", ["title": "Call five shops", "kind": "arena"],
            as: programme.principal(.programmeOperator))
        let mission = try #require(made["id"]?.text)
        let mentor = programme.principal(.mentor)
        for (action, body, field) in Self.wrong {
            let body = body["mission"] == nil ? body : body.adding("mission", .string(mission))
            do {
                _ = try await programme.caller.call(.post, "/participants/\(person)/\(action)", body, as: mentor)
                Issue.record("\(action) \(body) was taken")
            } catch let errors as FieldErrors {
                #expect(errors.errors.map(\.field) == [field], "\(action) \(body)")
            }
        }
        #expect(try await programme.count("SELECT count(*) FROM participant_measurement") == 0)
        #expect(try await programme.count("SELECT count(*) FROM mission_attempt") == 0)
        _ = try await programme.caller.call(
            .post, "/participants/\(person)/measurements", ["momentum": "55", "identity_level": "1"], as: mentor)
        _ = try await programme.caller.call(
            .post, "/participants/\(person)/attempts", ["mission": .string(mission), "outcome": "achieved"], as: mentor)
        let shown = try await programme.caller.call(.get, "/participants/\(person)", as: mentor)
        #expect(shown["momentum"]?.integer == 55 && shown["identity_level"]?.text == "L1")
        #expect(shown["attempts"]?.list?.first?["title"]?.text == "Call five shops")
        let officer = programme.principal(.impactOfficer)
        for action in ["measurements", "attempts"] {
            #expect(try await programme.status(.post, "/participants/\(person)/\(action)", [:], as: officer) == 403)
        }
        #expect(try await programme.status(.post, "/cohorts/\(id)/missions", [:], as: mentor) == 403)
    }
}
