import Storage
import TestDatabases

@testable import PartnerFunding
@testable import Storage

extension Partnered {
    /// Every row of the database as text, by its table.
    func everything() async throws -> [(table: String, text: String)] {
        try await database.read { db in
            try TestDatabases.tables(db).flatMap { table in
                try db.rows(SQL(text: "SELECT * FROM \(table)", values: [])).map { (table, "\($0.values)") }
            }
        }
    }

    /// Writes a row of a table once more with some columns changed; whether the database takes it. What is written is rolled
    /// back.
    func takesCopy(of table: String, changing changes: [String: SQLValue]) async throws -> Bool {
        do {
            try await database.write { db in
                guard let row = try db.row(SQL(text: "SELECT * FROM \(table) LIMIT 1", values: [])) else {
                    throw NoRow()
                }
                let names = row.columns.places.sorted { $0.value < $1.value }.map(\.key)
                let values = names.enumerated().map { changes[$1] ?? row.values[$0] }
                let holes = values.map { _ in "?" }.joined(separator: ", ")
                try db.run(
                    SQL(
                        text: "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(holes))",
                        values: values))
                throw Undo()
            }
        } catch is Undo { return true } catch is StorageFault { return false }
        return true
    }

    private struct Undo: Error {}
    private struct NoRow: Error {}
}
