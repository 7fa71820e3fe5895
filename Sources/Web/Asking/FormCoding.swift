import Kernel

/// `application/x-www-form-urlencoded`, of a query or a body.
enum FormCoding {
    /// Nil where an escape is broken, the text is no UTF-8 or there are more than `count` fields.
    static func entries(_ bytes: some Collection<UInt8>, count: Int) -> [(name: String, value: String)]? {
        var entries: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard entries.count < count else { return nil }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], isForm: true),
                let value = parts.count == 2 ? PercentCoding.decode(parts[1], isForm: true) : ""
            else { return nil }
            entries.append((name, value))
        }
        return entries
    }

    /// An object of the fields; a name that stands more than once is a list.
    static func object(_ entries: [(name: String, value: String)]) -> Value.Fields {
        var fields = Value.Fields()
        var lists: [String: [Value]] = [:]
        for (name, value) in entries {
            lists[name, default: []].append(.string(value))
            if fields[name] == nil { fields[name] = .string(value) }
        }
        for (name, values) in lists where values.count > 1 { fields[name] = .list(values) }
        return fields
    }
}
