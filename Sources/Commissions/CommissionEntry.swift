import Correspondence
import Deals
import Funders
import Kernel
import Ledger
import Storage

/// One row of what is expected, earned, paid or taken back on a deal (E14–E19). Rows are only added; one that was wrong is
/// taken back by another that names it. Each is a transfer in the ledger.
package struct CommissionEntry: Sendable, Equatable {
    package typealias ID = Identifier<CommissionEntry>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case expected
        /// For the count of deals funded in a month.
        case bonus
        /// More or less than expected, as a person says.
        case adjustment
        /// The funder owes it.
        case earned
        case paid
        case clawback
        /// What was held back of shares is let go.
        case release

        package var label: String {
            switch self {
            case .expected: "Expected"
            case .bonus: "Bonus"
            case .adjustment: "Adjustment"
            case .earned: "Earned"
            case .paid: "Paid"
            case .clawback: "Clawed back"
            case .release: "Reserve let go"
            }
        }

        /// Whether rows of the kind make up what is expected.
        var isExpectation: Bool { self == .expected || self == .bonus || self == .adjustment }
        static let expectations = allCases.filter(\.isExpectation)
    }

    package let id: ID
    package let deal: FundedDeal.ID
    package let funder: Funder.ID
    package let kind: Kind
    /// Below zero: less of that kind.
    package let amount: Cents
    package let currency: Currency
    /// Funded, earned or paid on.
    package let day: Day
    /// Of what is expected.
    package let dueOn: Day?
    package let payment: CommissionPayment.ID?
    /// The row that it takes back.
    package let reverses: ID?
    /// The row that took it back.
    package let reversedBy: ID?
    package let message: Message.ID?
    package let reason: String?
    package let transfer: Transfer.ID
    package let who: Who
    package let at: Moment

    /// Whose part of an entry is how much.
    package struct Part: Sendable, Hashable {
        package let role: ShareRole
        /// Nil: the house.
        package let payee: Payee.ID?
        package let amount: Cents
        /// Of it held back; below zero: let go, or taken for a clawback.
        package let reserve: Cents

        init(_ role: ShareRole, _ payee: Payee.ID?, _ amount: Cents, reserve: Cents = .zero) {
            self.role = role
            self.payee = payee
            self.amount = amount
            self.reserve = reserve
        }

        var negated: Part { Part(role, payee, .zero - amount, reserve: .zero - reserve) }
    }
}
