import Kernel
import Ledger
import Storage
import Web

/// How a payment is shared between nodes (H08, H10): percents that come to 100 and cents that come to the payment.
package struct SponsorAllocation: Sendable {
    package typealias ID = Identifier<SponsorAllocation>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pending, allocated, reconciled, cancelled

        var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
        var tone: String {
            switch self {
            case .pending: "wait"
            case .allocated: "note"
            case .reconciled: "good"
            case .cancelled: "plain"
            }
        }

        /// The states that a word of a request stands for: «disbursed» is the seed's word for what was shared out.
        package static func named(_ word: String) -> [State]? {
            word == "disbursed" ? [.allocated, .reconciled] : State(rawValue: word).map { [$0] }
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        case allocate, reconcile, cancel
        /// It was allocated wrongly: the books go back, and the payment can be shared anew.
        case takeBack = "take_back"
        /// The nodes were not paid after all: the bank sent it back, or the reference was another allocation's.
        case unreconcile
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on           to
        (.pending,     .allocate,   .allocated),
        (.pending,     .cancel,     .cancelled),
        (.allocated,   .reconcile,  .reconciled),
        (.allocated,   .takeBack,   .cancelled),
        (.reconciled,  .unreconcile, .allocated),
    ])

    /// A node's part.
    package struct Share: Sendable, Equatable {
        package let node: OrgNode.ID
        package let project: OrgProject.ID?
        package let percent: Percent
        package internal(set) var amount: Cents

        /// The shares with their cents: whole percents of a payment, what is left over going to the largest remainders.
        package static func split(_ shares: [Share], of payment: Cents) throws -> [Share] {
            let sum = shares.reduce(Int64(0)) { $0 + $1.percent.thousandths }
            guard sum == 100_000 else { throw ShareRefusal.sharesDiffer(Percent(thousandths: sum)) }
            var seen: Set<OrgNode.ID> = []
            for share in shares where !seen.insert(share.node).inserted {
                throw ShareRefusal.nodeTwice(share.node)
            }
            return try zip(shares, payment.split(by: shares.map(\.percent.thousandths))).map { share, amount in
                guard amount > .zero else { throw ShareRefusal.tooSmall(share.node) }
                var share = share
                share.amount = amount
                return share
            }
        }
    }

    package let id: ID
    package let tenant: TenantID
    package let payment: SponsorPayment.ID
    package let node: OrgNode.ID
    package let state: State
    package let createdBy: Who
    package let createdAt: Moment
    package let allocatedBy: Who?
    package let allocatedOn: Day?
    package let reconciledBy: Who?
    package let reconciledOn: Day?
    package let bankReference: String?

    static let columns: SQL = """
        id, tenant_id, payment_id, node_id, state, created_by, created_at, allocated_by, allocated_on, reconciled_by,
        reconciled_on, bank_reference
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        payment = try row["payment_id"]
        node = try row["node_id"]
        state = try row["state"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        allocatedBy = try row["allocated_by"]
        allocatedOn = try row["allocated_on"]
        reconciledBy = try row["reconciled_by"]
        reconciledOn = try row["reconciled_on"]
        bankReference = try row["bank_reference"]
    }

    package var value: Value {
        [
            "id": Value(id), "payment": Value(payment), "node": Value(node), "state": .string(state.rawValue),
            "state_label": .string(state.label), "state_tone": .string(state.tone),
            "created_by": .string(createdBy.text), "created_at": Value(createdAt),
            "allocated_by": Value(allocatedBy?.text), "allocated_on": Value(allocatedOn),
            "reconciled_by": Value(reconciledBy?.text), "reconciled_on": Value(reconciledOn),
            "bank_reference": Value(bankReference),
        ]
    }
}
