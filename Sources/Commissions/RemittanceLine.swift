import Kernel
import Sheets

/// One line of what a funder says that it pays: nothing is computed, and what is not said is nil.
package struct RemittanceLine: Hashable, Sendable {
    /// Where it stands in the file, from 1.
    package var line: Int
    /// As it was written: the funder's word for the deal, or ours.
    package var reference: String?
    package var merchant: String?
    /// Below zero: taken back.
    package var amount: Cents
    package var currency: Currency
    package var funded: Cents?
    /// What has neither letter nor digit, such as a dash in the column, is none.
    package var trace: String? {
        didSet { if trace != nil, SheetText.key(trace) == nil { trace = nil } }
    }
    package var paidOn: Day?
    /// Why it may not be what it seems: a person says that it is, or it is not booked.
    package var doubt: String?

    package init(line: Int, amount: Cents, currency: Currency) {
        self.line = line
        self.amount = amount
        self.currency = currency
    }

    package var isClawback: Bool { amount < .zero }
}
