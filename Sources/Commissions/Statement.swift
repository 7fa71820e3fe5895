import Deals
import Funders
import Kernel
import Storage

/// An account of a time: what a funder had to pay and paid, or what a payee had to get and got; each line with the balance
/// behind it.
package struct Statement: Sendable, Equatable {
    package enum Holder: Sendable, Hashable {
        case funder(Funder.ID)
        case payee(Payee.ID)

        package var kind: String {
            switch self {
            case .funder: "funder"
            case .payee: "payee"
            }
        }
    }

    /// One thing that was booked.
    package struct Line: Sendable, Equatable {
        package let day: Day
        package let what: String
        package let merchant: String
        package let reference: String
        package let trace: String
        /// What adds to the balance.
        package let due: Cents
        /// What lessens it.
        package let settled: Cents
        /// What was taken back: it lessens a payee's balance; a funder takes it without owing less.
        package let takenBack: Cents
        package internal(set) var balance = Cents.zero
    }

    package let holder: Holder
    package let name: String
    package let office: String
    package let currency: Currency
    package let from: Day
    package let to: Day
    package let opening: Cents
    package let lines: [Line]

    package var closing: Cents { lines.last?.balance ?? opening }

    /// The time's lines in their order, behind the balance that all before them make.
    init(
        _ holder: Holder, name: String, office: String, _ currency: Currency, from: Day, to: Day, opening: Cents,
        _ all: [Line]
    ) {
        self.holder = holder
        self.name = name
        self.office = office
        self.currency = currency
        self.from = from
        self.to = to
        self.opening = opening
        var balance = opening
        let lessens = holder.kind == "payee"
        lines = all.map { line in
            balance = balance + line.due - line.settled - (lessens ? line.takenBack : .zero)
            var line = line
            line.balance = balance
            return line
        }
    }

    package func sum(_ property: KeyPath<Line, Cents>) -> Cents { lines.reduce(.zero) { $0 + $1[keyPath: property] } }
}
