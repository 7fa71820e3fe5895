import Kernel

/// The rows of a file with applications: JSON (an object, a list of objects, or one object a line) or CSV whose
/// header names the fields; `owner1_name`, `advance2_balance` are fields of the lists.
package struct ImportSource: Sendable {
    /// A row, counted from 1, as the object that a request would bring.
    package let rows: [Value]

    package static let mostRows = 50_000

    package init(_ bytes: [UInt8]) throws {
        let rows = try Self.read(bytes)
        guard rows.count <= Self.mostRows else { throw ApplicationRefusal.tooManyRows(limit: Self.mostRows) }
        self.rows = rows
    }

    private static func read(_ bytes: [UInt8]) throws -> [Value] {
        let first = bytes.first { $0 > 32 && ![0xEF, 0xBB, 0xBF].contains($0) }
        switch first {
        case nil: return []
        case UInt8(ascii: "["): return try Value(parsing: withoutMark(bytes)).list ?? []
        case UInt8(ascii: "{"): return try objects(withoutMark(bytes))
        default: return try table(bytes)
        }
    }

    private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// One object, or one on each line.
    private static func objects(_ bytes: [UInt8]) throws -> [Value] {
        let whole: JSONError
        do {
            return [try Value(parsing: bytes)]
        } catch {
            whole = error
        }
        let lines = bytes.split(separator: 10).filter { line in line.contains { $0 > 32 } }
        guard lines.count > 1 else { throw whole }
        return try lines.map { try Value(parsing: Array($0)) }
    }

    private static func table(_ bytes: [UInt8]) throws -> [Value] {
        var records = try CSVReader.records(bytes)
        guard let header = records.first, header.fields.count > 1 || records.count > 1 else {
            throw ApplicationRefusal.importFormat
        }
        records.removeFirst()
        guard Set(header.fields).count == header.fields.count else {
            throw CSVRefusal.malformed(line: 1, "a name stands twice in the header")
        }
        let names = header.fields.map(name)
        return try records.map { record in
            guard record.fields.count == names.count else {
                let counts = "it has \(record.fields.count) fields, the header \(names.count)"
                throw CSVRefusal.malformed(line: record.line, counts)
            }
            var row = Value.Fields()
            for (name, cell) in zip(names, record.fields) where !cell.isEmpty { row[name] = .string(cell) }
            return FlatNames.gathered(.object(row))
        }
    }

    /// `Legal Name` is `legal_name`.
    private static func name(_ header: String) -> String {
        String(decoding: header.lowercased().utf8.map { $0 == 32 ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }
}
