import Kernel

/// One row of an answer.
package struct Row: Sendable {
    let columns: Columns
    let values: [SQLValue]

    /// The names of an answer's columns, shared by its rows.
    final class Columns: Sendable {
        let places: [String: Int]
        init(_ names: [String]) {
            places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The column's value as the type that is asked for.
    package subscript<T: SQLReadable>(_ column: String) -> T {
        get throws {
            guard let place = columns.places[column] else {
                preconditionFailure("the statement has no column \(column)")
            }
            guard let value = T(sqlValue: values[place]) else {
                throw UnreadableColumn(column: column, type: "\(T.self)")
            }
            return value
        }
    }

    /// The column's value, for a type that the context does not name.
    package func get<T: SQLReadable>(_ column: String, as type: T.Type = T.self) throws -> T { try self[column] }

    /// The first column, for statements that ask for one value.
    package func first<T: SQLReadable>(as type: T.Type = T.self) throws -> T {
        guard let stored = values.first, let value = T(sqlValue: stored) else {
            throw UnreadableColumn(column: "1", type: "\(T.self)")
        }
        return value
    }
}

/// A stored value is not of the kind that the program expects: the database was changed from outside.
package struct UnreadableColumn: Fault, Equatable {
    package let column: String
    package let type: String
    package var description: String { "column \(column) holds no \(type)" }
}
