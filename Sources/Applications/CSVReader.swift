import Kernel

/// Comma-separated values (RFC 4180), read as bytes: quoted fields may hold commas, quotes and line ends; lines end
/// with CRLF or LF; a byte order mark is skipped.
package struct CSVReader {
    private let bytes: [UInt8]
    private var position = 0
    /// Of the record that is read, counted from 1.
    private var line = 1

    package static let mostColumns = 300

    package init(_ bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// A record and the line where it begins.
    package struct Record: Equatable, Sendable {
        package let line: Int
        package let fields: [String]
    }

    /// All records; empty lines are none.
    package static func records(_ bytes: [UInt8]) throws -> [Record] {
        var reader = CSVReader(bytes)
        var records: [Record] = []
        while let record = try reader.next() {
            if record.fields != [""] { records.append(record) }
        }
        return records
    }

    /// The next record, or nil at the end.
    package mutating func next() throws -> Record? {
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            let isQuoted = current == UInt8(ascii: "\"")
            fields.append(try text(isQuoted ? try quoted() : plain(), line: start))
            guard fields.count <= Self.mostColumns else {
                throw ApplicationRefusal.notCSV(line: start, "it has more than \(Self.mostColumns) fields")
            }
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try endOfRecord()
        return Record(line: start, fields: fields)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func endOfRecord() throws {
        if current == 13 { position += 1 }
        switch current {
        case nil: return
        case 10:
            position += 1
            line += 1
        default: throw ApplicationRefusal.notCSV(line: line, "a comma or the line's end is expected after a field")
        }
    }

    private mutating func plain() throws -> [UInt8] {
        let start = position
        while let byte = current, byte != UInt8(ascii: ","), byte != 10, byte != 13 {
            guard byte != UInt8(ascii: "\"") else {
                throw ApplicationRefusal.notCSV(line: line, "a quote stands within a field that is not quoted")
            }
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private mutating func quoted() throws -> [UInt8] {
        let start = line
        position += 1
        var field: [UInt8] = []
        while let byte = current {
            position += 1
            if byte == 10 { line += 1 }
            if byte == UInt8(ascii: "\"") {
                guard current == UInt8(ascii: "\"") else { return field }
                position += 1
            }
            field.append(byte)
        }
        throw ApplicationRefusal.notCSV(line: start, "a quoted field is not closed")
    }

    private func text(_ field: [UInt8], line: Int) throws -> String {
        guard let text = String(validating: field, as: UTF8.self) else { throw ApplicationRefusal.notUTF8 }
        return text
    }
}
