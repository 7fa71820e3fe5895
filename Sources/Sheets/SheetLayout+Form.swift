import Kernel
import Web

extension SheetLayout {
    /// What a form says where a field has no column; an empty choice means that the file shows it.
    package static var noColumn: String { "-" }

    /// What a form may say of how a file is written.
    package static var fields: [FieldShape] {
        [
            .optional("separator", .choice(SheetSeparator.allCases.map(\.rawValue))),
            .optional("decimal_sign", .choice(DecimalSign.allCases.map(\.rawValue))),
            .optional("day_order", .choice(DayOrder.allCases.map(\.rawValue))),
            .optional("has_header", .flag, "true, if absent; without one columns are chosen by their number"),
        ]
            + Field.allCases.map {
                .optional("column_\($0.rawValue)", .text(max: 300), "the column that says: \($0.label)")
            }
    }

    package init(_ reader: inout FieldReader) {
        self.init()
        separator = reader.optionalChoice("separator")
        decimalSign = reader.optionalChoice("decimal_sign")
        dayOrder = reader.optionalChoice("day_order")
        hasHeader = reader.optionalFlag("has_header")
        for field in Field.allCases {
            columns[field] = reader.optionalText("column_\(field.rawValue)", max: 300).map {
                $0 == Self.noColumn ? "" : $0
            }
        }
    }

    /// What a form offers.
    package static var choices: Value {
        func options<Choice: RawRepresentable>(_ all: [Choice], _ label: (Choice) -> String) -> Value
        where Choice.RawValue == String {
            .list(all.map { ["value": .string($0.rawValue), "label": .string(label($0))] })
        }
        return [
            "separators": options(SheetSeparator.allCases, \.label),
            "decimal_signs": options(DecimalSign.allCases, \.label),
            "day_orders": options(DayOrder.allCases, \.label),
            "currencies": options(Currency.allCases, \.rawValue),
            "columns": .list(
                Field.allCases.map { ["name": .string("column_\($0.rawValue)"), "label": .string($0.label)] }),
        ]
    }
}
