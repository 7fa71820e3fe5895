import Storage

/// The two sides of double entry.
package enum Side: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case debit
    case credit

    package var other: Side { self == .debit ? .credit : .debit }
}
