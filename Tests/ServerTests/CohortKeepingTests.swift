import Cohorts
import Storage
import Testing

@testable import Server

/// What is kept of cohorts: partners fund systems, not people, and what is stored fits together.
@Suite struct CohortKeepingTests {
    /// Each table's statement, by its name.
    private static let tables: [(name: String, words: Set<String>)] = JoinedSchema.migrations.flatMap(\.statements)
        .compactMap { statement in
            guard statement.hasPrefix("CREATE TABLE ") else { return nil }
            let lines = statement.split(separator: "\n").map { line -> String in
                guard let comment = line.firstRange(of: "--") else { return String(line) }
                return String(line.prefix(upTo: comment.lowerBound))
            }
            let words = lines.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }.map(String.init)
            return (words[2], Set(words))
        }

    private static let givers: Set<String> = ["partner", "funding_commitment", "partner_id", "commitment_id"]
    private static let receivers: Set<String> = ["participant", "participant_id"]

    @Test func `F01 no table links a partner or a commitment to a participant`() {
        let names = Set(Self.tables.map(\.name))
        #expect(names.isSuperset(of: ["partner", "funding_commitment", "cohort", "participant"]))
        for table in Self.tables {
            let isBoth = !table.words.isDisjoint(with: Self.givers) && !table.words.isDisjoint(with: Self.receivers)
            #expect(!isBoth, "\(table.name)")
        }
        // The words are found where they stand.
        #expect(Self.tables.contains { $0.words.contains("partner_id") })
        let participant = Self.tables.first { $0.name == "participant" }
        #expect(participant?.words.contains("cohort_id") == true)
    }

    @Test func `F63 verify names a cohort whose seats or money are not the sum of what funded it`() async throws {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        func line() async throws -> Verification.Line? {
            try await Verification.run(office.database, office.blobs).lines.first { $0.check == "cohorts" }
        }
        #expect(try await line()?.isWhole == true)
        let id = try #require(
            try await office.database.read { try $0.value("SELECT min(id) FROM cohort", as: Cohort.ID.self) })
        try await office.database.write {
            try $0.run("UPDATE cohort SET funded_cents = funded_cents + 1 WHERE id = \(id)")
        }
        let broken = try await line()
        #expect(broken?.isWhole == false && broken?.text.contains(id.description) == true)
    }
}
