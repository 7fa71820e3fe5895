/// One answer of a server: a code and its lines (RFC 5321 section 4.2).
package struct SMTPReply: Hashable, Sendable {
    /// 200 to 599.
    package let code: Int
    /// The text of each line after the code, as the server sent it; bytes that are no UTF-8 are replaced.
    package let lines: [String]

    package init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    package var text: String { lines.joined(separator: "\n") }
    package var isPositive: Bool { (200...299).contains(code) }
    /// 354: the server waits for the message.
    package var isIntermediate: Bool { (300...399).contains(code) }
    package var isTransient: Bool { (400...499).contains(code) }
    package var isPermanent: Bool { code >= 500 }
    /// The status code with which the text begins, where it does (RFC 2034).
    package var enhanced: EnhancedCode? { lines.first.flatMap { EnhancedCode(startOf: $0) } }
}

extension SMTPReply: CustomStringConvertible {
    package var description: String { "\(code) \(text)" }
}

/// A status code `class.subject.detail` (RFC 3463).
package struct EnhancedCode: Hashable, Sendable, CustomStringConvertible {
    package let group: Int
    package let subject: Int
    package let detail: Int

    package init(_ group: Int, _ subject: Int, _ detail: Int) {
        self.group = group
        self.subject = subject
        self.detail = detail
    }

    /// Reads `5.1.1` at the start of a reply's text; nil where something else stands there.
    package init?(startOf text: String) {
        let word = text.prefix { $0 != " " }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let group = Self.number(parts[0]), let subject = Self.number(parts[1]),
            let detail = Self.number(parts[2]), [2, 4, 5].contains(group)
        else { return nil }
        self.init(group, subject, detail)
    }

    private static func number(_ digits: Substring) -> Int? {
        (1...3).contains(digits.utf8.count) && digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(digits) : nil
    }

    package var description: String { "\(group).\(subject).\(detail)" }
}
