import Kernel

extension FieldReader {
    /// Text without spaces around it, at most `max` characters. Line ends only where `lines` says so; they become LF.
    package mutating func text(_ name: String, max: Int, lines: Bool = false) -> String {
        optionalText(name, max: max, lines: lines, isNeeded: true) ?? ""
    }

    package mutating func optionalText(_ name: String, max: Int, lines: Bool = false) -> String? {
        optionalText(name, max: max, lines: lines, isNeeded: false)
    }

    private mutating func optionalText(_ name: String, max: Int, lines: Bool, isNeeded: Bool) -> String? {
        guard let value = raw(name) else {
            if isNeeded { need(name) }
            return nil
        }
        guard let text = checked(name, value, max: max, lines: lines) else { return nil }
        if text.isEmpty, isNeeded { need(name) }
        return text.isEmpty ? nil : text
    }

    /// Several texts: a list, or a form's field that stands once or more.
    package mutating func texts(_ name: String, max: Int, count: Int = 200) -> [String] {
        list(name, count: count).enumerated().compactMap { index, value in
            checked("\(name)[\(index)]", value, max: max, lines: false)
        }
    }

    /// One of the enumeration's raw values.
    package mutating func choice<Choice>(_ name: String, _: Choice.Type = Choice.self) -> Choice
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        if let choice = optionalChoice(name, Choice.self) { return choice }
        if raw(name) == nil { need(name) }
        guard let first = Choice.allCases.first else { preconditionFailure("an enumeration has a case") }
        return first
    }

    package mutating func optionalChoice<Choice>(_ name: String, _: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let value = raw(name) else { return nil }
        return choice(name, value)
    }

    package mutating func choices<Choice>(_ name: String, _: Choice.Type = Choice.self) -> [Choice]
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        list(name, count: Choice.allCases.count).enumerated().compactMap { choice("\(name)[\($0)]", $1) }
    }

    private mutating func choice<Choice>(_ name: String, _ value: Value) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        if let choice = value.text.flatMap({ Choice(rawValue: $0.trimmed) }) { return choice }
        refuse(name, code: "not_one_of", "must be one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// The text of `value`, or nil with an error noted.
    private mutating func checked(_ name: String, _ value: Value, max: Int, lines: Bool) -> String? {
        guard case .string(let raw) = value else {
            refuse(name, code: "not_text", "must be text")
            return nil
        }
        var scalars = String.UnicodeScalarView()
        let trimmed = raw.trimmed
        var isAfterReturn = false
        for scalar in trimmed.unicodeScalars {
            switch scalar.value {
            case 10 where isAfterReturn: isAfterReturn = false
            case 9, 10, 13:
                guard lines else {
                    refuse(name, code: "control_character", "must be one line without control characters")
                    return nil
                }
                scalars.append(scalar.value == 9 ? "\t" : "\n")
                isAfterReturn = scalar.value == 13
            case 0..<32, 127, 0xFFFE, 0xFFFF:
                refuse(name, code: "control_character", "must be free of control characters")
                return nil
            default:
                scalars.append(scalar)
                isAfterReturn = false
            }
        }
        guard scalars.count <= max else {
            refuse(name, code: "too_long", "must have at most \(max) characters")
            return nil
        }
        return String(scalars)
    }
}
