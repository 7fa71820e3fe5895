import Deals
import Funders
import Kernel
import Storage

/// What funders still owe, by how long it is due: for each deal what is expected and not paid, the oldest due first (E20).
package struct Ageing: Sendable {
    /// How long something is due.
    package enum Bucket: Int, Sendable, CaseIterable {
        case notDue, week, month, twoMonths, threeMonths, longer

        package var label: String {
            switch self {
            case .notDue: "Not due"
            case .week: "0–7 days"
            case .month: "8–30 days"
            case .twoMonths: "31–60 days"
            case .threeMonths: "61–90 days"
            case .longer: "over 90 days"
            }
        }

        /// A word of the program.
        package var word: String {
            switch self {
            case .notDue: "not_due"
            case .week: "days_0_7"
            case .month: "days_8_30"
            case .twoMonths: "days_31_60"
            case .threeMonths: "days_61_90"
            case .longer: "days_over_90"
            }
        }

        /// So many days due at the most; nil for the last.
        private var most: Int? {
            switch self {
            case .notDue: -1
            case .week: 7
            case .month: 30
            case .twoMonths: 60
            case .threeMonths: 90
            case .longer: nil
            }
        }

        /// What is due on the day itself is due for 0 days.
        package static func of(dueOn: Day, on today: Day) -> Bucket {
            allCases.first { $0.most.map { today - dueOn <= $0 } ?? true } ?? .longer
        }

        /// The same in SQL, of the column `due_on`.
        static func sql(on today: Day) -> SQL {
            let cases = allCases.compactMap { bucket in
                bucket.most.map { most -> SQL in
                    " WHEN due_on >= \(today.adding(days: -most)) THEN CAST(\(bucket.rawValue) AS BIGINT)"
                }
            }
            return "CASE\(part: cases.reduce("", +)) ELSE \(longer.rawValue) END"
        }
    }

    /// A part of a deal's commission that is open and due on one day.
    package struct Item: Sendable, Hashable {
        package let deal: FundedDeal.ID
        package let funder: Funder.ID
        package let funderName: String
        package let merchant: String
        package let reference: String
        package let currency: Currency
        package let dueOn: Day
        package let open: Cents
        package let bucket: Bucket

        /// The month in which it is due: `2026-11`.
        package var month: String { String(dueOn.description.prefix(7)) }
    }

    /// What of a funder is due in one month and for so long, of all deals together.
    package struct Part: Sendable, Hashable {
        /// The funder's id.
        package let funder: String
        package let currency: Currency
        /// The month in which it is due: `2026-11`.
        package let month: String
        package let bucket: Bucket
        package let open: Cents
        /// A deal with parts due on several days counts for each.
        package let items: Int
    }

    /// What the ledger says that a funder owes and will owe.
    package struct Balance: Sendable, Hashable {
        /// The funder's id.
        package let funder: String
        package let currency: Currency
        package let owed: Cents
    }

    package let today: Day
    /// The one that was asked for.
    package let currency: Currency?
    /// All that is open.
    package let parts: [Part]
    /// The first of it deal by deal, or all, as was asked for.
    package let items: [Item]

    /// How many items there are, shown or not.
    package var count: Int { parts.reduce(0) { $0 + $1.items } }

    /// Payments settle what was due first; what is expected less lessens what is due last.
    static func open(_ expected: [(dueOn: Day, amount: Cents)], paid: Cents) -> [(dueOn: Day, amount: Cents)] {
        var rest = expected.sorted { $0.dueOn < $1.dueOn }
        for place in rest.indices.reversed() where rest[place].amount < .zero {
            var less = Cents.zero - rest[place].amount
            rest[place].amount = .zero
            for other in rest.indices.reversed() where rest[other].amount > .zero && less > .zero {
                let part = min(less, rest[other].amount)
                rest[other].amount = rest[other].amount - part
                less = less - part
            }
        }
        var left = paid
        for place in rest.indices where rest[place].amount > .zero {
            let part = min(left, rest[place].amount)
            rest[place].amount = rest[place].amount - part
            left = left - part
        }
        return rest.filter { $0.amount > .zero }
    }

    /// The sums of a line of the table, in the order of `Bucket.allCases`.
    package struct Sums: Sendable, Equatable {
        package private(set) var amounts = Array(repeating: Cents.zero, count: Bucket.allCases.count)
        package private(set) var items = 0

        package var total: Cents { amounts.reduce(.zero, +) }

        mutating func add(_ part: Part) {
            amounts[part.bucket.rawValue] = amounts[part.bucket.rawValue] + part.open
            items += part.items
        }
    }

    /// The sums by a property, in the order of its values; each currency by itself.
    package func sums<Key: Hashable & Comparable>(
        by key: (Part) -> Key
    ) -> [(key: Key, currency: Currency, sums: Sums)] {
        var found: [Key: [Currency: Sums]] = [:]
        for part in parts { found[key(part), default: [:]][part.currency, default: Sums()].add(part) }
        return found.sorted { $0.key < $1.key }.flatMap { key, currencies in
            currencies.sorted { $0.key.rawValue < $1.key.rawValue }.map { (key, $0.key, $0.value) }
        }
    }
}
