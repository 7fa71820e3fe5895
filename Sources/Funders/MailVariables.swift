import Kernel
import Templates

/// The names that a funder's templates may use, and how such a template is checked and filled. A mail never goes out
/// with an empty hole: a name without a value may stand only in a section of its own, `{{#merchant.trade_name}}…`.
package enum MailVariables {
    /// In subject and body.
    package static let mail: Set<String> = [
        "application", "application.reference", "application.requested_amount", "application.requested_term",
        "application.use_of_funds", "application.notes",
        "merchant", "merchant.legal_name", "merchant.trade_name", "merchant.industry", "merchant.state",
        "merchant.time_in_business", "merchant.monthly_revenue", "merchant.annual_revenue", "merchant.fico",
        "merchant.open_positions",
        "funder", "funder.name", "contact", "contact.name",
        "broker", "broker.name", "broker.company", "broker.email", "broker.phone",
        "documents", "documents.label", "documents.name", "label", "name", "date",
    ]

    /// In the name of an attached file.
    package static let file: Set<String> = [
        "application.reference", "merchant.legal_name", "merchant.trade_name", "funder.name", "document.code",
        "document.label", "document.number", "file.name", "date",
    ]

    /// A template of names in `allowed`, without partials; refused (422) with the line otherwise.
    package static func check(
        _ source: String, name: String, allowed: Set<String>
    ) throws(TemplateError) -> Template {
        let template = try Template(source, name: name)
        try template.checkHoles(allowed: allowed)
        try template.checkPartials()
        return template
    }

    /// One line: for a subject.
    package static func line(_ source: String, _ values: Value) throws -> String {
        let template = try check(source, name: "subject", allowed: mail)
        return String(decoding: try template.render(values, escape: .line, missing: .refuse), as: UTF8.self)
    }

    /// Lines: for a body.
    package static func text(_ source: String, _ values: Value) throws -> String {
        let template = try check(source, name: "body", allowed: mail)
        return String(decoding: try template.render(values, escape: .plain, missing: .refuse), as: UTF8.self)
    }

    /// A file's name without what file systems and mail programs stumble over; at most 120 characters with `ending`.
    package static func fileName(_ source: String, ending: String, _ values: Value) throws -> String {
        let template = try check(source, name: "file_name", allowed: file)
        let filled = String(decoding: try template.render(values, escape: .line, missing: .refuse), as: UTF8.self)
        let plain = String(
            String.UnicodeScalarView(
                filled.unicodeScalars.map { "/\\:*?\"<>|".unicodeScalars.contains($0) || $0.value < 32 ? "-" : $0 }))
        let stem = plain.hasSuffix(".\(ending)") ? String(plain.dropLast(ending.count + 1)) : plain
        return "\(stem.prefix(119 - ending.count)).\(ending)"
    }
}
