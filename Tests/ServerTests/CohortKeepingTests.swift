import Cohorts
import Glibc
import TestDatabases
import Testing

@testable import Server
@testable import Storage

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

    @Test func `F01 no table of the database as it stands has a column for both a giver and a receiver`() async throws {
        let demo = try await TemporaryDemo()
        let columns = try await demo.demo.office.database.read { db in
            try TestDatabases.tables(db).map { (table: $0, names: Set(try db.session.columns(of: $0))) }
        }
        #expect(columns.count > 60)
        func side(_ words: Set<String>, _ table: (table: String, names: Set<String>)) -> Bool {
            words.contains(table.table) || !table.names.isDisjoint(with: words)
        }
        for table in columns { #expect(!(side(Self.givers, table) && side(Self.receivers, table)), "\(table.table)") }
        #expect(columns.contains { side(Self.givers, $0) } && columns.contains { side(Self.receivers, $0) })
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

    @Test func `I43 the name, address and phone of no participant lie open in a table, a file or an export`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let folder = "\(demo.place.folder)/moved"
        _ = try await OfficeTransfer(office).export(demo.demo.tenant, to: folder)
        let shown = try await office.database.read { db in
            try TestDatabases.tables(db).flatMap { table in
                try db.rows(SQL(text: "SELECT * FROM \(table)", values: []))
            }
        }
        var places = [shown.flatMap(\.values).reduce(into: [UInt8]()) { $0 += Self.bytes($1) + [10] }]
        for name in LocalFile.names(in: "\(folder)/rows") {
            places.append(try LocalFile.read("\(folder)/rows/\(name)"))
        }
        let file = "\(office.configuration.dataFolder)/fundgate.db"
        if LocalFile.exists(file) { places.append(try LocalFile.read(file)) }
        if LocalFile.exists("\(file)-wal") { places.append(try LocalFile.read("\(file)-wal")) }
        func isOpen(_ text: String) -> Bool { places.contains { Self.holds($0, text) } }
        // What lies open is found in each kind of place, so that what is sealed would be.
        #expect(
            places.count > 60 && Self.holds(places[0], "Lagos 7")
                && places.dropFirst().contains { Self.holds($0, "Lagos 7") })
        for name in DemoCohort.all.flatMap(\.names) + ["people.example", "+2348030000"] {
            #expect(!isOpen(name), "\(name)")
        }
    }

    private static func bytes(_ value: SQLValue) -> [UInt8] {
        switch value {
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
        default: []
        }
    }

    private static func holds(_ place: [UInt8], _ text: String) -> Bool {
        let sought = Array(text.utf8)
        return place.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            var from = 0
            while from + sought.count <= bytes.count,
                let found = memchr(start + from, Int32(sought[0]), bytes.count - sought.count - from + 1)
            {
                if memcmp(found, sought, sought.count) == 0 { return true }
                from = UnsafeRawPointer(found) - start + 1
            }
            return false
        }
    }
}
