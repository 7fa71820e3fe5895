import Kernel

/// A bank's statement, read row by row: what came in, and which rows cannot be taken. What went out is of no interest here.
package struct BankFile: Sendable {
    /// Money that came in, as the bank wrote it.
    package struct Line: Sendable, Equatable {
        package let line: Int
        package let bookedOn: Day
        package let amount: Cents
        package let currency: Currency
        package let reference: String?
        package let payer: String?
        package let text: String?
        /// What is one and the same in two statements.
        package fileprivate(set) var key = ""

        package init(
            line: Int, bookedOn: Day, amount: Cents, currency: Currency, reference: String?, payer: String?,
            text: String?
        ) {
            self.line = line
            self.bookedOn = bookedOn
            self.amount = amount
            self.currency = currency
            self.reference = reference
            self.payer = payer
            self.text = text
        }

        /// The bank's reference where all of it is kept: a cut number of an account names no payment.
        package var wholeReference: String? { reference.flatMap { $0.contains(BankFile.cut) ? nil : $0 } }
    }

    /// 2000-01-01: no money came in before it.
    package static let firstDay = Day(number: 10_957)

    package private(set) var lines: [Line] = []
    package private(set) var flaws: [SheetFlaw] = []
    /// So many rows say that money went out.
    package private(set) var outgoing = 0

    /// `currency` is that of rows that name none. Refused where the file as a whole cannot be read without a choice.
    package init(_ file: [UInt8], _ wish: BankLayout, currency: Currency) throws(SheetRefusal) {
        let grid = try SheetGrid<BankField>(file, wish)
        var (sign, order) = (grid.layout.decimalSign, grid.layout.dayOrder)
        if sign == nil { sign = try DecimalSign.shown(by: grid.cells(of: [.amount, .credit, .debit])) }
        if order == nil { order = try DayOrder.shown(by: grid.cells(of: [.bookedOn])) }
        flaws = grid.flaws
        for row in grid.rows {
            do {
                if let line = try Self.line(row, grid, sign ?? .point, order, currency) {
                    lines.append(line)
                } else {
                    outgoing += 1
                }
            } catch {
                flaws.append(SheetFlaw(line: row.line, reason: error.reason))
            }
        }
        flaws.sort { $0.line < $1.line }
        if lines.isEmpty, flaws.isEmpty, outgoing == 0 { throw .empty }
        addKeys()
    }

    /// Nil where money went out, or none moved.
    private static func line(
        _ row: CSVReader.Record, _ grid: SheetGrid<BankField>, _ sign: DecimalSign, _ order: DayOrder?,
        _ currency: Currency
    ) throws(SheetRowFlaw) -> Line? {
        try grid.check(row)
        guard let read = try BankMove(row, grid, sign).incoming else { return nil }
        guard let day = try grid.day(.bookedOn, row, order) else { throw SheetRowFlaw("it says no day") }
        guard day >= firstDay else { throw SheetRowFlaw("its day is before \(firstDay)") }
        let named = try grid.currency(.currency, row)
        guard named == nil || read.currency == nil || named == read.currency else {
            throw SheetRowFlaw("it names two currencies")
        }
        return Line(
            line: row.line, bookedOn: day, amount: read.amount, currency: named ?? read.currency ?? currency,
            reference: grid.cell(.reference, row).map { String(withoutAccounts($0).prefix(100)) },
            payer: grid.cell(.payer, row).map(withoutAccounts),
            text: grid.cell(.text, row).map(withoutAccounts))
    }

    /// What the row says, and the how-manieth row of the file says so. A reference alone is no sign: who pays each month may
    /// give the same.
    private mutating func addKeys() {
        var counts: [String: Int] = [:]
        for place in lines.indices {
            let line = lines[place]
            let said = [
                "\(line.bookedOn)", "\(line.amount)", line.currency.rawValue, SheetText.key(line.reference) ?? "",
                line.payer ?? "", line.text ?? "",
            ].joined(separator: "\u{1F}")
            counts[said, default: 0] += 1
            lines[place].key = "\(said) \(counts[said] ?? 1)"
        }
    }
}
