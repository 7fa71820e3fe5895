import Kernel

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
    package var trace: String?
    package var paidOn: Day?

    package init(line: Int, amount: Cents, currency: Currency) {
        self.line = line
        self.amount = amount
        self.currency = currency
    }

    package var isClawback: Bool { amount < .zero }

    /// Letters and digits only, so that `A-000012` and `a 000012` are one reference or trace; nil where none are left.
    package static func key(_ text: String?) -> String? {
        guard let text else { return nil }
        let kept = text.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        return kept.isEmpty ? nil : String(String.UnicodeScalarView(kept))
    }
}

/// A row of a file that cannot be taken, and why.
package struct RemittanceFlaw: Hashable, Sendable {
    package let line: Int
    package let reason: String
}
