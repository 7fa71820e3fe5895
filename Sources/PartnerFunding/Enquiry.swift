import Applications
import Kernel
import People
import Storage
import Web

/// What an organisation says of itself when it asks to become a partner (F05–F09).
package struct Enquiry: Sendable, Equatable {
    package enum Interest: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case recurring
        case oneOff = "one_off"
        case unsure

        package var label: String {
            switch self {
            case .recurring: "Recurring"
            case .oneOff: "One-off"
            case .unsure: "Not sure yet"
            }
        }
    }

    package enum Motivation: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case csr, ngo, pilot

        package var label: String {
            switch self {
            case .csr: "Corporate social responsibility"
            case .ngo: "Non-governmental organisation"
            case .pilot: "A pilot"
            }
        }
    }

    package let name: String
    package let contactName: String
    package let email: String
    package let interest: Interest
    package let low: Cents
    package let high: Cents
    package let currency: Currency
    package let motivation: Motivation
    package let motivationText: String?

    package init(
        name: String, contact: (name: String, email: String), interest: Interest, amounts: (low: Cents, high: Cents),
        currency: Currency, motivation: Motivation, text: String? = nil
    ) {
        self.name = name
        (contactName, email) = contact
        self.interest = interest
        (low, high) = amounts
        self.currency = currency
        self.motivation = motivation
        motivationText = text
    }

    init(_ row: Row) throws {
        name = try row["name"]
        contactName = try row["contact_name"]
        email = try row["email"]
        interest = try row["interest"]
        low = try row["amount_low_cents"]
        high = try row["amount_high_cents"]
        currency = try row["currency"]
        motivation = try row["motivation"]
        motivationText = try row["motivation_text"]
    }

    /// Reads the public form; what is wrong is told field by field.
    static func read(_ reader: inout FieldReader) -> Enquiry {
        let name = reader.text("name", max: 200)
        let contact = reader.text("contact_name", max: 200)
        let email = reader.text("email", max: 254)
        if !email.isEmpty {
            do { _ = try PersonRules.email(email) } catch {
                reader.refuse("email", code: "bad_address", (error as? any Refusal)?.reason ?? "must be an address")
            }
        }
        let interest: Interest = reader.choice("interest")
        let (low, high) = (reader.cents("amount_low"), reader.cents("amount_high"))
        if high < low { reader.refuse("amount_high", code: "below_low", "must not be below the low end") }
        return Enquiry(
            name: name, contact: (contact, email), interest: interest, amounts: (low, high),
            currency: reader.choice("currency"), motivation: reader.choice("motivation"),
            text: reader.optionalText("motivation_text", max: 2000, lines: true))
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("name", .text(max: 200), "the organisation"),
        .required("contact_name", .text(max: 200)),
        .required("email", .text(max: 254), "a mail asks it to confirm"),
        .required("interest", .choice(Interest.allCases.map(\.rawValue))),
        .required("amount_low", .money), .required("amount_high", .money, "not below the low end"),
        .required("currency", .choice(Currency.allCases.map(\.rawValue))),
        .required("motivation", .choice(Motivation.allCases.map(\.rawValue))),
        .optional("motivation_text", .text(max: 2000)),
    ]

    /// What is compared between two enquiries (F05).
    var nameKey: String { Folding.fold(name) }
    var emailKey: String { PersonRules.emailKey(email) }

    var value: Value {
        [
            "name": .string(name), "contact_name": .string(contactName), "email": .string(email),
            "interest": .string(interest.rawValue), "interest_label": .string(interest.label),
            "amount_low": .string(low.decimal), "amount_high": .string(high.decimal),
            "currency": .string(currency.rawValue),
            "amount_text": .string("\(currency.shown(low)) to \(currency.shown(high))"),
            "motivation": .string(motivation.rawValue), "motivation_label": .string(motivation.label),
            "motivation_text": Value(motivationText),
        ]
    }

    /// What the form offers.
    static var choices: Value {
        [
            "interests": .list(
                Interest.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
            "motivations": .list(
                Motivation.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
            "currencies": .list(Currency.allCases.map { .string($0.rawValue) }),
        ]
    }
}
