import Kernel

/// What a look at a whole ledger found.
package enum LedgerVerdict: Sendable, Equatable {
    case whole(rows: Int)
    /// The first row that does not fit; where the rows fit and what follows from them does not, the last row.
    case broken(tenant: TenantID, seq: Int64, LedgerFlaw)
}

/// What does not fit.
package enum LedgerFlaw: Sendable, Hashable, CustomStringConvertible {
    case missing
    case changed
    case strayEntries
    case unbalanced(Currency)
    case unknownAccount(LedgerAccount.ID)
    /// Settled, void or over, but not reserved then.
    case notReserved(Transfer.ID)
    /// Settled otherwise than reserved.
    case otherEntries(Transfer.ID)
    /// Takes back what was not booked, or more than that.
    case reversal(of: Transfer.ID)
    case outOfBounds(LedgerAccount.ID)
    /// The account's running sums are not those of its entries.
    case otherTotals(LedgerAccount.ID)
    /// The list of open reservations and the journal differ.
    case otherReservations(Transfer.ID)
    /// The day's head, kept here or elsewhere, names another row.
    case otherHead(Day)
    /// The root in the day's head is not that of the rows behind the head before.
    case otherRoot(Day)
    case otherAssertion(Day, LedgerAccount.ID)

    package var description: String {
        switch self {
        case .missing: "the row is missing"
        case .changed: "the row, or one of its entries, is not what was booked"
        case .strayEntries: "there are entries that belong to no row"
        case .unbalanced(let currency): "its debits and credits in \(currency.rawValue) differ"
        case .unknownAccount(let id): "it books on account \(id), which does not exist"
        case .notReserved(let id): "it ends the reservation \(id), which is not open"
        case .otherEntries(let id): "it settles \(id) otherwise than it was reserved"
        case .reversal(let id): "it takes more back than transfer \(id) booked"
        case .outOfBounds(let id): "it moves account \(id) out of its bounds"
        case .otherTotals(let id): "the running sums of account \(id) are not those of its entries"
        case .otherReservations(let id): "the reservation \(id) is open in one place and not in the other"
        case .otherHead(let day): "the head of \(day) names another row"
        case .otherRoot(let day): "the root in the head of \(day) is not that of its rows"
        case .otherAssertion(let day, let id): "account \(id) did not stand on \(day) as was asserted then"
        }
    }
}
