import Kernel

extension FieldReader {
    package mutating func day(_ name: String) -> Day {
        if raw(name) == nil { need(name) }
        return optionalDay(name) ?? Day(number: 0)
    }

    package mutating func optionalDay(_ name: String) -> Day? {
        guard let value = raw(name) else { return nil }
        if let day = value.text.flatMap({ Day($0.trimmed) }) { return day }
        refuse(name, code: "not_a_day", "must be a day such as 2026-11-20")
        return nil
    }

    package mutating func optionalMoment(_ name: String) -> Moment? {
        guard let value = raw(name) else { return nil }
        if let moment = value.text.flatMap({ Moment($0.trimmed) }) { return moment }
        refuse(name, code: "not_a_moment", "must be a time such as 2026-11-20T21:22:00Z")
        return nil
    }

    /// A form's `on` or a JSON truth value; an absent field is false, as with a box that was not ticked.
    package mutating func flag(_ name: String) -> Bool { optionalFlag(name) ?? false }

    package mutating func optionalFlag(_ name: String) -> Bool? {
        switch raw(name) {
        case nil: return nil
        case .bool(let flag): return flag
        case .string("on"), .string("true"), .string("1"), .string("yes"): return true
        case .string("off"), .string("false"), .string("0"), .string("no"): return false
        default:
            refuse(name, code: "not_a_flag", "must be true or false")
            return nil
        }
    }

    package mutating func id<Record>(_ name: String, _: Record.Type = Record.self) -> Identifier<Record> {
        if raw(name) == nil { need(name) }
        return optionalID(name) ?? Identifier(bits: 0)
    }

    package mutating func optionalID<Record>(_ name: String, _: Record.Type = Record.self) -> Identifier<Record>? {
        guard let value = raw(name) else { return nil }
        return id(name, value)
    }

    package mutating func ids<Record>(
        _ name: String, _: Record.Type = Record.self, count: Int = 200
    ) -> [Identifier<Record>] {
        list(name, count: count).enumerated().compactMap { id("\(name)[\($0)]", $1) }
    }

    private mutating func id<Record>(_ name: String, _ value: Value) -> Identifier<Record>? {
        if let id = value.text.flatMap({ Identifier<Record>($0.trimmed) }) { return id }
        refuse(name, code: "not_an_id", "must be an id of 26 characters")
        return nil
    }

    /// The items of a list; a single value counts as a list of one, because a form's field may stand once.
    package mutating func list(_ name: String, count: Int = 200) -> [Value] {
        guard let value = raw(name) else { return [] }
        let items: [Value]
        switch value {
        case .list(let list): items = list
        case .object:
            refuse(name, code: "not_a_list", "must be a list")
            return []
        default: items = [value]
        }
        guard items.count <= count else {
            refuse(name, code: "too_many", "must have at most \(count) items")
            return []
        }
        return items
    }

    /// The object in that field, read with a reader of its own.
    package mutating func object<Result>(_ name: String, _ build: (inout FieldReader) -> Result) -> Result? {
        guard let value = raw(name) else { return nil }
        return nested(name, value, build)
    }

    /// A list of objects, each read with a reader of its own.
    package mutating func objects<Result>(
        _ name: String, count: Int = 200, _ build: (inout FieldReader) -> Result
    ) -> [Result] {
        guard let value = raw(name) else { return [] }
        guard case .list = value else {
            refuse(name, code: "not_a_list", "must be a list")
            return []
        }
        return list(name, count: count).enumerated().compactMap { nested("\(name)[\($0)]", $1, build) }
    }
}
