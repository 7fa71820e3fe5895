import Kernel
import Storage

/// One row of an allocation that money was paid out of for fewer than five participants: a payment, one that came back, or one that makes
/// the allocation larger or smaller.
struct FewPaid: Sendable {
    let allocation: Allocation.ID
    /// Of support of one participant: the wallet; nil where somebody paid it by hand.
    private let holder: String?
    /// Nil of what is no support.
    private let people: Int?
    /// Of what came back: the row of the ledger that paid it.
    private let paid: Int64?
    private let kind: FundingEntry.Kind
    let event: FundingEvent

    init(_ row: Row) throws {
        allocation = try row["allocation_id"]
        holder = try row["holder"]
        people = try row["people"]
        paid = try row["paid_seq"]
        kind = try row["type"]
        event = try FundingEvent(row)
    }

    var isPayment: Bool { kind == .disbursed }
    var isForFew: Bool { isPayment && ShownCount.isTelling(people ?? 0) }

    /// The first day of the next month.
    var monthEnd: Day {
        let day = event.at.day
        return day.adding(days: 1 - day.civil.day).adding(months: 1)
    }

    private static func sum(_ rows: some Collection<FewPaid>) -> Cents { rows.reduce(.zero) { $0 + $1.event.amount } }

    /// How many people they are for at least: several by hand may be for the same, and for somebody who has a wallet.
    private static func people(_ rows: some Collection<FewPaid>) -> Int {
        let byHand = rows.filter { $0.holder == nil }.compactMap(\.people).max() ?? 0
        return max(Set(rows.compactMap(\.holder)).count, byHand)
    }

    /// Rows that are told together.
    struct Sum {
        let rows: [FewPaid]
        /// What was paid less what came back, neither of them told by itself.
        var isNet = false

        var amount: Cents { FewPaid.sum(rows) }
    }

    /// What of an allocation waits, and what was told: never more than it comes to.
    struct Queue {
        private var paid: [FewPaid] = []
        /// Of what was told.
        private var back: [FewPaid] = []
        private var told: [Int64: FewPaid] = [:]
        /// What the allocation comes to, and what of it is told as paid out.
        private var amount = Cents.zero
        private var disclosed = Cents.zero

        /// What waits comes to.
        var left: Cents { FewPaid.sum(paid + back) }
        var isEmpty: Bool { paid.isEmpty && back.isEmpty }
        /// All of it is paid out, or was given back: what waits is the difference of two figures that are told.
        var isEnded: Bool { disclosed + left == amount }
        /// It came to less than what was told of it: what came back is known.
        var isOverdue: Bool { disclosed > amount }

        /// Whether the row waits; else it is told at once.
        mutating func take(_ row: FewPaid) -> Bool {
            guard row.isPayment else {
                amount = amount + row.event.amount
                return false
            }
            guard row.isForFew || disclosed + row.event.amount > amount else {
                disclosed = disclosed + row.event.amount
                return false
            }
            guard row.event.amount < .zero else {
                paid.append(row)
                return true
            }
            // Of what was not told yet nothing is told at all.
            if let place = paid.firstIndex(where: { $0.event.seq == row.paid }) {
                paid.remove(at: place)
            } else {
                back.append(row)
            }
            return true
        }

        /// The sums that are told at the end of a month: what was paid, for five at least and no more than the allocation comes to, and
        /// what came back, of five at least, where not one to four are left with what was told.
        mutating func tell() -> [Sum] {
            let isMany = FewPaid.people(paid) >= ShownCount.least
            let gone = Set(back.compactMap(\.paid))
            let rest = told.values.filter { !gone.contains($0.event.seq) } + (isMany ? paid : [])
            let isBack = FewPaid.people(back) >= ShownCount.least && !ShownCount.isTelling(FewPaid.people(rest))
            let fits = disclosed + FewPaid.sum(paid) <= amount
            var sums: [Sum] = []
            if isMany, fits { sums.append(tellPaid()) }
            if isBack { sums.append(tellBack()) }
            if isMany, !fits, isBack { sums.append(tellPaid()) }
            return sums
        }

        /// All that waits: what cannot be told by itself as one sum.
        mutating func tellAll() -> [Sum] {
            let sums = tell()
            guard !isEmpty else { return sums }
            let isNet = !paid.isEmpty && !back.isEmpty
            let rows = (paid.isEmpty ? [] : tellPaid().rows) + (back.isEmpty ? [] : tellBack().rows)
            return sums + [Sum(rows: rows, isNet: isNet)]
        }

        private mutating func tellPaid() -> Sum {
            let sum = Sum(rows: paid)
            for row in paid { told[row.event.seq] = row }
            (paid, disclosed) = ([], disclosed + sum.amount)
            return sum
        }

        private mutating func tellBack() -> Sum {
            let sum = Sum(rows: back)
            for number in back.compactMap(\.paid) { told[number] = nil }
            (back, disclosed) = ([], disclosed + sum.amount)
            return sum
        }
    }
}
