import Kernel

/// How a remittance is written: what a file shows by itself, what a person chose, or what is remembered of the funder.
package struct RemittanceLayout: Hashable, Sendable {
    package enum Separator: String, CaseIterable, Sendable {
        case comma, semicolon, tab, bar

        package var label: String {
            switch self {
            case .comma: "Comma"
            case .semicolon: "Semicolon"
            case .tab: "Tab"
            case .bar: "Vertical bar"
            }
        }

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            case .bar: UInt8(ascii: "|")
            }
        }
    }

    /// The sign before the cents.
    package enum DecimalSign: String, CaseIterable, Sendable {
        case point, comma

        package var label: String { self == .point ? "1,234.50" : "1.234,50" }
        var scalar: Unicode.Scalar { self == .point ? "." : "," }
        /// Signs that may stand between thousands.
        var groups: [Unicode.Scalar] { [self == .point ? "," : ".", " ", "'", "\u{A0}", "\u{202F}", "’"] }
    }

    /// Which of two numbers is the month where a day is written in numbers; a year of four digits in front is always read.
    package enum DayOrder: String, CaseIterable, Sendable {
        case monthFirst = "month_first"
        case dayFirst = "day_first"

        package var label: String { self == .monthFirst ? "Month first: 11/20/2026" : "Day first: 20/11/2026" }
    }

    /// Nil: as the file shows.
    package var separator: Separator?
    package var decimalSign: DecimalSign?
    package var dayOrder: DayOrder?
    package var hasHeader: Bool?
    /// The column of a field, by its name in the header, or by its number from 1 where there is no header. A field that
    /// is absent is sought by the names that such columns bear; an empty name says that no column is meant.
    package var columns: [RemittanceField: String] = [:]

    package init() {}
}

extension RemittanceLayout {
    /// What is remembered of a funder.
    package var value: Value {
        var names = Value.Fields()
        for field in RemittanceField.allCases { names[field.rawValue] = columns[field].map(Value.string) }
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
            guard let field = RemittanceField(rawValue: name) else { continue }
            columns[field] = column.text
        }
    }
}
