import Kernel

/// A funder's remittance, read row by row: what can be taken, and which rows cannot and why.
package struct RemittanceFile: Sendable {
    /// As the file was read; what it showed by itself is filled in.
    package private(set) var layout: RemittanceLayout
    package private(set) var lines: [RemittanceLine] = []
    package private(set) var flaws: [RemittanceFlaw] = []
    /// What a last row says all others add up to.
    package private(set) var statedTotal: Cents?

    package static let largestBytes = 8_000_000
    package static let mostLines = 5_000
    /// A cell is cut off nowhere: a longer one makes its row a flaw.
    private static let longestCell = 300

    /// `currency` is that of lines that name none. Refused where the file as a whole cannot be read without a choice.
    package init(_ file: [UInt8], _ wish: RemittanceLayout, currency: Currency) throws(RemittanceRefusal) {
        let grid = try RemittanceGrid(file, wish)
        let amounts = grid.cells(of: [.amount, .clawback, .funded])
        layout = grid.layout
        if layout.decimalSign == nil { layout.decimalSign = try RemittanceLayout.DecimalSign.shown(by: amounts) }
        if layout.dayOrder == nil {
            layout.dayOrder = try RemittanceLayout.DayOrder.shown(by: grid.cells(of: [.paidOn]))
        }
        flaws = grid.flaws
        for row in grid.rows { take(row, grid, layout.decimalSign ?? .point, layout.dayOrder, currency) }
        flaws.sort { $0.line < $1.line }
        if lines.isEmpty, flaws.isEmpty { throw .empty }
    }

    /// The sum of the lines, where they are of one currency.
    package var total: Cents? {
        guard Set(lines.map(\.currency)).count <= 1 else { return nil }
        var sum: Int64 = 0
        for line in lines {
            let (next, overflows) = sum.addingReportingOverflow(line.amount.count)
            guard !overflows else { return nil }
            sum = next
        }
        return Cents(sum)
    }

    private mutating func take(
        _ row: CSVReader.Record, _ grid: RemittanceGrid, _ sign: RemittanceLayout.DecimalSign,
        _ order: RemittanceLayout.DayOrder?, _ currency: Currency
    ) {
        do {
            if let total = try total(row, grid, sign) {
                statedTotal = total
                return
            }
            lines += try Self.lines(row, grid, sign, order, currency)
        } catch {
            flaws.append(RemittanceFlaw(line: row.line, reason: error.reason))
        }
    }

    /// Why one row cannot be taken.
    private struct RowFlaw: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// A row that names neither deal nor payment and begins with the word for a sum.
    private func total(
        _ row: CSVReader.Record, _ grid: RemittanceGrid, _ sign: RemittanceLayout.DecimalSign
    ) throws(RowFlaw) -> Cents? {
        let first = row.fields.first { !$0.trimmed.isEmpty }.map(RemittanceField.normal) ?? ""
        let word = first.split(separator: " ").first { !["grand", "sub"].contains($0) }
        guard let word, ["total", "totals", "subtotal", "sum", "summe"].contains(word),
            grid.cell(.trace, row) == nil
        else { return nil }
        return try Self.amount(.amount, row, grid, sign)?.amount
    }

    private static func amount(
        _ field: RemittanceField, _ row: CSVReader.Record, _ grid: RemittanceGrid,
        _ sign: RemittanceLayout.DecimalSign
    ) throws(RowFlaw) -> RemittanceAmount? {
        guard let cell = grid.cell(field, row) else { return nil }
        do {
            return try RemittanceAmount.read(cell, sign)
        } catch {
            throw RowFlaw("\(field.label): \(error.reason)")
        }
    }

    private static func lines(
        _ row: CSVReader.Record, _ grid: RemittanceGrid, _ sign: RemittanceLayout.DecimalSign,
        _ order: RemittanceLayout.DayOrder?, _ currency: Currency
    ) throws(RowFlaw) -> [RemittanceLine] {
        try check(row.fields)
        let paid = try amount(.amount, row, grid, sign)
        let taken = try amount(.clawback, row, grid, sign)
        guard paid != nil || taken != nil else { throw RowFlaw("it says no amount") }
        let kind = grid.cell(.kind, row).map(RemittanceField.normal) ?? ""
        let isTakenBack = ["claw", "charge", "revers", "recoup"].contains { kind.contains($0) }
        let named = try Self.currency(grid.cell(.currency, row))
        var line = RemittanceLine(line: row.line, amount: .zero, currency: named ?? currency)
        line.reference = grid.cell(.reference, row)
        line.merchant = grid.cell(.merchant, row)
        line.funded = try amount(.funded, row, grid, sign)?.amount
        line.trace = grid.cell(.trace, row)
        if let cell = grid.cell(.paidOn, row) {
            guard let day = RemittanceDay.read(cell, order) else { throw RowFlaw("Day of the payment: this is no day") }
            line.paidOn = day
        }
        guard line.reference != nil || line.merchant != nil else { throw RowFlaw("it names neither deal nor merchant") }
        var lines: [RemittanceLine] = []
        for (read, isBack) in [(paid, isTakenBack), (taken, true)] {
            guard let read, read.amount != .zero else { continue }
            if let beside = read.currency {
                guard named == nil || named == beside else { throw RowFlaw("it names two currencies") }
                line.currency = beside
            }
            line.amount = isBack && read.amount > .zero ? .zero - read.amount : read.amount
            lines.append(line)
        }
        guard !lines.isEmpty else { throw RowFlaw("its amount is zero") }
        return lines
    }

    private static func currency(_ cell: String?) throws(RowFlaw) -> Currency? {
        guard let cell else { return nil }
        guard let currency = Currency(rawValue: cell.uppercased()) else {
            throw RowFlaw("Currency: none that the desk trades in")
        }
        return currency
    }

    private static func check(_ cells: [String]) throws(RowFlaw) {
        guard cells.allSatisfy({ $0.unicodeScalars.count <= longestCell }) else {
            throw RowFlaw("a cell is longer than \(longestCell) characters")
        }
        let hasControls = cells.contains { cell in
            cell.unicodeScalars.contains {
                $0.properties.generalCategory == .control && !"\t\r\n".unicodeScalars.contains($0)
            }
        }
        if hasControls { throw RowFlaw("it holds a sign that no text has, such as NUL") }
    }
}
