import Kernel
import Storage

/// How much was asked for, in steps: what funders did with one size says little about another.
package enum SizeBand: Int, CaseIterable, Sendable, SQLBindable, SQLReadable {
    case unstated, toTenThousand, toTwentyFive, toFifty, toHundred, toTwoHundredFifty, above

    /// In thousands; the upper end of each step belongs to the next one.
    private static let ends: [Int64] = [10, 25, 50, 100, 250]

    package init(of amount: Cents?) {
        guard let amount else {
            self = .unstated
            return
        }
        let step = Self.ends.firstIndex { amount.count < $0 * 100_000 } ?? Self.ends.count
        self = Self(rawValue: step + 1) ?? .above
    }

    package var sqlValue: SQLValue { rawValue.sqlValue }
    package init?(sqlValue: SQLValue) {
        guard let number = Int(sqlValue: sqlValue) else { return nil }
        self.init(rawValue: number)
    }

    /// What a person reads.
    package var label: String {
        switch self {
        case .unstated: "no amount stated"
        case .toTenThousand: "under 10,000"
        case .toTwentyFive: "10,000 to 25,000"
        case .toFifty: "25,000 to 50,000"
        case .toHundred: "50,000 to 100,000"
        case .toTwoHundredFifty: "100,000 to 250,000"
        case .above: "250,000 and more"
        }
    }
}
