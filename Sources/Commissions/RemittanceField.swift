import Sheets

/// What a column of a funder's remittance says, and the names that such a column bears.
package enum RemittanceField: String, SheetField {
    case amount
    case clawback
    case reference
    case merchant
    case funded
    case trace
    case paidOn = "paid_on"
    case kind
    case currency

    package var label: String {
        switch self {
        case .amount: "Commission paid"
        case .clawback: "Commission taken back"
        case .reference: "Number of the deal or application"
        case .merchant: "Merchant"
        case .funded: "Amount funded"
        case .trace: "Trace or reference of the payment"
        case .paidOn: "Day of the payment"
        case .kind: "Kind of the line"
        case .currency: "Currency"
        }
    }

    package static let needed: [[Self]] = [[.amount, .clawback], [.reference, .merchant]]

    package var absence: String? {
        self == .reference ? "no column names the deal, the application or the merchant: choose one" : nil
    }

    package var names: Set<String> {
        switch self {
        case .amount:
            [
                "amount", "commission", "commissions", "commission amount", "commission amt", "commission paid",
                "commission payment", "net commission", "total commission", "iso commission", "broker commission",
                "commission usd", "paid", "amount paid", "paid amount", "payment", "payment amount", "payout",
                "payout amount", "net", "net amount", "net paid", "commission payout", "provision", "betrag",
            ]
        case .clawback:
            [
                "clawback", "clawbacks", "clawback amount", "claw back", "chargeback", "charge back", "reversal",
                "deduction", "deductions", "recouped", "recoupment", "taken back", "commission taken back",
            ]
        case .reference:
            [
                "reference", "ref", "ref number", "reference number", "deal", "deal id", "deal number", "deal no",
                "application", "application id", "application number", "app", "app id", "app number", "submission",
                "submission id", "contract", "contract id", "contract number", "advance id", "loan id", "loan number",
                "file number", "file no", "broker reference", "iso reference", "your reference", "funding id", "id",
            ]
        case .merchant:
            [
                "merchant", "merchant name", "merchant legal name", "business", "business name", "legal name",
                "company", "company name", "client", "client name", "customer", "customer name", "dba", "name",
            ]
        case .funded:
            [
                "funded", "funded amount", "funding amount", "amount funded", "advance amount", "advance",
                "loan amount", "funded amt", "purchase price", "principal",
            ]
        case .trace:
            [
                "trace", "trace id", "trace number", "trace no", "ach trace", "ach trace number", "payment reference",
                "payment ref", "payment id", "payment number", "transaction", "transaction id", "transaction number",
                "confirmation", "confirmation number", "wire reference", "wire ref", "check number", "check no",
            ]
        case .paidOn:
            [
                "paid on", "date", "date paid", "paid date", "pay date", "payment date", "ach date",
                "settlement date", "payout date", "commission date", "transaction date", "datum",
            ]
        case .kind: ["kind", "type", "transaction type", "entry type", "line type", "commission type", "category"]
        case .currency: ["currency", "ccy", "currency code"]
        }
    }
}

/// How a funder writes its remittances.
package typealias RemittanceLayout = SheetLayout<RemittanceField>
