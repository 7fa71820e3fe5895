/// What a column of a bank's statement says, and the names that such a column bears.
package enum BankField: String, SheetField {
    case bookedOn = "booked_on"
    case amount
    /// Where money that comes and money that goes have columns of their own.
    case credit, debit
    /// Whether the amount came or went, in a word.
    case direction
    case reference
    case payer
    case text
    case currency

    package static let needed: [[Self]] = [[.bookedOn], [.amount, .credit]]

    package var absence: String? { nil }

    package var label: String {
        switch self {
        case .bookedOn: "Day of the booking"
        case .amount: "Amount"
        case .credit: "Amount that came in"
        case .debit: "Amount that went out"
        case .direction: "Whether it came or went"
        case .reference: "The bank's reference"
        case .payer: "Who paid"
        case .text: "What for"
        case .currency: "Currency"
        }
    }

    package var names: Set<String> {
        switch self {
        case .bookedOn:
            [
                "date", "booking date", "booked on", "posting date", "posted date", "transaction date", "value date",
                "date posted", "entry date", "buchungstag", "datum", "completed date",
            ]
        case .amount: ["amount", "transaction amount", "value", "betrag", "net amount", "amount in account currency"]
        case .credit: ["credit", "credit amount", "paid in", "money in", "deposit", "deposits", "received", "credits"]
        case .debit:
            [
                "debit", "debit amount", "debits", "paid out", "money out", "withdrawal", "withdrawals",
                "withdrawal amount",
            ]
        case .direction:
            [
                "direction", "debit credit", "credit debit", "dr cr", "cr dr", "d c", "c d", "debit or credit",
                "credit or debit", "debit credit indicator", "credit debit indicator", "credit debit code", "indicator",
                "soll haben", "s h",
            ]
        case .reference:
            [
                "reference", "bank reference", "transaction id", "transaction reference", "transaction number", "trace",
                "trace number", "reference number", "ref", "fitid", "id",
            ]
        case .payer:
            [
                "payer", "from", "name", "counterparty", "counterparty name", "payee", "sender", "paid by",
                "beneficiary payer", "originator", "auftraggeber", "account name",
            ]
        case .text:
            [
                "description", "details", "memo", "narrative", "purpose", "text", "payment reference",
                "remittance information",
                "particulars", "verwendungszweck", "message", "notes",
            ]
        case .currency: ["currency", "ccy", "currency code", "account currency"]
        }
    }
}

/// How a bank writes its statements.
package typealias BankLayout = SheetLayout<BankField>
