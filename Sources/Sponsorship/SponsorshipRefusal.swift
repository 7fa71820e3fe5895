import Kernel

/// What is wrong with a request about nodes, sponsors and their money.
package enum SponsorshipRefusal: Refusal, Equatable {
    case notGiven(Capability)
    case officeOnly
    case notAPerson
    case ownWork
    case badCode
    case codeTaken(String)
    case parentNeeded(OrgNode.Kind)
    case wrongParent(OrgNode.Kind, under: OrgNode.Kind)
    case cycle(OrgNode.ID, under: OrgNode.ID)
    case nodeClosed(OrgNode.ID)
    case openBeneath(OrgNode.ID, Int)
    case otherNodesProject(OrgProject.ID)
    case projectClosed(String)
    case notAnOfficer(PersonID)
    case referenceTaken(String)
    case reversedAlready(MemberFee.ID)
    case inTheFuture(Day)

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .notGiven(let capability):    (.forbidden, "capability_not_given", nil, "the capability \(capability.rawValue) was not given to you here; ask an admin of the office")
        case .officeOnly:                  (.forbidden, "office_only", nil, "only an admin of the office does this")
        case .notAPerson:                  (.forbidden, "not_a_person", nil, "a person decides this, signed in by name")
        case .ownWork:                     (.conflict, "own_work", nil, "somebody else decides what you entered")
        case .badCode:                     (.invalid, "bad_code", "code", "a code has 1 to 20 letters, digits and hyphens")
        case .codeTaken(let code):         (.conflict, "code_taken", "code", "the code \(code) is taken; choose another")
        case .parentNeeded(let kind):      (.invalid, "parent_needed", "parent", "a \(kind.rawValue) stands under \(kind.parents.map(\.rawValue).joined(separator: " or ")); say which")
        case .wrongParent(let kind, let above):
            (.invalid, "wrong_parent", "parent", kind.parents.isEmpty ? "a \(kind.rawValue) stands under nothing" : "a \(kind.rawValue) stands under \(kind.parents.map(\.rawValue).joined(separator: " or ")), not under a \(above.rawValue)")
        case .cycle(let id, let above):    (.invalid, "cycle", "parent", "node \(above) stands beneath node \(id); no node stands beneath itself")
        case .nodeClosed(let id):          (.conflict, "node_closed", nil, "node \(id) is closed and takes nothing new; reopen it or choose another")
        case .openBeneath(let id, let count): (.conflict, "open_beneath", nil, "\(count) active nodes stand beneath node \(id); close or move them first")
        case .otherNodesProject(let id):   (.invalid, "other_nodes_project", "project", "project \(id) is of another node")
        case .projectClosed(let code):     (.conflict, "project_closed", "project", "the project \(code) is closed")
        case .notAnOfficer(let id):        (.conflict, "not_an_officer", "person", "person \(id) has not the role sponsorship_officer; give it at /users first")
        case .referenceTaken(let text):    (.conflict, "reference_taken", "reference", "a fee of the reference \(text) is booked at this node already")
        case .reversedAlready(let id):     (.conflict, "reversed_already", nil, "fee \(id) was taken back already")
        case .inTheFuture(let day):        (.invalid, "in_the_future", nil, "\(day) is not here yet")
        }
    }
}
