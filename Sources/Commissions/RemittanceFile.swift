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

    private static let sumWords: Set<String> = ["total", "totals", "subtotal", "sum", "summe"]
    private static let sumLine = sumWords.union([
        "grand", "sub", "net", "gross", "paid", "payment", "payments", "amount", "commission", "commissions", "all",
        "deals", "due", "for", "this", "of", "the", "period", "month", "week", "remittance", "usd", "cad", "eur", "gbp",
    ])

    /// A row that names neither deal nor payment and begins with the word for a sum.
    private func total(
        _ row: CSVReader.Record, _ grid: SheetGrid<RemittanceField>, _ sign: RemittanceLayout.DecimalSign
    ) throws(SheetRowFlaw) -> Cents? {
        guard let cell = row.fields.first(where: { !$0.trimmed.isEmpty }) else { return nil }
        let words = SheetText.normal(cell).split(separator: " ").map(String.init)
        guard words.contains(where: Self.sumWords.contains), words.allSatisfy(Self.sumLine.contains),
            grid.cell(.trace, row) == nil,
            // A merchant may be called Sum; then its row names a deal, or the deal's merchant.
            [grid.cell(.reference, row), grid.cell(.merchant, row)].allSatisfy({ $0 == nil || $0 == cell.trimmed })
        else { return nil }
        return try grid.amount(.amount, row, sign)?.amount
    }

    /// Whether a row's kind is a word for taking back. A product's name, such as a reverse consolidation, is none.
    static func takingBack(_ kind: String) -> Bool {
        let words = kind.split(separator: " ").filter { !["commission", "commissions", "payment", "iso"].contains($0) }
        return [
            "clawback", "clawbacks", "claw back", "clawed back", "chargeback", "chargebacks", "charge back",
            "charged back", "reversal", "reversals", "reversed", "reverse", "recoup", "recouped", "recoupment",
            "recapture", "taken back", "takeback", "refund",
        ].contains(words.joined(separator: " "))
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
        let isTakenBack = takingBack(kind)
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
