import Deals
import Kernel

/// What a funder is expected to pay for one deal, and what is booked of it already.
package struct RemittanceExpectation: Hashable, Sendable {
    /// A payment of the funder, or below zero what it took back.
    package struct Payment: Hashable, Sendable {
        package let amount: Cents
        /// The funder's reference; nil where it gave none.
        package let trace: String?
        /// Nil where it is not booked yet, but a line of the same remittance.
        package let paidOn: Day?

        package init(amount: Cents, trace: String?, paidOn: Day?) {
            self.amount = amount
            self.trace = trace
            self.paidOn = paidOn
        }
    }

    /// How the deal's terms let the funder take commission back.
    package struct Clawback: Hashable, Sendable {
        package let mode: ClawbackMode
        /// The last day of the window.
        package let until: Day

        package init(_ mode: ClawbackMode, until: Day) {
            self.mode = mode
            self.until = until
        }
    }

    /// What an earlier file of the funder spoke of: money of that currency that was due by its last day, on deals that were
    /// written down before it came.
    package struct Cover: Hashable, Sendable {
        package let currency: Currency
        package let through: Day
        package let at: Moment

        package init(_ currency: Currency, through: Day, at: Moment) {
            self.currency = currency
            self.through = through
            self.at = at
        }
    }

    package let deal: FundedDeal.ID
    /// What names the deal in a remittance: our numbers of it, as they are written.
    package var references: Set<String>
    package var merchants: Set<String>
    package var currency: Currency
    package var funded: Cents
    package var fundedOn: Day
    package var expected: Cents
    package var dueOn: Day
    package var payments: [Payment] = []
    /// When the deal was written down; nil: long ago.
    package var enteredAt: Moment?
    /// Nil where the terms have no window.
    package var clawback: Clawback?

    package init(
        deal: FundedDeal.ID, references: Set<String>, merchants: Set<String>, currency: Currency, funded: Cents,
        fundedOn: Day, expected: Cents, dueOn: Day
    ) {
        self.deal = deal
        self.references = references
        self.merchants = merchants
        self.currency = currency
        self.funded = funded
        self.fundedOn = fundedOn
        self.expected = expected
        self.dueOn = dueOn
    }

    /// What is still to come; what was taken back is not owed anew.
    package var open: Cents { open(payments) }

    func open(_ payments: [Payment]) -> Cents {
        payments.reduce(expected) { $1.amount > .zero ? $0 - $1.amount : $0 }
    }

    func isCovered(by cover: Cover) -> Bool {
        cover.currency == currency && dueOn <= cover.through && (enteredAt.map { $0 <= cover.at } ?? true)
    }

    /// What came in and was not taken back.
    static func kept(_ payments: [Payment]) -> Cents { payments.reduce(.zero) { $0 + $1.amount } }
}
