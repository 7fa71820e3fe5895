import Kernel
import Storage
import Testing

@testable import Cohorts

@Suite struct CohortTests {
    @Test func `a cohort is planned, runs and closes, or is cancelled before; nothing else`() {
        for from in Cohort.State.allCases {
            for event in Cohort.Event.allCases {
                let expected: Cohort.State? =
                    switch (from, event) {
                    case (.planned, .start): .running
                    case (.planned, .cancel): .cancelled
                    case (.running, .close): .closed
                    default: nil
                    }
                #expect(Cohort.lifecycle.target(from: from, on: event) == expected, "\(from) \(event)")
            }
        }
    }

    @Test func `a cohort starts from its first day on, and who is seated is active then`() async throws {
        let programme = try await Programme()
        var late = programme.terms()
        late.startsOn = programme.today.adding(days: 1)
        let (terms, now) = (late, programme.clock.now())
        let id = try await programme.write {
            try Cohort.add(terms, tenant: $1, by: Programme.who, at: now, $0).id
        }
        try await programme.fund(id, seats: 1)
        try await programme.add(1...2, to: id)
        await #expect(throws: CohortRefusal.tooEarly(id, late.startsOn)) { try await programme.start(id) }
        #expect(try await programme.find(id).state == .planned)
        programme.clock.advance(.days(1))
        try await programme.start(id)
        #expect(try await programme.states(id) == [.active, .waiting])
        await #expect(throws: IllegalMove.self) { try await programme.start(id) }
        // A seat that comes now is taken by an active participant at once.
        try await programme.fund(id, seats: 1)
        #expect(try await programme.states(id) == [.active, .active])
    }

    @Test func `closing completes who took part and lets go who waited; before the last day it needs a reason`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 3)
        let people = try await programme.add(1...5, to: id)
        try await programme.start(id)
        try await programme.decide(.pause, .ownWish, people[0])
        try await programme.decide(.withdraw, .foundWork, people[1])
        func close(_ reason: String?) async throws {
            let now = programme.clock.now()
            try await programme.write {
                try Cohort.find(id, tenant: $1, $0).close(reason: reason, by: Programme.who, at: now, $0)
            }
        }
        await #expect(throws: CohortRefusal.reasonNeeded) { try await close(nil) }
        programme.clock.advance(.days(28))
        try await close(nil)
        #expect(try await programme.states(id) == [.completed, .withdrawn, .completed, .completed, .withdrawn])
        await #expect(throws: CohortRefusal.notOpen(id, .closed)) { try await programme.add(6...6, to: id) }
        await #expect(throws: CohortRefusal.notOpen(id, .closed)) { try await programme.fund(id, seats: 1) }
        #expect(try await programme.count("SELECT count(*) FROM cohort_funding") == 1)
    }

    @Test func `what is allocated leaves before a cohort is cancelled`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 2)
        try await programme.add(1...1, to: id)
        func cancel(_ reason: String?) async throws {
            let now = programme.clock.now()
            try await programme.write {
                try Cohort.find(id, tenant: $1, $0).cancel(reason: reason, by: Programme.who, at: now, $0)
            }
        }
        await #expect(throws: CohortRefusal.reasonNeeded) { try await cancel(nil) }
        await #expect(throws: CohortRefusal.stillFunded(id)) { try await cancel("no trainer") }
        try await programme.fund(id, seats: -1, cents: -20_000)
        try await cancel("no trainer")
        #expect(try await programme.find(id).state == .cancelled)
        #expect(try await programme.states(id) == [.withdrawn])
    }

    @Test func `the terms change while they may, each change names its fields, and no two cohorts have one name`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort("First")
        _ = try await programme.cohort("Second")
        func change(_ version: Int, _ edit: (inout CohortTerms) -> Void) async throws {
            var terms = try await programme.find(id).terms
            edit(&terms)
            let (new, now) = (terms, programme.clock.now())
            try await programme.write {
                try Cohort.find(id, tenant: $1, $0).change(
                    to: new, version: version, by: Programme.who, at: now, $0)
            }
        }
        try await change(1) { $0.cost = Cents(12_000) }
        #expect(try await programme.find(id).costPerParticipant == Cents(12_000))
        await #expect(throws: RecordRefusal.changedMeanwhile("cohort", id)) { try await change(1) { $0.region = nil } }
        await #expect(throws: CohortRefusal.nameTaken) { try await change(2) { $0.name = "SECOND." } }
        await #expect(throws: CohortRefusal.nameTaken) { _ = try await programme.cohort("first") }
        try await programme.fund(id, seats: 1)
        await #expect(throws: CohortRefusal.fixed("currency")) { try await change(2) { $0.currency = .ngn } }
        await #expect(throws: CohortRefusal.costAboveFunds(id, most: Cents(10_000), .usd)) {
            try await change(2) { $0.cost = Cents(12_001) }
        }
        try await programme.start(id)
        await #expect(throws: CohortRefusal.fixed("cost_per_participant")) {
            try await change(2) { $0.cost = Cents(1) }
        }
        try await change(2) { $0.endsOn = $0.endsOn.adding(days: 7) }
        let details = try await programme.read { db, tenant in
            try History.of("cohort", id, tenant: tenant, db).filter { $0.event == "changed" }.map(\.detail)
        }
        #expect(details == [["fields": ["ends_on"]], ["fields": ["cost_per_participant"]]])
    }

    @Test func `F63 seats and money are the sum of their changes, which are only ever added`() async throws {
        let programme = try await Programme()
        let (first, second) = (try await programme.cohort("First", seats: 7), try await programme.cohort("Second"))
        try await programme.fund(first, seats: -3, cents: -30_000)
        try await programme.fund(first, seats: 0, cents: 55)
        let found = try await programme.find(first)
        #expect(found.seats == 4 && found.funded == Cents(40_055))
        #expect(try await programme.read { db, _ in try CohortFunding.firstBroken(db) } == nil)
        let causes = try await programme.read { db, _ in try CohortFunding.of(found, db).map(\.change.seats) }
        #expect(causes == [0, -3, 7])
        for change in [(-5, Int64(0)), (0, -40_056)] {
            await #expect(throws: CohortRefusal.belowNothing(first)) {
                try await programme.fund(first, seats: change.0, cents: change.1)
            }
        }
        await #expect(throws: CohortRefusal.tooMany(first)) {
            try await programme.fund(first, seats: 100_000, cents: 0)
        }
        for statement: SQL in ["UPDATE cohort_funding SET seats = 9", "DELETE FROM cohort_funding"] {
            await #expect(throws: StorageFault.self) { try await programme.write { db, _ in try db.run(statement) } }
        }
        try await programme.write { db, _ in try db.run("UPDATE cohort SET seats = 1 WHERE id = \(second)") }
        #expect(try await programme.read { db, _ in try CohortFunding.firstBroken(db) } == second)
    }

    @Test func `another office's cohort is not there`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let other = programme.tenants[1]
        await #expect(throws: CohortRefusal.unknown(id)) {
            try await programme.database.read { try Cohort.find(id, tenant: other, $0) }
        }
        let people = try await programme.add(1...1, to: id)
        await #expect(throws: CohortRefusal.unknownParticipant(people[0])) {
            try await programme.database.read { try Participant.find(people[0], tenant: other, $0) }
        }
    }
}
