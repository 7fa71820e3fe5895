import Applications
import Kernel
import Web

extension CustomRule {
    /// Reads `{"field": …, "operator": …, "value": …}`; anything outside the closed lists is noted as an error (422).
    package static func read(_ reader: inout FieldReader) -> CustomRule? {
        let field = reader.choice("field", Field.self)
        let comparison = reader.choice("operator", Operator.self)
        let label = reader.optionalText("label", max: 120)
        guard let raw = reader.raw("value") else {
            reader.refuse("value", code: "required", "must be given")
            return nil
        }
        let fits = field.kind == .word ? !comparison.isForNumbers : !comparison.isForWords
        if !fits { reader.refuse("operator", code: "wrong_operator", "does not go with \(field.rawValue)") }
        let values = raw.list ?? [raw]
        if values.isEmpty || values.count > 60 || (values.count > 1 && !comparison.takesList) {
            reader.refuse("value", code: "wrong_count", "must be one value, or a list for one_of and none_of")
        }
        let operands = values.compactMap { operand($0, field) }
        if operands.count != values.count {
            reader.refuse("value", code: "wrong_kind", "must be what \(field.rawValue) holds")
        }
        return CustomRule(field: field, comparison: comparison, operands: operands, label: label)
    }

    private static func operand(_ value: Value, _ field: Field) -> Operand? {
        let text: String
        switch value {
        case .int(let number): text = String(number)
        case .decimal(let decimal): text = decimal
        case .string(let string): text = string
        default: return nil
        }
        switch field.kind {
        case .money: return Cents(decimal: text).map { .number($0.count) }
        case .number: return Int64(text).map { .number($0) }
        case .word:
            guard !text.isEmpty, text.utf8.count <= 60 else { return nil }
            if field == .state { return USState.code(text).map { .word($0.lowercased()) } }
            return .word(text.lowercased())
        }
    }

    /// As a request brings it.
    package var value: Value {
        let values: [Value] = operands.map { operand in
            switch operand {
            case .number(let number) where field.kind == .money: Value(Cents(number).decimal)
            case .number(let number): .int(number)
            case .word(let word): Value(word)
            }
        }
        var all = Value.Fields()
        all["field"] = Value(field.rawValue)
        all["operator"] = Value(comparison.rawValue)
        all["value"] = comparison.takesList ? .list(values) : values.first ?? .null
        if let label { all["label"] = Value(label) }
        return .object(all)
    }
}
