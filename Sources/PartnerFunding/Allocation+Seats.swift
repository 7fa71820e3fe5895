import Cohorts
import Kernel
import Storage

/// How many seats money pays for.
extension Allocation {
    /// So many seats an amount pays for at the cohort's cost per participant.
    static func paidSeats(_ amount: Cents, of cohort: Cohort) -> Int {
        Int(clamping: amount.count / cohort.costPerParticipant.count)
    }

    /// A commitment for so many participants funds no more seats (F22).
    static func checkSeats(_ more: Int, of commitment: Commitment, _ db: Connection) throws {
        guard let most = commitment.terms.mostSeats, more > 0 else { return }
        let left = most - (try FundingEntry.seats(of: commitment, db))
        guard more <= left else { throw AllocationRefusal.tooManySeats(commitment.id, left: left) }
    }

    /// By how many its seats change, of which it never has more than `amount` pays for, but for those that somebody completed
    /// on.
    func seats(_ wanted: Int?, for amount: Cents, _ db: Connection) throws -> Int {
        let cohort = try Cohort.find(cohort, tenant: tenant, db)
        let paid = Self.paidSeats(amount, of: cohort)
        guard let wanted else { return -(try cohort.returnable(max(seats - paid, 0), db)) }
        guard seats + wanted >= 0 else { throw AllocationRefusal.tooFewSeats(id, has: seats) }
        guard seats + wanted <= paid else { throw AllocationRefusal.unpaidSeats(most: paid) }
        return wanted
    }
}
