import Kernel

/// Compares an inspection with what a public corpus expects, by the corpus's own rules: white space collapsed, absent and
/// empty alike, of addresses and attachments only the keys that are expected, of texts the beginning and the length.
enum CorpusComparison {
    /// The fields of `expected` that are wrong in `found`.
    static func wrong(_ expected: Value, _ found: Value.Fields) -> [String] {
        guard let fields = expected.fields, found["error"]?.isNull == true else { return ["error"] }
        return fields.members.compactMap { name, value in
            isRight(name, value, found[name] ?? .null, length: fields["\(name)_chars"]) ? nil : name
        }
    }

    private static func isRight(_ name: String, _ expected: Value, _ found: Value, length: Value?) -> Bool {
        switch name {
        case "subject", "message_id": same(expected, found)
        case "from", "to", "cc", "reply_to": sameObjects(expected, found, ["name", "address"])
        case "attachments": sameObjects(expected, found, ["type", "name", "size", "sha256"])
        case "in_reply_to", "references", "part_types": sameLists(expected, found)
        case "date": expected.text.flatMap { Moment($0) } == found.text.flatMap { Moment($0) }
        case "text", "html": sameBody(expected, found, length: length?.integer ?? 0)
        default: true
        }
    }

    private static func same(_ left: Value, _ right: Value) -> Bool {
        collapsed(left.text ?? "") == collapsed(right.text ?? "")
    }

    private static func sameLists(_ expected: Value, _ found: Value) -> Bool {
        guard let left = expected.list, let right = found.list, left.count == right.count else { return false }
        return zip(left, right).allSatisfy(same)
    }

    private static func sameObjects(_ expected: Value, _ found: Value, _ keys: [String]) -> Bool {
        guard let left = expected.list, let right = found.list, left.count == right.count else { return false }
        return zip(left, right).allSatisfy { ours, theirs in
            keys.allSatisfy { key in
                guard let value = ours[key] else { return true }
                if case .int = value { return value == theirs[key] }
                return same(value, theirs[key] ?? .null)
            }
        }
    }

    private static func sameBody(_ expected: Value, _ found: Value, length: Int64) -> Bool {
        let text = collapsed(found.text ?? "").unicodeScalars
        return text.count == Int(length) && text.prefix(300).elementsEqual((expected.text ?? "").unicodeScalars)
    }

    /// White space to single spaces, trimmed; byte order marks dropped.
    static func collapsed(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        var owesSpace = false
        for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
            if scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value) {
                owesSpace = !output.isEmpty
            } else {
                if owesSpace { output.append(" ") }
                owesSpace = false
                output.append(scalar)
            }
        }
        return String(output)
    }
}
