import Kernel

/// Forms and tables have no lists of objects: there `owner2_name` is the name of the second of `owners`.
enum FlatNames {
    // swift-format-ignore
    private static let lists: [(prefix: String, list: String)] = [
        ("owner",   "owners"),
        ("advance", "advances"),
    ]

    /// The object with flat names gathered into lists, in the order of their numbers. A member whose fields are all
    /// empty, but for its id, is left out: so a form's emptied rows vanish.
    static func gathered(_ value: Value) -> Value {
        guard case .object(let fields) = value else { return value }
        var gathered = Value.Fields()
        var members: [String: [Int: Value.Fields]] = [:]
        for (name, value) in fields.members {
            if let (list, index, field) = place(of: name) {
                members[list, default: [:]][index, default: Value.Fields()][field] = value
            } else {
                gathered[name] = value
            }
        }
        for (_, list) in lists {
            guard let rows = members[list] else { continue }
            gathered[list] = .list(rows.sorted { $0.key < $1.key }.map(\.value).filter(isFilled).map { .object($0) })
        }
        return .object(gathered)
    }

    /// `owner2_name` is `owners`, 2, `name`.
    private static func place(of name: String) -> (list: String, index: Int, field: String)? {
        for (prefix, list) in lists where name.hasPrefix(prefix) {
            let rest = name.dropFirst(prefix.count)
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), (1...99).contains(number), rest.dropFirst(digits.count).first == "_"
            else { continue }
            return (list, number, String(rest.dropFirst(digits.count + 1)))
        }
        return nil
    }

    private static func isFilled(_ fields: Value.Fields) -> Bool {
        fields.members.contains { $0.name != "id" && $0.value != .string("") && !$0.value.isNull }
    }
}
