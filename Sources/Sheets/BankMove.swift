import Kernel

/// What a row of a bank's statement says of its money: whether it came or went, and how much. Where its columns contradict
/// each other, or do not say it, the row is refused, so that money that went out is never taken for money that came.
struct BankMove {
    /// Nil where money went out, or none moved.
    let incoming: SheetAmount?

    init(_ row: CSVReader.Record, _ grid: SheetGrid<BankField>, _ sign: DecimalSign) throws(SheetRowFlaw) {
        func amount(_ field: BankField) throws(SheetRowFlaw) -> SheetAmount? {
            try grid.amount(field, row, sign).flatMap { $0.amount == .zero ? nil : $0 }
        }
        let (credit, debit, plain) = (try amount(.credit), try amount(.debit), try amount(.amount))
        let direction = try Self.direction(row, grid)
        // Each column that says whether it came.
        var said: Set<Bool> = []
        if let credit { said.insert(credit.amount > .zero) }
        if debit != nil { said.insert(false) }
        if let direction { said.insert(direction) }
        if let plain, plain.amount < .zero { said.insert(false) }
        guard said.count <= 1 else {
            throw SheetRowFlaw("its columns contradict each other: one says that money came, another that it went")
        }
        if let one = credit ?? debit, let plain, Self.size(one) != Self.size(plain) {
            throw SheetRowFlaw("its columns contradict each other: they say two amounts")
        }
        if said.isEmpty, plain != nil, Self.has(.direction, grid) {
            throw SheetRowFlaw("\(BankField.direction.label): it does not say so")
        }
        // An amount without a sign came in only where no column tells of money that comes.
        let came = said.first ?? !Self.has(.credit, grid)
        incoming = came ? credit ?? plain : nil
    }

    private static func has(_ field: BankField, _ grid: SheetGrid<BankField>) -> Bool {
        grid.layout.columns[field].map { !$0.isEmpty } ?? false
    }

    private static func size(_ amount: SheetAmount) -> Cents {
        amount.amount < .zero ? .zero - amount.amount : amount.amount
    }

    private static let comes: Set<String> = [
        "c", "cr", "crdt", "credit", "in", "incoming", "inflow", "received", "deposit", "money in", "paid in", "h",
        "haben",
        "gutschrift",
    ]
    private static let goes: Set<String> = [
        "d", "dr", "dbit", "debit", "out", "outgoing", "outflow", "sent", "withdrawal", "money out", "paid out", "s",
        "soll", "lastschrift",
    ]

    private static func direction(
        _ row: CSVReader.Record, _ grid: SheetGrid<BankField>
    ) throws(SheetRowFlaw) -> Bool? {
        guard let cell = grid.cell(.direction, row) else { return nil }
        if cell == "+" || cell == "-" { return cell == "+" }
        let word = SheetText.normal(cell)
        if comes.contains(word) { return true }
        guard goes.contains(word) else {
            throw SheetRowFlaw("\(BankField.direction.label): this is neither credit nor debit")
        }
        return false
    }
}
