import Applications
import Documents
import Kernel

/// A bank's statements of three months for a merchant, as a paper: invented rows that add up.
struct DemoStatement: Sendable {
    let bank: String
    let fields: Application.Fields
    /// The month after the last one that is shown.
    let today: Day

    static let months = 3

    var paper: PaperDocument {
        var paper = PaperDocument(
            title: "Business Checking", sender: bank, reference: "Account ending \(1000 + seed % 9000)")
        paper.senderLines = ["Statements of account, sample only"]
        paper.titleLines = [fields.legalName, place]
        var balance = fields.averageDailyBalance ?? Cents(500_000)
        for back in (1...Self.months).reversed() {
            let (year, month, _) = today.adding(months: -back).civil
            let (rows, closing) = Self.rows(year, month, fields, opening: balance, seed: seed &+ UInt64(back))
            paper.blocks.append(.heading("\(Self.names[month - 1]) \(year)"))
            paper.blocks.append(
                .form([
                    [
                        PaperDocument.Field("Opening balance", "$\(balance.grouped)"),
                        PaperDocument.Field("Closing balance", "$\(closing.grouped)"),
                        PaperDocument.Field("Entries", "\(rows.count)"),
                    ]
                ]))
            paper.blocks.append(.table(Self.columns, rows: rows))
            if back > 1 { paper.blocks.append(.pageBreak) }
            balance = closing
        }
        return paper
    }

    private var place: String {
        [fields.street, fields.city, fields.state].compactMap(\.self).joined(separator: ", ")
    }

    private var seed: UInt64 { Scatter.number(fields.legalName) }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static let columns = [
        PaperDocument.Column("Date", weight: 0.8), PaperDocument.Column("Description", weight: 2.6),
        PaperDocument.Column("Withdrawals", isRight: true), PaperDocument.Column("Deposits", isRight: true),
        PaperDocument.Column("Balance", isRight: true),
    ]

    private static let payees = ["Payroll", "Rent", "Supplier ACH", "Utilities", "Insurance", "Card processor fee"]

    /// A deposit and a payment every other day: the deposits add up to about the monthly revenue, most of it is spent.
    private static func rows(
        _ year: Int, _ month: Int, _ fields: Application.Fields, opening: Cents, seed: UInt64
    ) -> (rows: [[String]], closing: Cents) {
        let days = stride(from: 1, through: Day.length(ofMonth: month, year: year), by: 2).map(\.self)
        let share = (fields.monthlyRevenue ?? Cents(4_000_000)).count / Int64(days.count)
        var (rows, balance, state): ([[String]], Cents, UInt64) = ([], opening, seed)
        for day in days {
            let date = "\(month < 10 ? "0" : "")\(month)/\(day < 10 ? "0" : "")\(day)"
            state = Scatter.next(state)
            let deposit = Cents(share * Int64(80 + state % 41) / 100)
            balance = balance + deposit
            rows.append([date, "Card and counter deposits", "", deposit.grouped, balance.grouped])
            state = Scatter.next(state)
            let spent = Cents(max(0, min(balance.count, deposit.count * Int64(85 + state % 29) / 100)))
            balance = balance - spent
            rows.append([date, payees[Int(state % UInt64(payees.count))], spent.grouped, "", balance.grouped])
        }
        return (rows, balance)
    }
}

/// Numbers that look like chance and are the same each time.
enum Scatter {
    /// FNV-1a of the text.
    static func number(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    static func next(_ state: UInt64) -> UInt64 {
        let mixed = (state &+ 0x9e37_79b9_7f4a_7c15) &* 0xbf58_476d_1ce4_e5b9
        return mixed ^ (mixed >> 29)
    }
}
