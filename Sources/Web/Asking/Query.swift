import Kernel

/// The fields after the target's question mark, decoded as a form is (`+` is a space).
package struct Query: Sendable {
    package let entries: [(name: String, value: String)]

    package init(_ entries: [(name: String, value: String)]) { self.entries = entries }

    /// The fields as they stand behind a target's question mark, to make a link.
    package static func encoded(_ entries: [(name: String, value: String)]) -> String {
        entries.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }

    /// The first value of that name as it came.
    package subscript(name: String) -> String? { entries.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { entries.filter { $0.name == name }.map(\.value) }

    /// The text without spaces around it; nil where it is absent or empty.
    package func text(_ name: String, max: Int = 200) throws -> String? {
        guard let text = self[name]?.trimmed, !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= max else { throw refusal(name, "too_long", "at most \(max) characters") }
        guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw refusal(name, "control_character", "no line ends or control characters")
        }
        return text
    }

    package func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = try text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw refusal(name, "out_of_range", "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    package func day(_ name: String) throws -> Day? {
        guard let text = try text(name) else { return nil }
        guard let day = Day(text) else { throw refusal(name, "not_a_day", "a day such as 2026-11-20") }
        return day
    }

    package func id<Record>(_ name: String, _: Record.Type = Record.self) throws -> Identifier<Record>? {
        guard let text = try text(name) else { return nil }
        guard let id = Identifier<Record>(text) else { throw refusal(name, "not_an_id", "an id of 26 characters") }
        return id
    }

    /// One of the enumeration's raw values.
    package func choice<Choice>(_ name: String, _: Choice.Type = Choice.self) throws -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal(name, "not_one_of", "one of: \(allowed)")
        }
        return choice
    }

    /// `true`, `1`, `on`, `yes` against anything else or nothing.
    package func flag(_ name: String) -> Bool { ["true", "1", "on", "yes"].contains(self[name] ?? "") }

    /// How much of a list is wanted: `limit` (1 to 1000) and `after`, the cursor of the page before.
    package func page(limit standard: Int = 50) throws -> PageRequest {
        let limit = try integer("limit", in: 1...PageRequest.largest) ?? standard
        guard let text = try text("after", max: Cursor.longest) else { return PageRequest(limit: limit, after: nil) }
        guard let cursor = Cursor(text) else { throw refusal("after", "not_a_cursor", "the `next` of the page before") }
        return PageRequest(limit: limit, after: cursor)
    }

    private func refusal(_ name: String, _ code: String, _ message: String) -> FieldErrors {
        FieldErrors([FieldError(field: name, code: code, message: message)])
    }
}
