import Kernel
import Storage

/// What is to be booked: legs that balance in each currency, for one purpose, on one business day.
package struct Transfer: Sendable, Equatable {
    package typealias ID = Identifier<Transfer>

    /// One amount on one side of one account.
    package struct Leg: Sendable, Hashable {
        package let account: LedgerAccount.ID
        package let side: Side
        package let amount: Cents
        /// The account's, as the asker knows it.
        package let currency: Currency

        package init(_ side: Side, _ account: LedgerAccount.ID, _ amount: Cents, _ currency: Currency) {
            self.account = account
            self.side = side
            self.amount = amount
            self.currency = currency
        }
    }

    /// The record that a transfer is about.
    package struct Subject: Sendable, Hashable {
        package let kind: String
        package let id: String

        package init<Record>(_ kind: String, _ id: Identifier<Record>) {
            self.kind = kind
            self.id = id.description
        }

        init?(kind: String, id: String) {
            guard !kind.isEmpty else { return nil }
            self.kind = kind
            self.id = id
        }
    }

    /// The asker's word for this intention: 1 to 200 visible ASCII characters, unique in the office.
    package let key: String
    /// A word of the program: `commission.earned`.
    package let purpose: String
    package let subject: Subject?
    package let day: Day
    package let legs: [Leg]

    package init(key: String, purpose: String, about subject: Subject? = nil, on day: Day, _ legs: [Leg]) {
        self.key = key
        self.purpose = purpose
        self.subject = subject
        self.day = day
        self.legs = legs
    }

    package static let mostLegs = 100

    /// Refuses what no ledger could book, whatever it holds.
    func check() throws(LedgerRefusal) {
        try Self.check(key: key)
        guard (2...Self.mostLegs).contains(legs.count) else { throw .legCount(legs.count) }
        for (place, leg) in legs.enumerated() {
            guard leg.amount > .zero else { throw .amountNotPositive(leg: place + 1) }
            guard leg.amount <= .largest else { throw .amountTooLarge(leg: place + 1) }
        }
        for currency in Currency.allCases {
            var sums: [Side: Cents] = [.debit: .zero, .credit: .zero]
            for leg in legs where leg.currency == currency {
                sums[leg.side, default: .zero] = sums[leg.side, default: .zero] + leg.amount
            }
            guard sums[.debit] == sums[.credit] else { throw .unbalanced(currency) }
        }
    }

    static func check(key: String) throws(LedgerRefusal) {
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw .malformedKey
        }
    }
}

/// Where a transfer stands.
package enum TransferState: String, Sendable, CaseIterable {
    case pending
    case posted
    case voided
    case expired

    /// What becomes of a reservation, once; a posted transfer is only ever taken back by another one that names it.
    // swift-format-ignore
    package static let lifecycle = Lifecycle<TransferState, JournalEvent>([
        // from      on        to
        (.pending,   .settle,  .posted),
        (.pending,   .void,    .voided),
        (.pending,   .expire,  .expired),
    ])
}

/// What a row of the journal does.
package enum JournalEvent: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    /// Books a transfer at once.
    case post
    /// Holds its amounts: they count against the bounds and are not yet booked.
    case reserve
    /// Books what was reserved.
    case settle
    /// Lets go of what was reserved.
    case void
    /// The same, because its time is over.
    case expire

    /// The state of a transfer whose last row is of this kind.
    package var state: TransferState {
        switch self {
        case .reserve: .pending
        case .post, .settle: .posted
        case .void: .voided
        case .expire: .expired
        }
    }

    /// Whether the row begins a transfer.
    var isFirst: Bool { self == .post || self == .reserve }
    /// Whether the row has entries of its own.
    var hasEntries: Bool { self != .void && self != .expire }
}
