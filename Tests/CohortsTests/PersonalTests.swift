import Applications
import Kernel
import Testing

@testable import Cohorts
@testable import Storage

@Suite struct PersonalTests {
    @Test func `I43 name, address and phone are sealed where they lie, and open with the key in their place only`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let people = try await programme.add(1...2, to: id)
        let found = try await programme.read { db, tenant in
            try people.map { try Participant.find($0, tenant: tenant, db) }
        }
        let first = try found[0].person.opened(for: found[0].id, programme.keys)
        #expect(first == Programme.entry(1).person)
        #expect(throws: SealedFieldFault.self) { try found[0].person.opened(for: found[1].id, programme.keys) }
        let stored = try await programme.read { db, _ in
            try ["participant", "history"].flatMap { table in
                try db.rows(SQL(text: "SELECT * FROM \(table)", values: [])).map { "\($0)" }
            }
        }
        #expect(stored.count > 4)
        for row in stored {
            for secret in ["Person 1", "people.example", "2348031234567"] {
                #expect(!row.contains(secret) && !row.contains("\(Array(secret.utf8))".dropFirst().dropLast()))
            }
        }
    }

    @Test func `I43 a change of the person is in the history by the names of its fields only`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort()
        let people = try await programme.add(1...2, to: id)
        func change(_ entry: ParticipantEntry, version: Int) async throws {
            let (now, keys) = (programme.clock.now(), programme.keys)
            try await programme.write {
                try Participant.find(people[0], tenant: $1, $0).change(
                    to: entry, version: version, keys: keys, by: Programme.who, at: now, $0)
            }
        }
        try await change(
            ParticipantEntry(ParticipantPerson(name: "New Name", email: "P1@people.example"), externalID: "x-1"),
            version: 1)
        let entry = try await programme.read { db, tenant in
            try #require(try History.of("participant", people[0], tenant: tenant, db).first)
        }
        #expect(entry.detail == ["fields": ["name", "email", "phone", "external_id"]])
        await #expect(throws: CohortRefusal.alreadyIn(id)) { try await change(Programme.entry(2), version: 2) }
        await #expect(throws: RecordRefusal.changedMeanwhile("participant", people[0])) {
            try await change(Programme.entry(1), version: 1)
        }
    }

    @Test func `a cohort has an address and an outside id once; who withdrew may come again`() async throws {
        let programme = try await Programme()
        let (id, other) = (try await programme.cohort("First"), try await programme.cohort("Second"))
        let people = try await programme.add(1...1, to: id)
        await #expect(throws: CohortRefusal.alreadyIn(id)) { try await programme.add(1...1, to: id) }
        try await programme.add(1...1, to: other)
        try await programme.decide(.withdraw, .ownWish, people[0])
        try await programme.add(1...1, to: id)
        #expect(try await programme.states(id) == [.withdrawn, .waiting])
        func add(_ number: Int) async throws {
            let (now, keys) = (programme.clock.now(), programme.keys)
            try await programme.write { db, tenant in
                _ = try Participant.add(
                    Programme.entry(number, externalID: "same"), to: id, keys: keys, tenant: tenant, by: Programme.who,
                    at: now, db)
            }
        }
        try await add(7)
        await #expect(throws: CohortRefusal.externalIDTaken) { try await add(8) }
    }

    @Test func `participants are found by a whole address in any case, or by their reference`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort()
        try await programme.add(1...3, to: id)
        for (text, names) in [
            ("P2@PEOPLE.example", ["P-000002"]), ("p-3", ["P-000003"]), ("P-000001", ["P-000001"]), ("p2@people", []),
            ("P-x", []),
        ] {
            let found = try await programme.read { db, tenant in
                try Participant.list(
                    .init(cohort: id, text: text), page: .init(limit: 10, after: nil), keys: programme.keys,
                    tenant: tenant, db
                ).items.map(\.reference)
            }
            #expect(found == names, "\(text)")
        }
    }
}
