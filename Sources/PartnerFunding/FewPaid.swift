import Kernel
import Storage

/// One payment of support for fewer than five participants, or one that came back.
struct FewPaid: Sendable {
    let allocation: Allocation.ID
    /// Of support of one participant: the wallet; nil where somebody paid it by hand.
    private let holder: String?
    private let people: Int
    /// Of what came back: the row of the ledger that paid it.
    private let paid: Int64?
    let event: FundingEvent

    init(_ row: Row) throws {
        allocation = try row["allocation_id"]
        holder = try row["holder"]
        people = try row["people"] ?? 1
        paid = try row["paid_seq"]
        event = try FundingEvent(row)
    }

    /// The first day of the next month.
    var monthEnd: Day {
        let day = event.at.day
        return day.adding(days: 1 - day.civil.day).adding(months: 1)
    }

    /// How many people they are for at least: several by hand may be for the same, and for somebody who has a wallet.
    private static func people(_ rows: some Collection<FewPaid>) -> Int {
        let byHand = rows.filter { $0.holder == nil }.map(\.people).max() ?? 0
        return max(Set(rows.compactMap(\.holder)).count, byHand)
    }

    /// What of an allocation waits, and what was told.
    struct Queue {
        private var paid: [FewPaid] = []
        /// Of what was told.
        private var back: [FewPaid] = []
        private var told: [Int64: FewPaid] = [:]

        /// What waits comes to.
        var left: Cents { (paid + back).reduce(.zero) { $0 + $1.event.amount } }

        mutating func take(_ row: FewPaid) {
            guard row.event.amount < .zero else { return paid.append(row) }
            // Of what was not told yet nothing is told at all.
            if let place = paid.firstIndex(where: { $0.event.seq == row.paid }) {
                paid.remove(at: place)
            } else {
                back.append(row)
            }
        }

        /// The sums that are told at the end of a month: what was paid, for five at least, and what came back, of five at least, where
        /// not one to four are left with what was told.
        mutating func tell() -> [[FewPaid]] {
            var sums: [[FewPaid]] = []
            if FewPaid.people(paid) >= ShownCount.least {
                sums.append(paid)
                for row in paid { told[row.event.seq] = row }
                paid = []
            }
            let gone = Set(back.compactMap(\.paid))
            let rest = told.filter { !gone.contains($0.key) }
            if FewPaid.people(back) >= ShownCount.least, !ShownCount.isTelling(FewPaid.people(rest.values)) {
                sums.append(back)
                (told, back) = (rest, [])
            }
            return sums
        }
    }
}
