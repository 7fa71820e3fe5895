import Kernel

/// Comma-separated text (RFC 4180) that a spreadsheet opens without running anything in it.
package struct CommaText: Sendable {
    package private(set) var text = ""

    package init(head: [String]) { add(head) }

    /// Rows that follow others.
    init() {}

    package mutating func add(_ cells: [String]) {
        text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    /// In quotation marks where it must be. What a spreadsheet would take for a formula gets an apostrophe before it; a
    /// negative number is none.
    package static func cell(_ text: String) -> String {
        let first = text.unicodeScalars.first
        let isFormula = first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let isNumber = FixedPoint.parse(text, places: 9) != nil
        let safe = isFormula && !isNumber ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// For saving under that name.
    package func answer(name: String) -> Answer {
        .bytes(Array(text.utf8), type: "text/csv; charset=utf-8")
            .adding("Content-Disposition", "attachment; filename=\"\(name)\"")
    }
}
