import Kernel

/// What is wrong with a request about what came onto nodes' accounts.
package enum NodeBankRefusal: Refusal, Equatable {
    case noFile
    case knownFile(NodeStatement.ID)
    case withdrawn(NodeStatement.ID)
    case stillMatched(NodeStatement.ID)
    case laterStands(NodeStatement.ID)
    case oneTarget
    case otherNode(OrgNode.ID)
    case otherMoney(String)
    case linkedAlready(String)
    case twin(String)
    case brought(String)
    case nothingMatched

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .noFile:                (.invalid, "no_file", "file", "choose a file, or send rows")
        case .knownFile(let id):     (.conflict, "known_file", "file", "this file was taken in already, as statement \(id); nothing is booked twice")
        case .withdrawn(let id):     (.conflict, "withdrawn", nil, "statement \(id) was withdrawn")
        case .stillMatched(let id):  (.conflict, "still_matched", nil, "lines of statement \(id) are matched; take what they are back first")
        case .laterStands(let id):   (.conflict, "later_stands", nil, "statement \(id) came later and left out what this one has; withdraw that one first")
        case .oneTarget:             (.invalid, "one_target", nil, "name exactly one thing that the line is")
        case .otherNode(let id):     (.invalid, "other_node", nil, "it is of node \(id), and the line of another node's account")
        case .otherMoney(let what):  (.conflict, "other_money", nil, "\(what) stands no longer, or is of another amount or currency than the line")
        case .linkedAlready(let what): (.conflict, "linked_already", nil, "another line of a statement is \(what)")
        case .twin(let what):        (.conflict, "booked_already", nil, "\(what): link the line to it, or say that this is further money")
        case .brought(let id):       (.conflict, "booked_already", nil, "a line of the bank's statement brought as much already (\(id)): it is that, or say that this is further money")
        case .nothingMatched:        (.conflict, "nothing_matched", nil, "nothing was found for any open line")
        }
    }
}
