import Applications
import Crypto
import Kernel
import Testing
import Web

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
        // Whoever left keeps it as a former one, and somebody else may have it.
        let first = try await programme.read { db, _ in
            try #require(try db.value("SELECT id FROM participant WHERE external_id = 'same'", as: Participant.ID.self))
        }
        try await programme.decide(.withdraw, .ownWish, first)
        #expect(try await programme.find(first).externalID == "same")
        try await add(8)
        await #expect(throws: CohortRefusal.externalIDTaken) { try await add(9) }
        // A change of who left does not take it back.
        let (now, keys) = (programme.clock.now(), programme.keys)
        try await programme.write { db, tenant in
            let left = try Participant.find(first, tenant: tenant, db)
            try left.change(
                to: Programme.entry(70, externalID: "same"), version: left.version, keys: keys, by: Programme.who,
                at: now, db)
        }
        #expect(try await programme.count("SELECT count(*) FROM participant WHERE external_id = 'same'") == 1)
    }

    @Test func `I43 after a change of keys participants open with the new key alone`() async throws {
        let programme = try await Programme()
        let people = try await programme.add(1...3, to: try await programme.cohort())
        let (old, new) = ([UInt8](repeating: 7, count: 32), [UInt8](repeating: 8, count: 32))
        let hashing = [UInt8](repeating: 9, count: 32)
        let both = PersonalKeys(sealing: SealingKeys([1: old, 2: new]), hashing: hashing)
        #expect(try await programme.write { db, _ in try Resealing.participants(keys: both, db) } == 3)
        #expect(try await programme.write { db, _ in try Resealing.participants(keys: both, db) } == 0)
        let sole = PersonalKeys(sealing: SealingKeys([2: new]), hashing: hashing)
        for (number, id) in people.enumerated() {
            let found = try await programme.find(id)
            #expect(try found.person.opened(for: id, sole) == Programme.entry(number + 1).person)
            #expect(throws: SealedFieldFault.self) { try found.person.opened(for: id, programme.keys) }
        }
    }

    @Test func `I43 a repeated command is known by a keyed digest of who it names, not by a hash that anybody can try`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort()
        let asker = programme.principal(.programmeOperator)
        let body: Value = ["name": "Ada Obi", "email": "ada@people.example", "phone": "+2348031234567"]
        let path = "/cohorts/\(id)/participants"
        let made = try await programme.caller.call(.post, path, body, as: asker, key: "k")
        #expect(try await programme.caller.call(.post, path, body, as: asker, key: "k")["id"] == made["id"])
        await #expect(throws: IdempotencyRefusal.otherBody) {
            try await programme.caller.call(
                .post, path, body.adding("phone", "+2348031234568"), as: asker, key: "k")
        }
        let stored = try await programme.read { db, _ in
            try db.value("SELECT body_hash FROM idempotency", as: Digest.self)
        }
        for tried in [body, ["name": "Ada Obi", "email": "ada@people.example"]] {
            #expect(stored != IdempotencyKey("k", command: "", body: tried).bodyHash)
        }
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
