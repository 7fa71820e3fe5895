import Kernel

/// Why a file cannot be read as a whole; rows that are wrong by themselves are flaws.
package enum SheetRefusal: Refusal, Equatable {
    case empty
    case tooLarge(limitBytes: Int)
    case tooManyLines(limit: Int)
    /// No sign divides the lines into columns.
    case noColumns
    /// The file shows it in two ways, or needs it and shows it in none.
    case undecided(String)
    case noHeader
    case noColumn(SheetColumn)
    case severalColumns(SheetColumn)
    /// The column that was chosen does not stand in the file.
    case absentColumn(SheetColumn)

    package var kind: RefusalKind {
        switch self {
        case .tooLarge, .tooManyLines: .tooLarge
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .empty: "empty_file"
        case .tooLarge: "file_too_large"
        case .tooManyLines: "too_many_lines"
        case .noColumns: "no_columns"
        case .undecided: "undecided"
        case .noHeader: "no_header"
        case .noColumn: "no_column"
        case .severalColumns: "several_columns"
        case .absentColumn: "absent_column"
        }
    }

    package var field: String? {
        switch self {
        case .empty, .tooLarge, .tooManyLines: "file"
        case .noColumns: "separator"
        case .undecided(let field): field
        case .noHeader: "has_header"
        case .noColumn(let column), .severalColumns(let column), .absentColumn(let column): column.field
        }
    }

    package var reason: String {
        switch self {
        case .empty: "the file holds no rows"
        case .tooLarge(let limit): "the file may be \(limit / 1_000_000) MB large at most"
        case .tooManyLines(let limit): "the file may have \(limit) lines at most: divide it"
        case .noColumns: "the file has one column only: choose what separates its columns"
        case .undecided("separator"): "the file could be divided in two ways: choose what separates its columns"
        case .undecided("decimal_sign"): "the file writes amounts in two ways: choose the sign before the cents"
        case .undecided(let field) where field == "day_order":
            "the file does not show whether the day or the month stands first: choose it"
        case .undecided(let field): "the file does not show \(field): choose it"
        case .noHeader: "no line of the file names its columns: choose them by their number"
        case .noColumn(let column): column.absence
        case .severalColumns(let field): "several columns could be \"\(field.label)\": choose one, or none"
        case .absentColumn(let field): "the column that was chosen for \"\(field.label)\" is not in this file"
        }
    }
}
