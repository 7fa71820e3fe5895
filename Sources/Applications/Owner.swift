import Kernel
import Storage

/// An owner of the merchant's business.
package struct Owner: Sendable {
    package typealias ID = Identifier<Owner>

    package let id: ID
    package let name: String
    package let title: String?
    package let share: Percent?
    package let ssnLast4: String?
    package let hasBirthDate: Bool
    package let address: String?
    package let phone: String?
    package let email: String?

    init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        title = try row["title"]
        share = try row["share"]
        ssnLast4 = try row["ssn_last4"]
        hasBirthDate = try row.get("birth_date_sealed", as: [UInt8]?.self) != nil
        address = try row["address"]
        phone = try row["phone"]
        email = try row["email"]
    }

    package static let most = 6
}

/// What a request says about an owner. An `id` names an owner that the application has: what is not said of the
/// sealed fields stays.
package struct OwnerInput: Hashable, Sendable {
    package var id: Owner.ID?
    package var name: String
    package var title: String?
    package var share: Percent?
    package var ssn: PersonalChange
    package var birthDate: PersonalChange
    package var address: String?
    package var phone: String?
    package var email: String?
}

/// A cash advance or loan that the merchant repays already.
package struct Advance: Hashable, Sendable {
    package var funder: String
    package var startedOn: Day?
    package var original: Cents?
    package var balance: Cents?
    package var payment: Cents?
    package var frequency: PaymentFrequency?

    package static let most = 20

    /// What it takes from the account on a business day, rounded up to a cent; nil where that is not known.
    package var dailyDebit: Cents? {
        guard let payment, let frequency else { return nil }
        return Cents((payment.count + frequency.businessDays - 1) / frequency.businessDays)
    }
}

extension Advance {
    init(_ row: Row) throws {
        funder = try row["funder"]
        startedOn = try row["started_on"]
        original = try row["original_cents"]
        balance = try row["balance_cents"]
        payment = try row["payment_cents"]
        frequency = try row["frequency"]
    }
}
