import CPostgres
import Kernel

/// The answer to one statement.
final class PostgresResult {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { PQclear(raw) }

    var status: ExecStatusType { PQresultStatus(raw) }
    var count: Int32 { PQntuples(raw) }
    var tag: String { String(cString: PQcmdStatus(raw)) }

    /// How many rows an INSERT, UPDATE or DELETE changed.
    var changes: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

    /// The first column of the first row of an answer in text form.
    var word: String? {
        guard count > 0, PQgetisnull(raw, 0, 0) == 0 else { return nil }
        return String(cString: PQgetvalue(raw, 0, 0))
    }

    func each(_ body: (Row) throws -> Void) throws {
        guard count > 0 else { return }
        let width = PQnfields(raw)
        let columns = Row.Columns((0..<width).map { String(cString: PQfname(raw, $0)) })
        let types = (0..<width).map { PQftype(raw, $0) }
        for row in 0..<count {
            try body(Row(columns: columns, values: (0..<width).map { value(row, $0, types[Int($0)]) }))
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: UInt32) -> SQLValue {
        guard PQgetisnull(raw, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(raw, row, column), count: Int(PQgetlength(raw, row, column)))
        switch type {
        case PostgresType.bigint, PostgresType.integer, PostgresType.smallint: return .integer(Self.integer(bytes))
        case PostgresType.boolean: return .integer(bytes.first == 1 ? 1 : 0)
        case PostgresType.bytea: return .blob(Array(bytes))
        case PostgresType.numeric: return .integer(Self.whole(bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var number: Int64 = bytes.first.map { $0 >= 0x80 } == true ? -1 : 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return number
    }

    /// A numeric without decimals, as sums of integers are: count, weight, sign and scale of 16 bits each, then digits
    /// of base 10,000, the highest first.
    private static func whole(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        func word(_ index: Int) -> Int64 {
            Int64(Int16(bitPattern: UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1])))
        }
        let (digits, weight) = (word(0), word(1))
        var number: Int64 = 0
        for place in 0..<max(0, weight + 1) {
            number = number * 10_000 + (place < digits ? word(Int(4 + place)) : 0)
        }
        return word(2) == 0 ? number : -number
    }

    // MARK: errors

    private func field(_ letter: Unicode.Scalar) -> String {
        PQresultErrorField(raw, Int32(letter.value)).map { String(cString: $0) } ?? ""
    }

    /// The five characters that say what failed.
    var state: String { field("C") }

    /// What failed, without any value: PostgreSQL's details and many of its messages quote values.
    var fault: StorageFault {
        switch state {
        case "23505": .notUnique(constraint: field("n"))
        case "23502": .constraint("\(field("t")).\(field("c")) is NULL")
        case let state where state.hasPrefix("23"): .constraint("\(field("t")): \(field("n"))")
        case PostgresDialect.appendOnlyState: .appendOnly(field("M"))
        case "53100": .full
        case "55P03", "57014", "53300": .busy
        case "40001", "40P01": .interrupted("two transactions met (\(state))")
        case "", "57P01", "57P02", "57P03", "25P03": .interrupted("the connection broke \(state)")
        case let state where state.hasPrefix("08"): .interrupted("the connection broke (\(state))")
        case "42501" where field("M").hasPrefix("permission denied"):
            .unusable("the database's user lacks a right: \(field("M")); let it own its database")
        case "25006": .unusable("the server takes no writes; it is a standby: name the primary too")
        // Names of tables, columns and rights; never values.
        case let state where state.hasPrefix("42"): .failed(code: 42, "\(state) \(field("M"))")
        default: .failed(code: 0, "SQLSTATE \(state)")
        }
    }
}
