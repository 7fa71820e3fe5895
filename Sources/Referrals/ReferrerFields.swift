import Applications
import Kernel
import People
import Storage
import Web

/// What is told of a referral partner.
package struct ReferrerFields: Sendable, Equatable {
    package var name: String
    package var kind: ReferrerKind
    package var contactName: String
    package var email: String
    package var website: String?
    package var currency: Currency
    /// Leads in a month; nil: as many as it likes.
    package var quota: Int?

    package init(
        name: String, _ kind: ReferrerKind, contact: (name: String, email: String), currency: Currency = .usd,
        quota: Int? = nil
    ) {
        self.name = name
        self.kind = kind
        (contactName, email) = contact
        self.currency = currency
        self.quota = quota
    }

    init(_ row: Row) throws {
        name = try row["name"]
        kind = try row["type"]
        contactName = try row["contact_name"]
        email = try row["email"]
        website = try row["website"]
        currency = try row["currency"]
        quota = try row["monthly_quota"]
    }

    /// Reads a registration. A quota is the office's to give.
    static func read(_ reader: inout FieldReader, isOffice: Bool) -> ReferrerFields {
        var fields = ReferrerFields(
            name: reader.text("name", max: 200), reader.choice("type"),
            contact: (reader.text("contact_name", max: 200), address(&reader)),
            currency: reader.optionalChoice("currency") ?? .usd)
        fields.website = reader.optionalText("website", max: 200)
        if isOffice { fields.quota = reader.optionalInteger("monthly_quota", in: 0...1_000_000) }
        return fields
    }

    /// These with what a change names; a partner's own people change how they are reached, the office the rest too.
    func changed(_ reader: inout FieldReader, isOffice: Bool) -> ReferrerFields {
        var fields = self
        if reader.has("contact_name") { fields.contactName = reader.text("contact_name", max: 200) }
        if reader.has("email") { fields.email = Self.address(&reader) }
        if reader.has("website") { fields.website = reader.optionalText("website", max: 200) }
        guard isOffice else { return fields }
        if reader.has("name") { fields.name = reader.text("name", max: 200) }
        if reader.has("type") { fields.kind = reader.choice("type") }
        if reader.has("monthly_quota") {
            fields.quota = reader.optionalInteger("monthly_quota", in: 0...1_000_000)
        }
        return fields
    }

    static func address(_ reader: inout FieldReader, _ name: String = "email") -> String {
        let email = reader.text(name, max: 254)
        if !email.isEmpty {
            do { _ = try PersonRules.email(email) } catch {
                reader.refuse(name, code: "bad_address", (error as? any Refusal)?.reason ?? "must be an address")
            }
        }
        return email
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("name", .text(max: 200), "the organisation"), .required("type", .choice(ReferrerKind.allCases.map(\.rawValue))),
        .required("contact_name", .text(max: 200)), .required("email", .text(max: 254)), .optional("website", .text(max: 200)),
        .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "in which it earns; USD, if absent"),
    ]

    // swift-format-ignore
    static let changes: [FieldShape] = [
        .optional("contact_name", .text(max: 200)), .optional("email", .text(max: 254)), .optional("website", .text(max: 200)),
        .optional("name", .text(max: 200), "the office's to change"), .optional("type", .choice(ReferrerKind.allCases.map(\.rawValue)), "the office's to change"),
        .optional("monthly_quota", .integer, "leads in a month; empty for as many as it likes; the office's to change"), .required("version", .integer),
    ]

    var nameKey: String { Folding.fold(name) }
    var emailKey: String { PersonRules.emailKey(email) }

    var value: Value {
        [
            "name": .string(name), "type": .string(kind.rawValue), "type_label": .string(kind.label),
            "contact_name": .string(contactName), "email": .string(email), "website": Value(website),
            "currency": .string(currency.rawValue), "monthly_quota": Value(quota),
        ]
    }

    /// What the forms offer.
    static var choices: Value {
        [
            "types": .list(
                ReferrerKind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
            "currencies": .list(Currency.allCases.map { .string($0.rawValue) }),
        ]
    }
}
