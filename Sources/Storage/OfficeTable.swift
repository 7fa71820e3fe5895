import Crypto
import Kernel

/// A table that holds offices' rows, as an export of one office takes part of it.
struct OfficeTable: Sendable, Equatable {
    let name: String
    /// Which column names the office.
    let key: String
    /// A number that counts up by itself over all offices: it gives the order and is not carried over.
    let counter: String?
    /// Without the counter.
    let columns: [String]

    /// Not carried over, with the reason for people.
    static let leftOut: [(table: String, why: String)] = [
        ("session", "sessions: everybody signs in again"),
        ("node", "which processes work here"),
        ("work_lease", "which process holds which work"),
    ]

    /// All that have rows of offices, in the order in which they refer to each other.
    static func all(_ migrations: [Migration], _ session: any Session) throws -> [OfficeTable] {
        try migrations.flatMap(\.tables).compactMap { name in
            guard !leftOut.contains(where: { $0.table == name }) else { return nil }
            let columns = try session.columns(of: name)
            let key = name == "tenant" ? "id" : "tenant_id"
            guard columns.contains(key) else { return nil }
            let counter = counter(of: name, migrations)
            return OfficeTable(name: name, key: key, counter: counter, columns: columns.filter { $0 != counter })
        }
    }

    /// `seq` of `seq INTEGER PRIMARY KEY`.
    private static func counter(of table: String, _ migrations: [Migration]) -> String? {
        let statement = migrations.flatMap(\.statements).first { $0.hasPrefix("CREATE TABLE \(table) ") }
        for line in statement?.split(separator: "\n") ?? [] {
            let words = line.split { $0 == " " || $0 == "," }
            if words.count > 3, words[1...3].elementsEqual(["INTEGER", "PRIMARY", "KEY"]) { return String(words[0]) }
        }
        return nil
    }

    /// The office's rows in an order that both engines give.
    func query(_ tenant: TenantID) -> SQL {
        let shown = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let order = ((counter.map { [$0] } ?? []) + columns).map { "\"\($0)\" NULLS FIRST" }.joined(separator: ", ")
        return SQL(
            text: "SELECT \(shown) FROM \"\(name)\" WHERE \"\(key)\" = ? ORDER BY \(order)", values: [tenant.sqlValue])
    }

    /// One row as a line of JSON: texts, numbers, null, and bytes as `{"hex": …}`.
    static func line(_ values: [SQLValue]) -> [UInt8] {
        Value.list(
            values.map { value in
                switch value {
                case .null: .null
                case .integer(let number): .int(number)
                // No text of PostgreSQL holds a NUL.
                case .text(let text): .string(text.withoutNUL)
                case .blob(let bytes): ["hex": .string(Hexadecimal.encode(bytes))]
                }
            }
        ).jsonBytes + [10]
    }

    /// The row of a line; nil where it is none of this table and office.
    func values(_ line: [UInt8], tenant: TenantID) -> [SQLValue]? {
        // What is no JSON is no row; why not is of no interest.
        guard let list = (try? Value(parsing: line))?.list, list.count == columns.count else { return nil }
        var values: [SQLValue] = []
        for (column, member) in zip(columns, list) {
            switch member {
            case .null: values.append(.null)
            case .int(let number): values.append(.integer(number))
            case .string(let text): values.append(.text(text))
            case .object:
                guard let bytes = member["hex"]?.text.flatMap(Hexadecimal.decode) else { return nil }
                values.append(.blob(bytes))
            default: return nil
            }
            if column == key, values.last != tenant.sqlValue { return nil }
        }
        return values
    }
}
