import Kernel

/// How a file is written: what it shows by itself, what a person chose, or what is remembered of who wrote it.
package struct SheetLayout<Field: SheetField>: Hashable, Sendable {
    package typealias Separator = SheetSeparator
    package typealias DecimalSign = Sheets.DecimalSign
    package typealias DayOrder = Sheets.DayOrder

    /// Nil: as the file shows.
    package var separator: Separator?
    package var decimalSign: DecimalSign?
    package var dayOrder: DayOrder?
    package var hasHeader: Bool?
    /// The column of a field, by its name in the header, or by its number from 1 where there is no header. A field that
    /// is absent is sought by the names that such columns bear; an empty name says that no column is meant.
    package var columns: [Field: String] = [:]

    package init() {}
}

extension SheetLayout {
    /// What is remembered.
    package var value: Value {
        var names = Value.Fields()
        for field in Field.allCases { names[field.rawValue] = columns[field].map(Value.string) }
        return [
            "separator": Value(separator?.rawValue), "decimal_sign": Value(decimalSign?.rawValue),
            "day_order": Value(dayOrder?.rawValue), "has_header": hasHeader.map(Value.bool) ?? .null,
            "columns": .object(names),
        ]
    }

    package init(_ value: Value) {
        separator = value["separator"]?.text.flatMap(Separator.init)
        decimalSign = value["decimal_sign"]?.text.flatMap(DecimalSign.init)
        dayOrder = value["day_order"]?.text.flatMap(DayOrder.init)
        hasHeader = value["has_header"]?.flag
        for (name, column) in value["columns"]?.fields?.members ?? [] {
            guard let field = Field(rawValue: name) else { continue }
            columns[field] = column.text
        }
    }
}

extension SheetLayout {
    /// What is not chosen is as it was remembered.
    package func filled(from other: Self) -> Self {
        var layout = self
        layout.separator = separator ?? other.separator
        layout.decimalSign = decimalSign ?? other.decimalSign
        layout.dayOrder = dayOrder ?? other.dayOrder
        layout.hasHeader = hasHeader ?? other.hasHeader
        if columns.isEmpty { layout.columns = other.columns }
        return layout
    }
}
