import Kernel

/// What is wrong with a request about a bank's statement.
package enum BankRefusal: Refusal, Equatable {
    case unknown(BankStatement.ID)
    case unknownLine(BankLine.ID)
    case noFile
    case knownFile(BankStatement.ID)
    case nothingMatched(BankStatement.ID)
    /// A receipt that stands may be of the same money.
    case booked(CommitmentReceipt.ID)
    case otherMoney(CommitmentReceipt.ID)
    case linked(CommitmentReceipt.ID)
    case stillBooked(BankStatement.ID, lines: Int)
    case withdrawn(BankStatement.ID)
    /// A later statement has lines that were left out because this one had them.
    case knownElsewhere(BankStatement.ID, by: BankStatement.ID)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknown(let id):        (.missing, "unknown_statement", nil, "there is no bank statement \(id)")
        case .unknownLine(let id):    (.missing, "unknown_line", nil, "there is no line \(id) of a bank statement")
        case .noFile:                 (.invalid, "no_file", "file", "choose the bank's file")
        case .knownFile(let id):      (.conflict, "known_file", "file", "this file was taken in already, as statement \(id); nothing is booked twice")
        case .nothingMatched(let id): (.conflict, "nothing_matched", nil, "no open line of statement \(id) is matched to a commitment")
        case .booked(let id):         (.conflict, "booked_already", nil, "receipt \(id) may be of the same money: link the line to it, or say that this is further money")
        case .otherMoney(let id):     (.conflict, "other_money", "receipt", "receipt \(id) stands no longer, or is of another amount or currency")
        case .linked(let id):         (.conflict, "linked_already", "receipt", "another line of a statement is receipt \(id)")
        case .stillBooked(let id, let lines):
            (.conflict, "still_booked", nil, "statement \(id) has \(lines) booked lines; take their receipts back first")
        case .knownElsewhere(let id, let by):
            (.conflict, "known_elsewhere", nil, "statement \(by) left out lines that statement \(id) had already; withdraw that one first, and take it in again afterwards")
        case .withdrawn(let id):      (.conflict, "withdrawn", nil, "statement \(id) was withdrawn")
        }
    }
}
