/// Cases as lines of text: cells stand apart by two spaces or more, the first line names the columns, `""` is an
/// empty cell.
struct TextTable {
    let rows: [Row]

    struct Row: CustomStringConvertible {
        let cells: [String: String]
        let line: String

        subscript(column: String) -> String { cells[column] ?? "" }
        var description: String { line }
    }

    init(_ text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        let names = lines.first.map(Self.cells) ?? []
        rows = lines.dropFirst().map { line in
            let cells = Self.cells(line)
            precondition(cells.count == names.count, "the row '\(line)' has as many cells as the table has columns")
            return Row(cells: Dictionary(uniqueKeysWithValues: zip(names, cells)), line: line)
        }
    }

    private static func cells(_ line: String) -> [String] {
        var cells: [String] = []
        var cell = ""
        var spaces = 0
        for character in line {
            if character == " " {
                spaces += 1
                continue
            }
            if spaces > 1, !cell.isEmpty {
                cells.append(cell)
                cell = ""
            } else if spaces == 1 {
                cell.append(" ")
            }
            spaces = 0
            cell.append(character)
        }
        return (cells + [cell]).map { $0 == "\"\"" ? "" : $0 }
    }
}
