import Kernel

/// What the portal cannot give.
package enum PortalRefusal: Refusal, Equatable {
    /// No head covers the receipt's row.
    case noProofYet(CommitmentReceipt.ID)

    package var kind: RefusalKind { .conflict }
    package var code: String { "no_proof_yet" }
    package var reason: String {
        switch self {
        case .noProofYet(let id):
            "receipt \(id) has its proof once the ledger's head is written down, which is within a day of its booking"
        }
    }
}
