import Kernel

/// A file as rows of cells, and which column says what.
package struct SheetGrid<Field: SheetField> {
    package private(set) var layout: SheetLayout<Field>
    package private(set) var header: [String] = []
    /// The rows below the header that have their cells.
    package private(set) var rows: [CSVReader.Record] = []
    package private(set) var flaws: [SheetFlaw] = []
    private var places: [Field: Int] = [:]

    /// A header may stand below a title; so many rows are looked at.
    private static var mostHeadRows: Int { 20 }

    package init(_ file: [UInt8], _ wish: SheetLayout<Field>) throws(SheetRefusal) {
        guard file.count <= SheetLimit.bytes else {
            throw .tooLarge(limitBytes: SheetLimit.bytes)
        }
        let bytes = SheetText.bytes(of: file)
        guard bytes.contains(where: { $0 > 32 }) else { throw .empty }
        layout = wish
        let separator = if let chosen = wish.separator { chosen } else { try Self.separator(of: bytes) }
        layout.separator = separator
        var records: [CSVReader.Record] = []
        (records, flaws) = try Self.records(bytes, separator, most: SheetLimit.lines)
        guard let first = records.first else { throw .empty }
        if wish.hasHeader == false {
            header = first.fields.indices.map { "\($0 + 1)" }
        } else {
            let head = records.prefix(Self.mostHeadRows).firstIndex { Self.isHeader($0.fields, wish) }
            guard let head else { throw .noHeader }
            header = records[head].fields.map(\.trimmed)
            let line = records[head].line
            records.removeSubrange(...head)
            flaws.removeAll { $0.line < line }
        }
        layout.hasHeader = wish.hasHeader ?? true
        try place(wish)
        for record in records { add(record) }
    }

    /// The first rows as cells, for a person who chooses what they mean.
    package static func sample(_ file: [UInt8], _ wish: SheetLayout<Field>, most: Int) -> [[String]] {
        guard file.count <= SheetLimit.bytes else { return [] }
        let bytes = SheetText.bytes(of: file)
        // Any separator shows something to choose from.
        let separator = wish.separator ?? (try? separator(of: bytes)) ?? .comma
        let read = try? records(bytes, separator, most: .max, stopAt: most)  // never refused without a limit
        return (read?.records ?? []).map { $0.fields.map { String($0.prefix(80)) } }
    }

    package func cell(_ field: Field, _ row: CSVReader.Record) -> String? {
        guard let place = places[field], place < row.fields.count else { return nil }
        let text = row.fields[place].trimmed
        return text.isEmpty ? nil : text
    }

    package func cells(of fields: [Field]) -> [String] {
        fields.flatMap { field in rows.compactMap { cell(field, $0) } }
    }

    /// A row has the header's cells; those that are missing at its end, or stand behind it, say nothing.
    private mutating func add(_ record: CSVReader.Record) {
        if record.fields.allSatisfy({ $0.trimmed.isEmpty }) { return }
        let needed = (places.values.max() ?? 0) + 1
        let isWhole = layout.hasHeader == false || record.fields.dropFirst(header.count).allSatisfy(\.trimmed.isEmpty)
        guard record.fields.count >= needed, isWhole else {
            let counts = "it has \(record.fields.count) cells, the header \(header.count)"
            flaws.append(SheetFlaw(line: record.line, reason: counts))
            return
        }
        rows.append(record)
    }

    private static func records(
        _ bytes: [UInt8], _ separator: SheetSeparator, most: Int, stopAt: Int = .max
    ) throws(SheetRefusal) -> (records: [CSVReader.Record], flaws: [SheetFlaw]) {
        var reader = CSVReader(bytes, separator: separator.byte)
        var records: [CSVReader.Record] = []
        var flaws: [SheetFlaw] = []
        while records.count + flaws.count < stopAt {
            let line = reader.line
            do {
                guard let record = try reader.next() else { break }
                if record.fields != [""] { records.append(record) }
            } catch {
                flaws.append(SheetFlaw(line: line, reason: error.reason))
            }
            guard records.count + flaws.count <= most else { throw .tooManyLines(limit: most) }
        }
        return (records, flaws)
    }

    /// The separator that divides most of the first rows into equally many columns; among such, into the most columns.
    private static func separator(of bytes: [UInt8]) throws(SheetRefusal) -> SheetSeparator {
        var found: [(separator: SheetSeparator, rows: Int, columns: Int)] = []
        for separator in SheetSeparator.allCases {
            let records = try records(bytes, separator, most: .max, stopAt: 50).records
            var counts: [Int: Int] = [:]
            for record in records where record.fields.count > 1 { counts[record.fields.count, default: 0] += 1 }
            guard let best = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            found.append((separator, best.value, best.key))
        }
        found.sort { ($0.rows, $0.columns) > ($1.rows, $1.columns) }
        guard let best = found.first else { throw .noColumns }
        if found.dropFirst().contains(where: { ($0.rows, $0.columns) == (best.rows, best.columns) }) {
            throw .undecided("separator")
        }
        return best.separator
    }

    /// A row that has the names that were chosen; without a choice, names of all that is needed.
    private static func isHeader(_ cells: [String], _ wish: SheetLayout<Field>) -> Bool {
        let names = Set(cells.map(SheetText.normal))
        let chosen = wish.columns.values.filter { !$0.isEmpty }.map(SheetText.normal)
        if !chosen.isEmpty { return chosen.allSatisfy(names.contains) }
        return Field.needed.allSatisfy { group in group.contains { !$0.names.isDisjoint(with: names) } }
    }

    private mutating func place(_ wish: SheetLayout<Field>) throws(SheetRefusal) {
        let names = header.map(SheetText.normal)
        for field in Field.allCases {
            if let name = wish.columns[field] {
                if name.isEmpty { continue }
                let found = names.indices.filter { names[$0] == SheetText.normal(name) }
                guard let place = found.first else { throw .absentColumn(field.column) }
                guard found.count == 1 else { throw .severalColumns(field.column) }
                places[field] = place
            } else if wish.hasHeader != false {
                let taken = Set(wish.columns.values.map(SheetText.normal))
                let found = names.indices.filter { field.names.contains(names[$0]) && !taken.contains(names[$0]) }
                guard found.count <= 1 else { throw .severalColumns(field.column) }
                places[field] = found.first
            }
            if let place = places[field] { layout.columns[field] = header[place] }
        }
        for group in Field.needed where group.allSatisfy({ places[$0] == nil }) { throw .noColumn(group[0].column) }
    }
}

extension SheetGrid {
    /// The amount in a cell; nil where there is none.
    package func amount(
        _ field: Field, _ row: CSVReader.Record, _ sign: DecimalSign
    ) throws(SheetRowFlaw) -> SheetAmount? {
        guard let cell = cell(field, row) else { return nil }
        do {
            return try SheetAmount.read(cell, sign)
        } catch {
            throw SheetRowFlaw("\(field.label): \(error.reason)")
        }
    }

    /// The day in a cell; nil where there is none.
    package func day(_ field: Field, _ row: CSVReader.Record, _ order: DayOrder?) throws(SheetRowFlaw) -> Day? {
        guard let cell = cell(field, row) else { return nil }
        guard let day = SheetDay.read(cell, order) else { throw SheetRowFlaw("\(field.label): this is no day") }
        return day
    }

    /// The currency in a cell; nil where there is none.
    package func currency(_ field: Field, _ row: CSVReader.Record) throws(SheetRowFlaw) -> Currency? {
        guard let cell = cell(field, row) else { return nil }
        guard let currency = Currency(rawValue: cell.uppercased()) else {
            throw SheetRowFlaw("\(field.label): none that the desk trades in")
        }
        return currency
    }

    /// Refuses a row that holds what no text holds.
    package func check(_ row: CSVReader.Record) throws(SheetRowFlaw) {
        guard row.fields.allSatisfy({ $0.unicodeScalars.count <= SheetLimit.cellCharacters }) else {
            throw SheetRowFlaw("a cell is longer than \(SheetLimit.cellCharacters) characters")
        }
        let hasControls = row.fields.contains { cell in
            cell.unicodeScalars.contains {
                $0.properties.generalCategory == .control && !"\t\r\n".unicodeScalars.contains($0)
            }
        }
        if hasControls { throw SheetRowFlaw("it holds a sign that no text has, such as NUL") }
    }
}
