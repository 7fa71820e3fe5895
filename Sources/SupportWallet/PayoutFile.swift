import Kernel
import Sheets

/// A provider's file of what it paid: one row for each payment, by reference.
package struct PayoutFile: Sendable {
    package struct Line: Sendable, Equatable {
        package let reference: String
        package let amount: Cents
        /// In the provider's own word, in small letters.
        package let word: String

        /// How a support that the provider pays so stands here; nil where the word says no end.
        var end: Disbursement.State? {
            if word == "success" || word == "successful" || word == "completed" { return .completed }
            return PayoutStanding.ends.contains(word) ? .failed : nil
        }

        /// Whether the word says that it is on its way; one that says neither is not understood, and agrees with nothing.
        var isOpen: Bool { PayoutStanding.open.contains(word) }
    }

    package private(set) var lines: [Line] = []
    package private(set) var flaws: [SheetFlaw] = []

    package init(_ file: [UInt8]) throws {
        let grid = try SheetGrid<PayoutField>(file, SheetLayout<PayoutField>())
        let sign = try DecimalSign.shown(by: grid.cells(of: [.amount])) ?? .point
        flaws = grid.flaws
        for row in grid.rows {
            do { lines.append(try Self.line(row, grid, sign)) } catch let flaw as SheetRowFlaw {
                flaws.append(SheetFlaw(line: row.line, reason: flaw.reason))
            }
        }
        flaws.sort { $0.line < $1.line }
    }

    private static func line(
        _ row: CSVReader.Record, _ grid: SheetGrid<PayoutField>, _ sign: DecimalSign
    ) throws -> Line {
        try grid.check(row)
        guard let reference = grid.cell(.reference, row), reference.utf8.count <= 100 else {
            throw SheetRowFlaw("it says no reference, or a longer one than there is")
        }
        guard let amount = try grid.amount(.amount, row, sign) else { throw SheetRowFlaw("it says no amount") }
        guard let word = grid.cell(.state, row) else { throw SheetRowFlaw("it does not say how it stands") }
        return Line(reference: reference, amount: amount.amount, word: String(word.lowercased().prefix(100)))
    }
}

/// What a column of such a file says.
enum PayoutField: String, SheetField {
    case reference, amount, state

    static let needed: [[Self]] = [[.reference], [.amount], [.state]]
    var absence: String? { nil }

    var label: String {
        switch self {
        case .reference: "Reference"
        case .amount: "Amount"
        case .state: "Status"
        }
    }

    var names: Set<String> {
        switch self {
        case .reference: ["reference", "transfer reference", "client reference", "request id"]
        case .amount: ["amount", "amount ngn", "amount paid", "value"]
        case .state: ["status", "state", "transfer status"]
        }
    }
}
