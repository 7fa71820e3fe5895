import Kernel
import Web

/// Where a partner's money goes: the fields that its method needs, and no others.
package struct BankDetails: Sendable, Equatable {
    package let method: PayoutMethod
    package let fields: [String: String]

    private static let all = [
        "account_number", "routing_number", "swift_code", "account_holder", "bank_name", "bank_address", "paypal_email",
        "postal_address",
    ]

    package init(_ method: PayoutMethod, _ fields: [String: String]) {
        self.method = method
        self.fields = fields
    }

    static func read(_ reader: inout FieldReader) -> BankDetails {
        let method: PayoutMethod = reader.choice("method")
        var fields: [String: String] = [:]
        for name in all {
            guard method.needed.contains(name) else {
                // A form has the fields of all methods; those of others are empty.
                if reader.raw(name) != nil {
                    reader.refuse(name, code: "not_of_method", "is not asked for \(method.label)")
                }
                continue
            }
            fields[name] = name == "paypal_email" ? ReferrerFields.address(&reader, name) : reader.text(name, max: 200)
        }
        let details = BankDetails(method, fields)
        details.check(&reader)
        return details
    }

    private func check(_ reader: inout FieldReader) {
        let isNumber = { (text: String, lengths: ClosedRange<Int>) in
            lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
        }
        if method == .bankTransfer {
            if let number = fields["account_number"], !number.isEmpty, !isNumber(number, 4...17) {
                reader.refuse("account_number", code: "not_an_account", "must have 4 to 17 digits")
            }
            if let routing = fields["routing_number"], !routing.isEmpty, !Self.isRouting(routing) {
                reader.refuse("routing_number", code: "not_a_routing_number", "must be the nine digits of a bank")
            }
        }
        if method == .wire {
            if let account = fields["account_number"], !account.isEmpty, !Self.isAccount(account) {
                reader.refuse("account_number", code: "not_an_account", "must have 4 to 34 letters and digits")
            }
            if let code = fields["swift_code"], !code.isEmpty, ![8, 11].contains(code.utf8.count) || !Self.isWord(code)
            {
                reader.refuse("swift_code", code: "not_a_swift_code", "must have 8 or 11 letters and digits")
            }
        }
    }

    private static func isWord(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
    }

    /// Also an IBAN.
    private static func isAccount(_ text: String) -> Bool { (4...34).contains(text.utf8.count) && isWord(text) }

    /// Nine digits whose weighted sum is a multiple of ten (ABA).
    private static func isRouting(_ text: String) -> Bool {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 9, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
        return zip(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]).reduce(0) { $0 + $1.0 * $1.1 }.isMultiple(of: 10)
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("method", .choice(PayoutMethod.allCases.map(\.rawValue))),
    ] + all.map { .optional($0, .text(max: 200), "where the method needs it; shown as its last four") }

    /// What pages show: the last four of what is masked.
    var last4: String {
        let text = fields[method.needed[0]] ?? ""
        return method == .check ? "check" : String(text.suffix(4))
    }

    /// As it is sealed.
    var json: String {
        Value.object(fields.sorted { $0.key < $1.key }.reduce(into: Value.Fields()) { $0[$1.key] = .string($1.value) })
            .json
    }

    init?(_ method: PayoutMethod, json: String) {
        // What was sealed by this program is JSON.
        guard let members = (try? Value(parsing: Array(json.utf8)))?.fields?.members else { return nil }
        self.init(method, members.reduce(into: [:]) { $0[$1.name] = $1.value.text })
    }
}
