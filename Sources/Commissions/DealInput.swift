import Deals
import Funders
import Kernel
import Submissions
import Web

/// What requests say of deals and their shares.
enum DealInput {
    /// The roles that a form has a line for.
    static let flatShares: [ShareRole] = [.opener, .closer, .iso, .referral, .house]

    static func new(_ reader: inout FieldReader) -> FundedDeal.New {
        var new = FundedDeal.New(offer: reader.id("offer"), fundedOn: reader.day("funded_on"))
        new.application = reader.optionalID("application")
        new.funder = reader.optionalID("funder")
        new.amount = reader.optionalCents("amount", in: Cents(1) ... .largest)
        new.payback = reader.optionalCents("payback_amount", in: Cents(1) ... .largest)
        new.currency = reader.optionalChoice("currency", Currency.self)
        new.kind = reader.optionalChoice("kind", Submission.Kind.self)
        new.renews = reader.optionalID("renews")
        return new
    }

    /// A list of role, payee and portion, or a form's field for each role; nil where nothing is said.
    static func shares(_ reader: inout FieldReader) -> [Share]? {
        let flat = flatShares.compactMap { role -> Share? in
            let payee: Payee.ID? = role == .house ? nil : reader.optionalID("\(role.rawValue)_payee")
            let portion = percent("\(role.rawValue)_share", &reader)
            guard portion != nil || payee != nil else { return nil }
            return Share(role, payee, portion ?? Percent(thousandths: 0))
        }
        let listed = reader.objects("shares", count: Share.most + 1) { reader in
            Share(
                reader.choice("role"), reader.optionalID("payee"),
                percent("portion", &reader) ?? Percent(thousandths: 0))
        }
        let all = listed + flat
        return all.isEmpty ? nil : all
    }

    static func percent(_ name: String, _ reader: inout FieldReader) -> Percent? {
        reader.optionalScaled(name, places: 3, in: 0...100_000).map { Percent(thousandths: $0) }
    }

    /// An amount that may be below zero, but is not zero.
    static func signedCents(_ name: String, _ reader: inout FieldReader) -> Cents {
        reader.cents(name, in: (.zero - .largest) ... .largest)
    }

    /// How and when money came or went.
    static func means(_ reader: inout FieldReader) -> (method: PaymentMethod, note: String?, day: Day) {
        (reader.choice("method"), reader.optionalText("method_note", max: 100), reader.day("paid_on"))
    }
}
