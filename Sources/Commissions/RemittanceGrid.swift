import Kernel

/// A remittance as rows of cells, and which column says what.
struct RemittanceGrid {
    private(set) var layout: RemittanceLayout
    private(set) var header: [String] = []
    /// The rows below the header that have their cells.
    private(set) var rows: [CSVReader.Record] = []
    private(set) var flaws: [RemittanceFlaw] = []
    private var places: [RemittanceField: Int] = [:]

    /// A header may stand below a title; so many rows are looked at.
    private static let mostHeadRows = 20

    init(_ file: [UInt8], _ wish: RemittanceLayout) throws(RemittanceRefusal) {
        guard file.count <= RemittanceFile.largestBytes else {
            throw .tooLarge(limitBytes: RemittanceFile.largestBytes)
        }
        let bytes = RemittanceText.bytes(of: file)
        guard bytes.contains(where: { $0 > 32 }) else { throw .empty }
        layout = wish
        let separator = if let chosen = wish.separator { chosen } else { try Self.separator(of: bytes) }
        layout.separator = separator
        var records: [CSVReader.Record] = []
        (records, flaws) = try Self.records(bytes, separator, most: RemittanceFile.mostLines)
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
    static func sample(_ file: [UInt8], _ wish: RemittanceLayout, most: Int) -> [[String]] {
        guard file.count <= RemittanceFile.largestBytes else { return [] }
        let bytes = RemittanceText.bytes(of: file)
        // Any separator shows something to choose from.
        let separator = wish.separator ?? (try? separator(of: bytes)) ?? .comma
        let read = try? records(bytes, separator, most: .max, stopAt: most)  // never refused without a limit
        return (read?.records ?? []).map { $0.fields.map { String($0.prefix(80)) } }
    }

    func cell(_ field: RemittanceField, _ row: CSVReader.Record) -> String? {
        guard let place = places[field], place < row.fields.count else { return nil }
        let text = row.fields[place].trimmed
        return text.isEmpty ? nil : text
    }

    func cells(of fields: [RemittanceField]) -> [String] {
        fields.flatMap { field in rows.compactMap { cell(field, $0) } }
    }

    /// A row has the header's cells; those that are missing at its end, or stand behind it, say nothing.
    private mutating func add(_ record: CSVReader.Record) {
        if record.fields.allSatisfy({ $0.trimmed.isEmpty }) { return }
        let needed = (places.values.max() ?? 0) + 1
        let isWhole = layout.hasHeader == false || record.fields.dropFirst(header.count).allSatisfy(\.trimmed.isEmpty)
        guard record.fields.count >= needed, isWhole else {
            let counts = "it has \(record.fields.count) cells, the header \(header.count)"
            flaws.append(RemittanceFlaw(line: record.line, reason: counts))
            return
        }
        rows.append(record)
    }

    private static func records(
        _ bytes: [UInt8], _ separator: RemittanceLayout.Separator, most: Int, stopAt: Int = .max
    ) throws(RemittanceRefusal) -> (records: [CSVReader.Record], flaws: [RemittanceFlaw]) {
        var reader = CSVReader(bytes, separator: separator.byte)
        var records: [CSVReader.Record] = []
        var flaws: [RemittanceFlaw] = []
        while records.count + flaws.count < stopAt {
            let line = reader.line
            do {
                guard let record = try reader.next() else { break }
                if record.fields != [""] { records.append(record) }
            } catch {
                flaws.append(RemittanceFlaw(line: line, reason: error.reason))
            }
            guard records.count + flaws.count <= most else { throw .tooManyLines(limit: most) }
        }
        return (records, flaws)
    }

    /// The separator that divides most of the first rows into equally many columns; among such, into the most columns.
    private static func separator(of bytes: [UInt8]) throws(RemittanceRefusal) -> RemittanceLayout.Separator {
        var found: [(separator: RemittanceLayout.Separator, rows: Int, columns: Int)] = []
        for separator in RemittanceLayout.Separator.allCases {
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

    /// A row that has the names that were chosen; without a choice, names of an amount and of a deal or merchant.
    private static func isHeader(_ cells: [String], _ wish: RemittanceLayout) -> Bool {
        let names = Set(cells.map(RemittanceField.normal))
        let chosen = wish.columns.values.filter { !$0.isEmpty }.map(RemittanceField.normal)
        if !chosen.isEmpty { return chosen.allSatisfy(names.contains) }
        func has(_ field: RemittanceField) -> Bool { !field.names.isDisjoint(with: names) }
        return (has(.amount) || has(.clawback)) && (has(.reference) || has(.merchant))
    }

    private mutating func place(_ wish: RemittanceLayout) throws(RemittanceRefusal) {
        let names = header.map(RemittanceField.normal)
        for field in RemittanceField.allCases {
            if let name = wish.columns[field] {
                if name.isEmpty { continue }
                let found = names.indices.filter { names[$0] == RemittanceField.normal(name) }
                guard let place = found.first else { throw .absentColumn(field) }
                guard found.count == 1 else { throw .severalColumns(field) }
                places[field] = place
            } else if wish.hasHeader != false {
                let taken = Set(wish.columns.values.map(RemittanceField.normal))
                let found = names.indices.filter { field.names.contains(names[$0]) && !taken.contains(names[$0]) }
                guard found.count <= 1 else { throw .severalColumns(field) }
                places[field] = found.first
            }
            if let place = places[field] { layout.columns[field] = header[place] }
        }
        guard places[.amount] != nil || places[.clawback] != nil else { throw .noColumn(.amount) }
        guard places[.reference] != nil || places[.merchant] != nil else { throw .noColumn(.reference) }
    }
}
