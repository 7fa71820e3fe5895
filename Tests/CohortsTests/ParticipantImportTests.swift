import Applications
import Kernel
import People
import Storage
import Testing
import Web

@testable import Cohorts

@Suite struct ParticipantImportTests {
    private static let table = """
        name,email,phone,external_id
        Adaeze Obi,adaeze@people.example,+2348031234561,x-1
        Bayo Martins,bayo@people.example,,x-2
        Chidi Eze,chidi@people.example,,
        """

    private func run(
        _ text: String, _ cohort: Cohort.ID, _ programme: Programme, rehearses: Bool = false
    ) async throws -> [ParticipantImport.RowAnswer] {
        try await ParticipantImport(
            database: programme.database, keys: programme.keys, into: cohort, tenant: programme.tenant,
            by: Programme.who
        ).run(ImportSource(Array(text.utf8)), rehearses: rehearses, at: programme.clock.now())
    }

    @Test func `a rehearsal says what would become of each row and stores nothing`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 2)
        let rows = try await programme.count("SELECT count(*) FROM history")
        let answers = try await run(Self.table, id, programme, rehearses: true)
        #expect(answers.map(\.state) == [.created, .created, .created] && answers.allSatisfy { $0.id == nil })
        #expect(try await programme.states(id).isEmpty)
        #expect(try await programme.count("SELECT count(*) FROM history") == rows)
        #expect(try await programme.count("SELECT count(*) FROM participant_counter") == 0)
    }

    @Test func `a file fills seats and waitlist in its order; a second import makes no doubles`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 2)
        let answers = try await run(Self.table, id, programme)
        #expect(answers.map(\.state) == [.created, .created, .created])
        #expect(try await programme.states(id) == [.seated, .seated, .waiting])
        let again = try await run(Self.table, id, programme)
        #expect(again.map(\.state) == [.unchanged, .unchanged, .unchanged] && again.map(\.id) == answers.map(\.id))
        let changed = Self.table.replacing("Bayo Martins", with: "Bayo Martin").replacing(
            "chidi@people.example,,", with: "CHIDI@people.example,,x-3")
        let third = try await run(changed, id, programme)
        #expect(third.map(\.state) == [.unchanged, .updated, .updated] && third.map(\.id) == answers.map(\.id))
        #expect(try await programme.find(try #require(third[2].id)).externalID == "x-3")
        // An empty cell takes nothing away.
        let shorter = try await run(changed.replacing(",+2348031234561,", with: ",,"), id, programme)
        #expect(shorter.map(\.state) == [.unchanged, .unchanged, .unchanged])
        // Who left stays away, and a row without an outside id takes none away.
        try await programme.decide(.withdraw, .ownWish, try #require(answers[0].id))
        let fourth = try await run(changed.replacing(",x-3", with: ","), id, programme)
        #expect(fourth.map(\.state) == [.unchanged, .unchanged, .unchanged])
        #expect(try await programme.states(id) == [.withdrawn, .seated, .seated])
    }

    // swift-format-ignore
    private static let wrong: [(row: String, field: String, code: String)] = [
        ("Dupe Alabi,nobody,,x-9",                   "email",       "bad_address"),
        (",dupe@people.example,,x-9",                "name",        "required"),
        ("Dupe Alabi,ADAEZE@people.example,,x-9",    "email",       "twice"),
        ("Dupe Alabi,dupe@people.example,0803,x-9",  "phone",       "not_a_phone"),
    ]

    @Test func `one wrong row is told by its field, and none of the file is stored`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 9)
        for (row, field, code) in Self.wrong {
            let answers = try await run("\(Self.table)\n\(row)", id, programme)
            #expect(answers.map(\.state) == [.held, .held, .held, .refused], "\(row)")
            #expect(answers[3].errors.map(\.field) == [field] && answers[3].errors.map(\.code) == [code], "\(row)")
        }
        #expect(try await programme.states(id).isEmpty)
        let tooMany = (1...ParticipantImport.mostRows + 1).map { "N,n\($0)@people.example" }.joined(separator: "\n")
        await #expect(throws: CohortRefusal.tooManyRows(limit: ParticipantImport.mostRows)) {
            try await run("name,email\n\(tooMany)", id, programme)
        }
    }

    @Test func `an address that stands for another outside id is refused`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort()
        _ = try await run(Self.table, id, programme)
        let answers = try await run("name,email,external_id\nAdaeze Obi,adaeze@people.example,y-7", id, programme)
        #expect(answers[0].state == .refused && answers[0].errors.map(\.code) == ["already_in"])
    }

    @Test func `the page takes a file or a list, rehearses where it is asked to, and not into a cohort that ended`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let asker = programme.principal(.programmeOperator)
        let list: Value = [["name": "Adaeze Obi", "email": "adaeze@people.example"]]
        let rehearsal = try await programme.caller.call(.post, "/cohorts/\(id)/import?rehearse=1", list, as: asker)
        #expect(rehearsal["counts"]?["created"]?.integer == 1 && rehearsal["is_rehearsal"]?.flag == true)
        #expect(try await programme.states(id).isEmpty)
        let stored = try await programme.caller.call(.post, "/cohorts/\(id)/import", list, as: asker)
        #expect(stored["rows"]?.list?.first?["reference"]?.text == "P-000001")
        await #expect(throws: CohortRefusal.noFile) {
            try await programme.caller.call(.post, "/cohorts/\(id)/import", as: asker)
        }
        try await programme.write { db, _ in try db.run("UPDATE cohort SET state = 'closed' WHERE id = \(id)") }
        await #expect(throws: CohortRefusal.notOpen(id, .closed)) {
            try await programme.caller.call(.post, "/cohorts/\(id)/import", list, as: asker)
        }
    }
}
