import Storage

/// A row of many columns that comes from the database as one text, for lists of a thousand rows: column by column they are
/// ten thousands of values that are looked up by name, made and forgotten.
struct PackedRow {
    /// No text of a record has these: forms and programs are refused control characters.
    private static let between: UInt8 = 0x1F
    private static let absent = "\u{1E}"

    private let fields: [Substring.UTF8View]

    /// The columns as one, called `packed`.
    static func column(_ columns: [SQL]) -> SQL {
        let parts = columns.map { column -> SQL in "coalesce(CAST(\(part: column) AS TEXT), '\u{1E}')" }
        let joined = parts.dropFirst().reduce(parts[0]) { "\(part: $0) || '\u{1F}' || \(part: $1)" }
        return "\(part: joined) AS packed"
    }

    init(_ row: Row) throws {
        let text: String = try row.first()
        fields = text.utf8.split(separator: Self.between, omittingEmptySubsequences: false)
    }

    /// The text of the column in that place; nil where it is null.
    subscript(place: Int) -> String? {
        let text = String(Substring(fields[place]))
        return text == Self.absent ? nil : text
    }

    /// Of a column that is never null.
    func text(_ place: Int) -> String { String(Substring(fields[place])) }

    func number(_ place: Int) -> Int64? { Int64(Substring(fields[place])) }
}
