import Applications
import Kernel
import People
import Storage
import Web

/// Who a participant is: kept sealed, and never in a history row, a log or a stored answer (I43).
package struct ParticipantPerson: Sendable, Equatable {
    package let name: String
    package let email: String
    /// `+` and digits.
    package let phone: String?

    package init(name: String, email: String, phone: String? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    static func read(_ reader: inout FieldReader) -> ParticipantPerson {
        let name = reader.text("name", max: 200)
        let email = reader.text("email", max: 254)
        if !email.isEmpty {
            do { _ = try PersonRules.email(email) } catch {
                reader.refuse("email", code: "bad_address", (error as? any Refusal)?.reason ?? "must be an address")
            }
        }
        let written = reader.optionalText("phone", max: 40)
        let phone = written.map { $0.filter { !" -().".contains($0) } }
        if let phone, !isNumber(phone) {
            reader.refuse("phone", code: "not_a_phone", "must be a number with its country: +234 803 123 4567")
        }
        return ParticipantPerson(name: name, email: email, phone: phone)
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("name", .text(max: 200)), .required("email", .text(max: 254), "a cohort has it once"),
        .optional("phone", .text(max: 40), "with its country: +234 803 123 4567"),
    ]

    /// ITU-T E.164: a plus and 7 to 15 digits.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
            && digits.allSatisfy { (48...57).contains($0) }
    }

    /// The same for all spellings of one address; without the key nobody can try all addresses.
    static func hash(ofAddress email: String, _ keys: PersonalKeys) -> String {
        keys.fingerprint("participant.email", PersonRules.emailKey(email))
    }

    func sealed(for id: Participant.ID, _ keys: PersonalKeys) -> SealedPerson {
        SealedPerson(
            name: keys.sealing.seal(name, place: SealedPerson.place("name", id)),
            email: keys.sealing.seal(email, place: SealedPerson.place("email", id)),
            phone: phone.map { keys.sealing.seal($0, place: SealedPerson.place("phone", id)) })
    }

    var value: Value { ["name": .string(name), "email": .string(email), "phone": Value(phone)] }
}

/// The same as it lies in the database: each field opens in its own place only.
package struct SealedPerson: Sendable, Equatable {
    let name: [UInt8]
    let email: [UInt8]
    let phone: [UInt8]?

    init(name: [UInt8], email: [UInt8], phone: [UInt8]?) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    init(_ row: Row) throws {
        name = try row["name_sealed"]
        email = try row["email_sealed"]
        phone = try row["phone_sealed"]
    }

    var fields: [[UInt8]] { [name, email] + (phone.map { [$0] } ?? []) }

    static func place(_ field: String, _ id: Participant.ID) -> String { "participant.\(field)/\(id)" }

    package func opened(for id: Participant.ID, _ keys: PersonalKeys) throws -> ParticipantPerson {
        func open(_ sealed: [UInt8], _ field: String) throws -> String {
            try keys.opened(sealed, place: Self.place(field, id))
        }
        return ParticipantPerson(
            name: try open(name, "name"), email: try open(email, "email"),
            phone: try phone.map { try open($0, "phone") })
    }
}
