import Funders
import Kernel
import Storage
import Testing

@testable import Submissions

@Suite struct SavedShortlistTests {
    @Test func `A51 a saved choice keeps the lines that it asks for, by name and by what they must be like`()
        async throws
    {
        let desk = try await PastDesk()
        let application = try await desk.addApplication(["fico": "640"])
        let alder = try await desk.addFunder("Alder", asks: ["min_fico": 600])
        let birch = try await desk.addFunder("Birch", asks: ["min_fico": 700])
        _ = try await desk.addFunder("Cedar", asks: ["min_fico": 600, "required_docs": ["void_check"]])
        let (tenant, now) = (desk.tenant, desk.now)
        func names(_ change: (inout SavedShortlist.Input) -> Void) async throws -> String {
            var input = SavedShortlist.Input("choice \(Identifier<PastDesk>(at: now))")
            change(&input)
            return try await desk.database.write { [input] db in
                let saved = try SavedShortlist.save(input, nil, tenant: tenant, by: .system("test"), at: now, db)
                let list = try Shortlist.make(application, by: .name, tenant: tenant, at: now, db)
                return list.narrowed(to: try SavedShortlist.find(saved.id, tenant: tenant, db)).lines
                    .map { String($0.dossier.funder.name.prefix(1)) }.joined()
            }
        }
        #expect(try await names { _ in } == "ABC")
        #expect(try await names { $0.terms.fitsOnly = true } == "AC")
        #expect(try await names { $0.terms.completeOnly = true } == "AB")
        #expect(try await names { $0.funders = [alder, birch] } == "AB")
        #expect(try await names { ($0.funders, $0.terms.fitsOnly) = ([alder, birch], true) } == "A")
        #expect(try await names { $0.terms.minPoints = 51 } == "", "without a history all stand at one half")
        #expect(try await names { $0.terms.minPoints = 50 } == "ABC")
        #expect(try await names { $0.terms.maxAnswerHours = 9 } == "", "nobody has answered yet")
    }

    @Test func `A51 a name is taken once, a change names its version, and what is removed is gone`() async throws {
        let desk = try await PastDesk()
        let (tenant, now) = (desk.tenant, desk.now)
        func save(_ name: String, _ former: (id: SavedShortlist.ID, version: Int)?) async throws -> SavedShortlist {
            try await desk.database.write {
                try SavedShortlist.save(
                    SavedShortlist.Input(name), former, tenant: tenant, by: .system("test"), at: now, $0)
            }
        }
        let one = try await save("Quick ones", nil)
        await #expect(throws: PlainRefusal.self) { try await save("Quick ones", nil) }
        let changed = try await save("Quickest", (one.id, 1))
        #expect(changed.version == 2 && changed.name == "Quickest")
        await #expect(throws: RecordRefusal.self) { try await save("Late", (one.id, 1)) }
        try await desk.database.write {
            try SavedShortlist.remove(one.id, tenant: tenant, by: .system("test"), at: now, $0)
        }
        await #expect(throws: RecordRefusal.self) {
            try await desk.database.read { try SavedShortlist.find(one.id, tenant: tenant, $0) }
        }
    }
}
