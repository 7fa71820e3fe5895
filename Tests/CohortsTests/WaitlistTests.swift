import Kernel
import Storage
import TestDatabases
import Testing

@testable import Cohorts

@Suite struct WaitlistTests {
    @Test func `every state of a participant knows its moves, and whether a funded seat is held`() {
        // Each row: state, moves with where they lead, whether it holds a seat, whether a stipend can be asked for.
        let table = """
            waiting    seat>seated withdraw>withdrawn                      no   no
            seated     start>active withdraw>withdrawn                     yes  no
            active     pause>paused complete>completed withdraw>withdrawn  yes  yes
            paused     resume>active complete>completed withdraw>withdrawn yes  no
            completed                                                      yes  no
            withdrawn                                                      no   no
            """
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let state = Participant.State(rawValue: words[0])
            let moves = Participant.lifecycle.moves.filter { $0.from == state }
                .map { "\($0.on.rawValue)>\($0.to.rawValue)" }
            #expect(moves == Array(words.dropFirst().dropLast(2)), "\(words[0])")
            #expect(state?.holdsSeat == (words[words.count - 2] == "yes"), "\(words[0])")
            #expect(state?.allowsStipend == (words.last == "yes"), "\(words[0])")
        }
        #expect(table.split(separator: "\n").count == Participant.State.allCases.count)
    }

    @Test func `F64 with n funded seats, who comes as number n + 1 has position 1 of the waitlist`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 3)
        let people = try await programme.add(1...6, to: id)
        #expect(try await programme.states(id) == [.seated, .seated, .seated, .waiting, .waiting, .waiting])
        let positions = try await programme.read { db, tenant in
            try people.map { try Participant.find($0, tenant: tenant, db).waitlistPosition(db) }
        }
        #expect(positions == [nil, nil, nil, 1, 2, 3])
        #expect(try await programme.find(id).seats == 3)
    }

    @Test func `F64 a seat that becomes free goes to who waits longest, in the same transaction`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 2)
        let people = try await programme.add(1...5, to: id)
        // Who waits frees nothing by leaving.
        try await programme.decide(.withdraw, .ownWish, people[3])
        #expect(try await programme.states(id) == [.seated, .seated, .waiting, .withdrawn, .waiting])
        struct Cut: Error {}
        let now = programme.clock.now()
        await #expect(throws: Cut.self) {
            try await programme.write { db, tenant in
                try Participant.find(people[0], tenant: tenant, db)
                    .decide(.withdraw, reason: .ownWish, by: Programme.who, at: now, db)
                throw Cut()
            }
        }
        #expect(try await programme.states(id) == [.seated, .seated, .waiting, .withdrawn, .waiting])
        try await programme.decide(.withdraw, .ownWish, people[0])
        #expect(try await programme.states(id) == [.withdrawn, .seated, .seated, .withdrawn, .waiting])
        #expect(
            try await programme.read { db, tenant in
                try Participant.find(people[4], tenant: tenant, db).waitlistPosition(db)
            } == 1)
        let moves = try await programme.read { db, tenant in
            try History.of("participant", people[2], tenant: tenant, db).map(\.event)
        }
        #expect(moves == ["seat", "add"])
    }

    @Test func `F64 capacity follows from what funds the cohort, and seats that are held are not taken away`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort()
        try await programme.add(1...4, to: id)
        #expect(try await programme.states(id) == [.waiting, .waiting, .waiting, .waiting])
        try await programme.fund(id, seats: 3)
        #expect(try await programme.states(id) == [.seated, .seated, .seated, .waiting])
        try await programme.fund(id, seats: 3)
        #expect(try await programme.states(id) == [.seated, .seated, .seated, .seated])
        await #expect(throws: CohortRefusal.seatsTaken(id, free: 2)) { try await programme.fund(id, seats: -3) }
        try await programme.fund(id, seats: -2)
        #expect(try await programme.find(id).seats == 4)
    }

    @Test func `F64 requests side by side give out exactly the seats that there are, in order`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 20)
        let people = try await withThrowingTaskGroup(of: Participant.ID.self) { group in
            for number in 1...50 {
                group.addTask { try await programme.add(number...number, to: id)[0] }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let full = try await programme.states(id)
        #expect(full == Array(repeating: .seated, count: 20) + Array(repeating: .waiting, count: 30))
        // Ten leave and five seats come, all at once.
        let numbers = try await programme.read { db, tenant in
            try people.map { try Participant.find($0, tenant: tenant, db) }.sorted { $0.number < $1.number }.map(\.id)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in 0..<10 {
                group.addTask { try await programme.decide(.withdraw, .other, numbers[place * 2]) }
            }
            for _ in 0..<5 { group.addTask { try await programme.fund(id, seats: 1) } }
            try await group.waitForAll()
        }
        let later = try await programme.states(id)
        #expect(later.count { $0 == .seated } == 25 && later.count { $0 == .withdrawn } == 10)
        #expect(later.suffix(15).allSatisfy { $0 == .waiting } && later.prefix(35).allSatisfy { $0 != .waiting })
        #expect(try await programme.read { db, _ in try CohortFunding.firstBroken(db) } == nil)
    }

    @Test func `F64 two nodes side by side give out each seat once`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 12)
        let (tenant, keys, now) = (programme.tenant, programme.keys, programme.clock.now())
        let nodes = [programme.database, try TestDatabases.open("\(programme.folder.path)/cohorts.db")]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...30 {
                group.addTask {
                    try await nodes[number % 2].write { db in
                        _ = try Participant.add(
                            Programme.entry(number), to: id, keys: keys, tenant: tenant, by: Programme.who, at: now, db)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(
            try await programme.states(id)
                == Array(repeating: .seated, count: 12) + Array(repeating: .waiting, count: 18))
    }

    @Test
    func `pausing and leaving need a reason of the list, and what follows from seats and days is nobody's command`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let people = try await programme.add(1...1, to: id)
        for event in [Participant.Event.seat, .start, .complete] {
            await #expect(throws: CohortRefusal.notByHand(event)) {
                try await programme.decide(event, .other, people[0])
            }
        }
        await #expect(throws: IllegalMove.self) { try await programme.decide(.pause, nil, people[0]) }
        try await programme.start(id)
        #expect(try await programme.find(people[0]).startedOn == programme.today)
        await #expect(throws: CohortRefusal.reasonNeeded) { try await programme.decide(.pause, nil, people[0]) }
        try await programme.decide(.pause, .inactivity, people[0])
        func isEligible() async throws -> Bool {
            try await programme.read { try Participant.find(people[0], tenant: $1, $0).isStipendEligible($0) }
        }
        #expect(try await !isEligible())
        try await programme.decide(.resume, nil, people[0])
        #expect(try await isEligible())
    }
}
