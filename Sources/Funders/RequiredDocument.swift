import Applications
import Kernel
import Web

/// A document that a funder wants with an application.
package struct RequiredDocument: Hashable, Sendable {
    package let code: FileCode
    package let label: String
    /// Of statements.
    package let minMonths: Int?
    /// Wanted only where this holds; where that is unknown it is wanted.
    package let requiredIf: CustomRule?
    /// The object as it was given, other keys too.
    package let value: Value

    /// Reads `"void_check"`, `{"code": "bank_statements_3mo"}` or an object with label, min_months, required_if and
    /// whatever else, which is kept.
    static func read(_ value: Value, _ name: String, _ reader: inout FieldReader) -> RequiredDocument? {
        let object: Value = value.text.map { ["code": Value($0)] } ?? value
        guard let text = object["code"]?.text, text.utf8.count <= 60, let (code, months) = split(text) else {
            reader.refuse(name, code: "unknown_document", "must have a code of the document list")
            return nil
        }
        var minMonths = months
        if let given = object["min_months"], !given.isNull {
            guard let number = given.integer ?? given.text.flatMap({ Int64($0) }), (1...60).contains(number) else {
                reader.refuse("\(name).min_months", code: "out_of_range", "must be from 1 to 60")
                return nil
            }
            minMonths = Int(number)
        }
        var condition: CustomRule?
        if let given = object["required_if"], !given.isNull {
            do {
                condition = try FieldReader.read(given) { CustomRule.read(&$0) }
            } catch {
                reader.refuse("\(name).required_if", code: "wrong_rule", "must be a rule: field, operator, value")
                return nil
            }
        }
        let label = object["label"]?.text.flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
        return RequiredDocument(
            code: code, label: label ?? defaultLabel(code, minMonths), minMonths: minMonths, requiredIf: condition,
            value: object)
    }

    /// `bank_statements_3mo` is three months of bank statements.
    private static func split(_ text: String) -> (FileCode, Int?)? {
        if let code = FileCode(rawValue: text) { return (code, nil) }
        guard text.hasSuffix("mo"), let cut = text.lastIndex(of: "_"),
            let months = Int(text[text.index(after: cut)...].dropLast(2)), (1...60).contains(months),
            let code = FileCode(rawValue: String(text[..<cut]))
        else { return nil }
        return (code, months)
    }

    private static func defaultLabel(_ code: FileCode, _ months: Int?) -> String {
        months.map { "\(code.label), last \($0) months" } ?? code.label
    }

    /// What is there of it: enough, or how much is missing.
    package struct Check: Sendable {
        package let document: RequiredDocument
        package let isThere: Bool
        package let haveMonths: Int

        package var value: Value {
            [
                "code": Value(document.code.rawValue), "label": Value(document.label), "is_there": Value(isThere),
                "min_months": Value(document.minMonths), "have_months": Value(haveMonths),
            ]
        }
    }

    /// Nil where the document is not wanted of this merchant.
    package func check(_ merchant: MerchantProfile) -> Check? {
        if let requiredIf, requiredIf.holds(for: merchant) == false { return nil }
        let have = merchant.documents[code] ?? 0
        return Check(document: self, isThere: have >= max(1, minMonths ?? 1), haveMonths: have)
    }
}
