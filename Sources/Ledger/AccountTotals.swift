import Kernel

/// What was booked on an account: sums of all debits and all credits, posted and reserved.
package struct AccountTotals: Sendable, Hashable {
    package internal(set) var postedDebit = Cents.zero
    package internal(set) var postedCredit = Cents.zero
    package internal(set) var pendingDebit = Cents.zero
    package internal(set) var pendingCredit = Cents.zero

    package init() {}

    /// The posted balance, positive on `normal`.
    package func balance(on normal: Side) -> Cents {
        normal == .debit ? postedDebit - postedCredit : postedCredit - postedDebit
    }

    /// What is left if every reservation that takes is settled and none that gives.
    package func lowest(on normal: Side) -> Cents {
        balance(on: normal) - (normal == .debit ? pendingCredit : pendingDebit)
    }

    /// What is there if every reservation that gives is settled and none that takes.
    package func highest(on normal: Side) -> Cents {
        balance(on: normal) + (normal == .debit ? pendingDebit : pendingCredit)
    }

    /// Adds what a row's event does with an entry; false where a sum leaves the range of 64 bits or falls below zero.
    mutating func add(_ amount: Cents, on side: Side, as event: JournalEvent) -> Bool {
        switch event {
        case .post: return change(by: amount.count, posted: side)
        case .reserve: return change(by: amount.count, pending: side)
        case .void, .expire: return change(by: -amount.count, pending: side)
        case .settle: return change(by: -amount.count, pending: side) && change(by: amount.count, posted: side)
        }
    }

    private mutating func change(by count: Int64, posted side: Side) -> Bool {
        side == .debit ? Self.change(&postedDebit, by: count) : Self.change(&postedCredit, by: count)
    }

    private mutating func change(by count: Int64, pending side: Side) -> Bool {
        side == .debit ? Self.change(&pendingDebit, by: count) : Self.change(&pendingCredit, by: count)
    }

    /// Sums stay below a quarter of the range, so that what `lowest` and `highest` compute of them cannot overflow.
    private static func change(_ sum: inout Cents, by count: Int64) -> Bool {
        let (next, overflows) = sum.count.addingReportingOverflow(count)
        guard !overflows, (0...Int64.max / 4).contains(next) else { return false }
        sum = Cents(next)
        return true
    }
}
