import Applications
import Crypto
import Kernel
import People
import Web

/// What a partner tells of a merchant: known fields that are checked, and whatever else it sends (G21).
package struct LeadContent: Sendable, Equatable {
    package let businessName: String
    package let contactName: String?
    package let email: String?
    /// Digits.
    package let phone: String?
    /// Nine digits.
    package let ein: String?
    /// Two letters.
    package let state: String?
    package let industry: String?
    package let monthlyRevenue: Cents?
    package let monthsInBusiness: Int?
    package let requestedAmount: Cents?
    package let fico: Int?
    /// A word for the device that it was entered on, as the partner's program says.
    package let device: String?
    /// All of it as it came, unknown members too.
    package let whole: Value

    package static let largest = 64 << 10

    private static let known: Set<String> = [
        "business_name", "contact_name", "email", "phone", "ein", "state", "industry", "monthly_revenue",
        "months_in_business", "requested_amount", "fico", "device", "note",
    ]

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("business_name", .text(max: 200)), .optional("contact_name", .text(max: 200)), .optional("email", .text(max: 254)),
        .optional("phone", .text(max: 40)), .optional("ein", .text(max: 20), "nine digits"), .optional("state", .text(max: 2), "two letters"),
        .optional("industry", .text(max: 200)), .optional("monthly_revenue", .money), .optional("months_in_business", .integer),
        .optional("requested_amount", .money), .optional("fico", .integer, "300 to 850"), .optional("device", .text(max: 200), "the same word for the same device"),
        .optional("note", .text(max: 2000)), .optional("data", .object, "the same fields in one object; what is not known is kept"),
    ]

    /// Reads the members of an object; those that are not known are kept as they are. All of it is 64 KiB at most.
    package init(_ value: Value) throws {
        guard let all = value.fields else {
            throw PlainRefusal(
                .invalid, code: "not_an_object", field: "data", "the lead must be an object with named fields")
        }
        guard value.canonicalBytes.count <= Self.largest else {
            throw PlainRefusal(.tooLarge, code: "too_large", field: "data", "a lead has 64 KiB at most")
        }
        var checked = Value.Fields()
        for (name, member) in all.members where Self.known.contains(name) { checked[name] = member }
        self = try FieldReader.read(.object(checked)) { LeadContent(&$0, whole: value) }
    }

    private init(_ reader: inout FieldReader, whole: Value) {
        businessName = reader.text("business_name", max: 200)
        contactName = reader.optionalText("contact_name", max: 200)
        email = reader.raw("email") == nil ? nil : ReferrerFields.address(&reader)
        phone = Self.digits("phone", 7...15, &reader)
        ein = Self.digits("ein", 9...9, &reader)
        state = reader.optionalText("state", max: 2)?.uppercased()
        if let state, !USState.all.contains(where: { $0.code == state }) {
            reader.refuse("state", code: "not_a_state", "must be two letters of a US state")
        }
        industry = reader.optionalText("industry", max: 200)
        monthlyRevenue = reader.optionalCents("monthly_revenue")
        monthsInBusiness = reader.optionalInteger("months_in_business", in: 0...2400)
        requestedAmount = reader.optionalCents("requested_amount")
        fico = reader.optionalInteger("fico", in: 300...850)
        device = reader.optionalText("device", max: 200)
        _ = reader.optionalText("note", max: 2000, lines: true)
        self.whole = whole
    }

    /// The digits of a number that may be written with signs between them.
    private static func digits(_ name: String, _ lengths: ClosedRange<Int>, _ reader: inout FieldReader) -> String? {
        guard let text = reader.optionalText(name, max: 40) else { return nil }
        let digits = text.filter { !" +-().".contains($0) }
        guard lengths.contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            let count = lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
            reader.refuse(name, code: "not_a_number", "must have \(count) digits")
            return nil
        }
        return digits
    }

    /// By what the same merchant is known again; without the key nobody can try all numbers.
    func signs(_ keys: PersonalKeys) -> [(kind: LeadSignal.Sign, hash: String)] {
        let name = Folding.company(businessName)
        return [
            (LeadSignal.Sign.ein, ein.map { keys.fingerprint("ein", $0) }),
            (.email, email.map { keys.fingerprint("referral.email", PersonRules.emailKey($0)) }),
            (.phone, phone.map { keys.fingerprint("referral.phone", String($0.suffix(10))) }),
            (.name, name.isEmpty ? nil : keys.fingerprint("referral.name", "\(name) \(state ?? "")")),
            (.device, device.map { keys.fingerprint("referral.device", $0) }),
        ].compactMap { kind, hash in hash.map { (kind, $0) } }
    }
}
