import Kernel
import People
import Storage
import Testing
import Web

@testable import Cohorts

/// A first income that was entered wrongly, and days before the start.
@Suite struct IncomeClearingTests {
    @Test
    func `a wrong first income is cleared by who takes people in, with its reason, and counts nowhere any more`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 2)
        let people = try await programme.add(1...2, to: id)
        try await programme.start(id)
        let today = programme.today
        programme.clock.advance(.days(5))
        let (mentor, helper) = (programme.principal(.mentor), programme.principal(.programmeOperator))
        func measure(_ fields: Value, _ person: Participant.ID) async throws {
            _ = try await programme.caller.call(.post, "/participants/\(person)/measurements", fields, as: mentor)
        }
        try await measure(["first_income_on": Value(today.adding(days: 2)), "momentum": 40], people[0])
        try await measure(["first_income_on": Value(today.adding(days: 3)), "identity_level": 2], people[0])
        func earners() async throws -> [Int] {
            try await programme.read { db, tenant in
                let figures = try CohortFigures.of(id, tenant: tenant, db)
                let people = try CohortPeople.of([id], tenant: tenant, db)[id] ?? .none
                return [figures.earners, people.earners, figures.daysToFirstIncome ?? -1]
            }
        }
        #expect(try await earners() == [1, 1, 3])
        let path = "/participants/\(people[0])/income-clearing"
        for role in [RoleName.mentor, .impactOfficer, .partner] {
            #expect(
                try await programme.status(.post, path, ["reason": "mistyped"], as: programme.principal(role)) == 403)
        }
        for wrong: Value in [[:], ["reason": "he lied"]] {
            await #expect(throws: FieldErrors.self) { try await programme.caller.call(.post, path, wrong, as: helper) }
        }
        let shown = try await programme.caller.call(.get, "/participants/\(people[0])", as: helper)
        #expect(shown["may_clear_income"] == true && shown["clearing_reasons"]?.list?.count == 3)
        let done = try await programme.caller.call(.post, path, ["reason": "wrong_person"], as: helper)
        // Not even the one before it counts; what else was measured stays.
        #expect(done["first_income_on"] == .null && done["momentum"] == 40 && done["identity_level"] == "L2")
        #expect(try await earners() == [0, 0, -1])
        let page = try await programme.caller.call(.get, "/participants/\(people[0])", as: helper)
        #expect(page["may_clear_income"] == false)
        #expect(page["measurements"]?.list?.map { $0["is_income_cleared"] } == [true, true])
        let row = try await programme.read { try History.of("participant", people[0], tenant: $1, $0).first }
        #expect(row?.event == "income_cleared" && row?.reason == "wrong_person" && row?.who == helper.who)
        #expect(try await programme.read { db, _ in try Measurement.firstBroken(db) } == nil)
        for person in people {
            await #expect(throws: CohortRefusal.noIncome(person)) {
                try await programme.caller.call(
                    .post, "/participants/\(person)/income-clearing", ["reason": "mistyped"], as: helper)
            }
        }
        // Another one is measured, and may be wrong again.
        try await measure(["first_income_on": Value(today.adding(days: 4))], people[0])
        #expect(try await earners() == [1, 1, 4])
        #expect(try await programme.read { db, _ in try Measurement.firstBroken(db) } == nil)
        _ = try await programme.caller.call(.post, path, ["reason": "unproven"], as: helper)
        #expect(try await earners() == [0, 0, -1])
        for statement: SQL in [
            "UPDATE participant_income_clearing SET reason = 'mistyped'", "DELETE FROM participant_income_clearing",
        ] {
            await #expect(throws: StorageFault.self) { try await programme.write { db, _ in try db.run(statement) } }
        }
        try await programme.write { db, _ in
            try db.run("UPDATE participant SET first_income_on = '2026-11-20' WHERE id = \(people[0])")
        }
        #expect(try await programme.read { db, _ in try Measurement.firstBroken(db) } == people[0])
    }

    @Test func `nothing is measured before the first day as active, nor before who waits for it came`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let person = try await programme.add(1...1, to: id)[0]
        let came = programme.today
        func measure(_ day: Day) async throws {
            let now = programme.clock.now()
            try await programme.write {
                try Participant.find(person, tenant: $1, $0).measure(
                    Measurement(on: day, ParticipantStanding(momentum: 3)), by: Programme.who, at: now, $0)
            }
        }
        func refusal(_ day: Day) async throws -> [String] {
            do {
                try await measure(day)
                return []
            } catch let errors as FieldErrors { return errors.errors.map { "\($0.field) \($0.code)" } }
        }
        #expect(try await refusal(came.adding(days: -1)) == ["measured_on before_start"])
        try await measure(came)
        programme.clock.advance(.days(7))
        try await programme.start(id)
        let started = programme.today
        for days: Int32 in [1, 6] {
            #expect(try await refusal(started.adding(days: -Int(days))) == ["measured_on before_start"])
        }
        #expect(try await refusal(started) == [])
    }
}
