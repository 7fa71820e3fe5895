/// Values separated by commas or another sign (RFC 4180), read as bytes: quoted fields may hold separators, quotes and
/// line ends; lines end with CRLF, LF or CR; a byte order mark is skipped.
package struct CSVReader: Sendable {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    /// Where the next record begins, counted from 1.
    package private(set) var line = 1

    package static let mostColumns = 300

    package init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
        self.separator = separator
    }

    /// A record and the line where it begins.
    package struct Record: Equatable, Sendable {
        package let line: Int
        package let fields: [String]
    }

    /// All records; empty lines are none.
    package static func records(_ bytes: [UInt8]) throws(CSVRefusal) -> [Record] {
        var reader = CSVReader(bytes)
        var records: [Record] = []
        while let record = try reader.next() {
            if record.fields != [""] { records.append(record) }
        }
        return records
    }

    /// The next record, or nil at the end. After a refusal the reader goes on behind the first line of the record that it
    /// could not read: a stray quotation mark swallows no other line unseen.
    package mutating func next() throws(CSVRefusal) -> Record? {
        guard position < bytes.count else { return nil }
        let start = (position: position, line: line)
        do {
            return try record()
        } catch {
            (position, line) = start
            skipLine()
            throw error
        }
    }

    private mutating func record() throws(CSVRefusal) -> Record {
        let start = line
        var fields: [String] = []
        while true {
            let isQuoted = current == UInt8(ascii: "\"")
            fields.append(try text(isQuoted ? try quoted() : try plain(), line: start))
            guard fields.count <= Self.mostColumns else {
                throw .malformed(line: start, "it has more than \(Self.mostColumns) fields")
            }
            guard current == separator else { break }
            position += 1
        }
        try endOfRecord()
        return Record(line: start, fields: fields)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var isAtLineEnd: Bool { current == 10 || current == 13 }

    private mutating func endOfRecord() throws(CSVRefusal) {
        guard current == nil || isAtLineEnd else {
            throw .malformed(line: line, "a separator or the line's end is expected after a field")
        }
        passLineEnd()
    }

    private mutating func passLineEnd() {
        guard isAtLineEnd else { return }
        if current == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { position += 1 }
        position += 1
        line += 1
    }

    private mutating func skipLine() {
        while current != nil, !isAtLineEnd { position += 1 }
        passLineEnd()
    }

    private mutating func plain() throws(CSVRefusal) -> [UInt8] {
        let start = position
        while let byte = current, byte != separator, byte != 10, byte != 13 {
            guard byte != UInt8(ascii: "\"") else {
                throw .malformed(line: line, "a quote stands within a field that is not quoted")
            }
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private mutating func quoted() throws(CSVRefusal) -> [UInt8] {
        let start = line
        position += 1
        var field: [UInt8] = []
        while let byte = current {
            position += 1
            if byte == 10 || byte == 13 && current != 10 { line += 1 }
            if byte == UInt8(ascii: "\"") {
                guard current == UInt8(ascii: "\"") else { return field }
                position += 1
            }
            field.append(byte)
        }
        throw .malformed(line: start, "a quoted field is not closed")
    }

    private func text(_ field: [UInt8], line: Int) throws(CSVRefusal) -> String {
        guard let text = String(validating: field, as: UTF8.self) else { throw .notUTF8(line: line) }
        return text
    }
}

/// What is wrong with comma-separated text.
package enum CSVRefusal: Refusal, Equatable {
    case notUTF8(line: Int)
    case malformed(line: Int, String)

    package var kind: RefusalKind { .malformed }

    package var code: String {
        switch self {
        case .notUTF8: "not_utf8"
        case .malformed: "malformed_csv"
        }
    }

    package var reason: String {
        switch self {
        case .notUTF8(let line): "line \(line) of the text is not UTF-8: save it as such"
        case .malformed(let line, let what): "line \(line) of the CSV text: \(what)"
        }
    }
}
