import Kernel

/// A mail as a template: header lines with holes, an empty line, the body. No value reaches a header with a line
/// end in it, and no hole stays empty.
package struct MailTemplate: Sendable {
    package struct Field: Sendable {
        package let name: String
        let value: Template
    }

    /// A filled mail. Header values are one line each; the body's line ends are the template's and the values' own.
    package struct Filled: Hashable, Sendable {
        package let fields: [(name: String, value: String)]
        package let body: [UInt8]

        package static func == (left: Self, right: Self) -> Bool {
            left.body == right.body && left.fields.elementsEqual(right.fields, by: ==)
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(body)
            for field in fields { hasher.combine(field.value) }
        }

        /// The value of the first field of that name, in whatever case.
        package subscript(name: String) -> String? {
            fields.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    package let name: String
    package let fields: [Field]
    let body: Template

    /// Reads `Subject: Application of {{merchant.name}}` and its like up to the first empty line (RFC 5322 section 2.2).
    package init(_ source: String, name: String) throws(TemplateError) {
        self.name = name
        var fields: [Field] = []
        var rest = Array(source.utf8)[...]
        var line = 1
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            var text = rest[..<end]
            if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
            rest = rest[min(end + 1, rest.endIndex)...]
            if text.isEmpty {
                line += 1
                break
            }
            fields.append(try Self.field(text, name: name, line: line))
            line += 1
        }
        self.fields = fields
        body = try Template(Array(rest), name: name, firstLine: line)
    }

    /// The variables of header and body, in the order of the text.
    package var holes: [Hole] { fields.flatMap(\.value.holes) + body.holes }

    /// Refuses a variable outside `allowed` (`unknown_variable`) and an included template outside `partials`.
    package func check(
        allowed: Set<String>, partials: Template.Partials = { _, _ in nil }
    ) throws(TemplateError) {
        for template in fields.map(\.value) + [body] {
            try template.checkHoles(allowed: allowed)
            try template.checkPartials(partials)
        }
    }

    /// A hole whose value is absent, null or empty is refused by name.
    package func render(
        _ context: Value, partials: @escaping Template.Partials = { _, _ in nil }
    ) throws(TemplateError) -> Filled {
        var filled: [(name: String, value: String)] = []
        for field in fields {
            let bytes = try field.value.render(context, partials: partials, escape: .line, missing: .refuse)
            // A partial's own text may have line ends.
            let line = bytes.map { $0 < 32 || $0 == 127 ? 32 : $0 }
            filled.append((field.name, String(decoding: line, as: UTF8.self)))
        }
        let text = try body.render(context, partials: partials, escape: .plain, missing: .refuse)
        return Filled(fields: filled, body: text)
    }

    private static func field(_ text: ArraySlice<UInt8>, name: String, line: Int) throws(TemplateError) -> Field {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        guard let colon, colon > text.startIndex, text[..<colon].allSatisfy({ $0 > 32 && $0 < 127 && $0 != 123 }) else {
            throw TemplateError(template: name, line: line, problem: .noField)
        }
        let value = text[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
        let template = try Template(Array(value), name: name, firstLine: line)
        return Field(name: String(decoding: text[..<colon], as: UTF8.self), value: template)
    }
}
