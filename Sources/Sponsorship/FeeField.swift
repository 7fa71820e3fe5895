import Sheets

/// What a column of a file of members' fees says, and the names that such a column bears.
package enum FeeField: String, SheetField {
    case node, kind, amount, currency
    case receivedOn = "received_on"
    case reference, project

    package static let needed: [[Self]] = [[.node], [.kind], [.amount], [.receivedOn], [.reference]]

    package var absence: String? { nil }

    package var label: String {
        switch self {
        case .node: "The node's code"
        case .kind: "Licence or competition fee"
        case .amount: "Amount"
        case .currency: "Currency"
        case .receivedOn: "Day it was received"
        case .reference: "The payer's system's reference"
        case .project: "The project's code"
        }
    }

    package var names: Set<String> {
        switch self {
        case .node: ["node", "node code", "club", "club code", "organisation", "organization", "org"]
        case .kind: ["kind", "fee", "fee kind", "fee type", "type"]
        case .amount: ["amount", "sum", "total", "fee amount", "paid"]
        case .currency: ["currency", "ccy", "currency code"]
        case .receivedOn: ["received on", "received", "date", "paid on", "payment date", "day"]
        case .reference: ["reference", "ref", "invoice", "invoice number", "id", "number", "transaction id"]
        case .project: ["project", "project code"]
        }
    }
}
