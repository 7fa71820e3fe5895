/// What a column of somebody's file says.
package protocol SheetField: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String, AllCases == [Self] {
    var label: String { get }
    /// The names that such a column bears, in their normal form: words of lower-case letters and digits.
    var names: Set<String> { get }
    /// Of each of these one column must be there; the first is asked for where none is.
    static var needed: [[Self]] { get }
    /// What is said where it is needed and absent; nil: that no column is known to be it.
    var absence: String? { get }
}

/// A column as a refusal names it.
package struct SheetColumn: Hashable, Sendable {
    package let field: String
    package let label: String
    package let absence: String
}

extension SheetField {
    package var column: SheetColumn {
        SheetColumn(
            field: rawValue, label: label, absence: absence ?? "no column is known to be \"\(label)\": choose it")
    }
}

/// A row of a file that cannot be taken, and why.
package struct SheetFlaw: Hashable, Sendable {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}

/// Why one row cannot be taken.
package struct SheetRowFlaw: Error {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
}

/// How much of a file is taken.
package enum SheetLimit {
    package static let bytes = 8_000_000
    package static let lines = 5_000
    /// A cell is cut off nowhere: a longer one makes its row a flaw.
    package static let cellCharacters = 300
}
