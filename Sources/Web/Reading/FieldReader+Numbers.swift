import Kernel

extension FieldReader {
    package mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int {
        if raw(name) == nil { need(name) }
        return optionalInteger(name, in: range) ?? range.lowerBound
    }

    package mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = raw(name) else { return nil }
        let number: Int? =
            switch value {
            case .int(let number): Int(number)
            case .string(let text): Int(text.trimmed)
            default: nil
            }
        guard let number else {
            refuse(name, code: "not_a_number", "must be a whole number")
            return nil
        }
        guard range.contains(number) else {
            refuse(name, code: "out_of_range", "must be from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// An amount in whole units with up to two decimal places, as number or text: `1500`, `1500.5`, `$1,500.00`.
    package mutating func cents(_ name: String, in range: ClosedRange<Cents> = .zero ... .largest) -> Cents {
        if raw(name) == nil { need(name) }
        return optionalCents(name, in: range) ?? .zero
    }

    package mutating func optionalCents(
        _ name: String, in range: ClosedRange<Cents> = .zero ... .largest
    ) -> Cents? {
        guard let text = decimal(name) else { return nil }
        guard let cents = Self.ungrouped(text).flatMap({ Cents(decimal: $0) }) else {
            refuse(name, code: "not_money", "must be an amount such as 1500.00")
            return nil
        }
        guard range.contains(cents) else {
            let bounds = "\(range.lowerBound.grouped) to \(range.upperBound.grouped)"
            refuse(name, code: "out_of_range", "must be from \(bounds)")
            return nil
        }
        return cents
    }

    /// A decimal number scaled by ten to the `places`: with four places `1.35` is 13500.
    package mutating func optionalScaled(_ name: String, places: Int, in range: ClosedRange<Int64>) -> Int64? {
        guard let text = decimal(name) else { return nil }
        guard let number = FixedPoint.parse(text, places: places) else {
            refuse(name, code: "not_a_number", "must be a number with at most \(places) decimal places")
            return nil
        }
        guard range.contains(number) else {
            let bounds = [range.lowerBound, range.upperBound].map { FixedPoint.short($0, places: places) }
            refuse(name, code: "out_of_range", "must be from \(bounds.joined(separator: " to "))")
            return nil
        }
        return number
    }

    package mutating func scaled(_ name: String, places: Int, in range: ClosedRange<Int64>) -> Int64 {
        if raw(name) == nil { need(name) }
        return optionalScaled(name, places: places, in: range) ?? range.lowerBound
    }

    /// The digits of a number or a text; nil where the field is absent or, with an error noted, of another kind.
    private mutating func decimal(_ name: String) -> String? {
        switch raw(name) {
        case nil: return nil
        case .int(let number): return String(number)
        case .decimal(let text): return text
        case .string(let text): return text.trimmed
        default:
            refuse(name, code: "not_a_number", "must be a number")
            return nil
        }
    }

    /// `$1,500.00` without its sign and its commas; nil where the commas do not stand before three digits each.
    static func ungrouped(_ text: String) -> String? {
        var rest = text
        let isNegative = rest.hasPrefix("-")
        if isNegative { rest.removeFirst() }
        if rest.hasPrefix("$") { rest = String(rest.dropFirst()).trimmed }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard
            groups.count == 1
                || groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) && (1...3).contains(groups[0].utf8.count)
        else { return nil }
        let fraction = parts.count == 2 ? "." + parts[1] : ""
        guard !fraction.contains(",") else { return nil }
        return (isNegative ? "-" : "") + groups.joined() + fraction
    }
}
