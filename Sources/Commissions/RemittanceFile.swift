import Kernel
import Sheets

/// A funder's remittance, read row by row: what can be taken, and which rows cannot and why.
package struct RemittanceFile: Sendable {
    /// As the file was read; what it showed by itself is filled in.
    package private(set) var layout: RemittanceLayout
    package private(set) var lines: [RemittanceLine] = []
    package private(set) var flaws: [SheetFlaw] = []
    /// What a last row says all others add up to.
    package private(set) var statedTotal: Cents?

    /// `currency` is that of lines that name none. Refused where the file as a whole cannot be read without a choice.
    package init(_ file: [UInt8], _ wish: RemittanceLayout, currency: Currency) throws(SheetRefusal) {
        let grid = try SheetGrid<RemittanceField>(file, wish)
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
        _ row: CSVReader.Record, _ grid: SheetGrid<RemittanceField>, _ sign: RemittanceLayout.DecimalSign,
        _ order: RemittanceLayout.DayOrder?, _ currency: Currency
    ) {
        do {
            if let total = try total(row, grid, sign) {
                statedTotal = total
                return
            }
            lines += try Self.lines(row, grid, sign, order, currency)
        } catch {
            flaws.append(SheetFlaw(line: row.line, reason: error.reason))
        }
    }

    /// A row that names neither deal nor payment and begins with the word for a sum.
    private func total(
        _ row: CSVReader.Record, _ grid: SheetGrid<RemittanceField>, _ sign: RemittanceLayout.DecimalSign
    ) throws(SheetRowFlaw) -> Cents? {
        let first = row.fields.first { !$0.trimmed.isEmpty }.map(SheetText.normal) ?? ""
        let word = first.split(separator: " ").first { !["grand", "sub"].contains($0) }
        guard let word, ["total", "totals", "subtotal", "sum", "summe"].contains(word),
            grid.cell(.trace, row) == nil
        else { return nil }
        return try grid.amount(.amount, row, sign)?.amount
    }

    private static func lines(
        _ row: CSVReader.Record, _ grid: SheetGrid<RemittanceField>, _ sign: RemittanceLayout.DecimalSign,
        _ order: RemittanceLayout.DayOrder?, _ currency: Currency
    ) throws(SheetRowFlaw) -> [RemittanceLine] {
        try grid.check(row)
        let paid = try grid.amount(.amount, row, sign)
        let taken = try grid.amount(.clawback, row, sign)
        guard paid != nil || taken != nil else { throw SheetRowFlaw("it says no amount") }
        let kind = grid.cell(.kind, row).map(SheetText.normal) ?? ""
        let isTakenBack = ["claw", "charge", "revers", "recoup"].contains { kind.contains($0) }
        let named = try grid.currency(.currency, row)
        var line = RemittanceLine(line: row.line, amount: .zero, currency: named ?? currency)
        line.reference = grid.cell(.reference, row)
        line.merchant = grid.cell(.merchant, row)
        line.funded = try grid.amount(.funded, row, sign)?.amount
        line.trace = grid.cell(.trace, row)
        line.paidOn = try grid.day(.paidOn, row, order)
        guard line.reference != nil || line.merchant != nil else {
            throw SheetRowFlaw("it names neither deal nor merchant")
        }
        var lines: [RemittanceLine] = []
        for (read, isBack) in [(paid, isTakenBack), (taken, true)] {
            guard let read, read.amount != .zero else { continue }
            if let beside = read.currency {
                guard named == nil || named == beside else { throw SheetRowFlaw("it names two currencies") }
                line.currency = beside
            }
            line.amount = isBack && read.amount > .zero ? .zero - read.amount : read.amount
            lines.append(line)
        }
        guard !lines.isEmpty else { throw SheetRowFlaw("its amount is zero") }
        return lines
    }
}
