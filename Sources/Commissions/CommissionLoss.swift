import Deals
import Kernel
import Storage

/// How much of a deal's commission its funder took back, as slices above are told in the transaction that books it.
package struct CommissionLoss: Sendable {
    package let deal: FundedDeal.ID
    package let tenant: TenantID
    package let takenBack: Cents
    /// What is left of what was paid.
    package let kept: Cents

    /// Nothing is left: the deal earned the office nothing.
    package var isWhole: Bool { takenBack > .zero && kept == .zero }
    package var isPart: Bool { takenBack > .zero && kept > .zero }

    package static func of(_ deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws -> CommissionLoss {
        let standing = try CommissionStanding.of(deal, tenant: tenant, db)
        return CommissionLoss(deal: deal, tenant: tenant, takenBack: standing.clawedBack, kept: standing.kept)
    }

    /// Nothing follows.
    package static let noEffect: CommissionBook.LossEffect = { _, _, _, _ in }
}
