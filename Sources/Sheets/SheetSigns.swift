import Kernel

/// The sign between columns.
package enum SheetSeparator: String, CaseIterable, Sendable {
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
