import Kernel

extension [Route] {
    /// These and a route that gives all items of the list at `pattern` as comma-separated text. A column bears the name of a
    /// member of the items; a member of a member stands behind a point (`commission.expected`). `rowFor` names a member
    /// that is a list: each of its elements has a row of its own. `without` are fields of the address that ask for something
    /// else than the list.
    package func exporting(
        _ pattern: String, _ columns: [String], rowFor part: String? = nil, without others: Set<String> = []
    ) -> [Route] {
        guard let list = first(where: { $0.method == .get && $0.pattern == pattern }) else {
            preconditionFailure("no list at \(pattern)")
        }
        return self + [list.export(columns, rowFor: part, without: others.union(["after", "limit"]))]
    }
}

extension Route {
    /// What stands in the address narrows it as it does the list.
    fileprivate func export(_ columns: [String], rowFor part: String?, without others: Set<String>) -> Route {
        let list = handler
        let places = SavingPlaces()
        let name = pattern.split(separator: "/").filter { !$0.hasPrefix("{") }.joined(separator: "-")
        return .get("\(pattern)/export", for: access, "All of the same as comma-separated text") { request in
            let own = request.query.entries.filter { !others.contains($0.name) }
            return try await CommaFile.all(
                head: columns.map { String($0.map { $0 == "." ? "_" : $0 }) }, as: "\(name).csv", in: places
            ) { page in
                let place = page.after.map { [("after", $0.text)] } ?? []
                let asked = request.asking(own + [("limit", "\(page.limit)")] + place)
                guard case .view(let view) = try await list(asked), view.value["items"] != nil else {
                    throw ListFault(description: "\(asked.pattern) gives no list")
                }
                return Page(view.value).map { items in
                    part.map { part in items.flatMap { $0.rows(for: part) } } ?? items
                }
            } cells: { item in
                columns.map { column in
                    let value = column.split(separator: ".").reduce(Optional(item)) { $0?[String($1)] }
                    return (value ?? .null).cell
                }
            }
        }.taking(fields.filter { !others.contains($0.name) })
    }
}

extension Value {
    /// The object once for each element of a list that it has; once where the list is empty.
    fileprivate func rows(for part: String) -> [Value] {
        guard let fields, let elements = self[part]?.list else { return [self] }
        return (elements.isEmpty ? [.null] : elements).map { element in
            var row = fields
            row[part] = element
            return .object(row)
        }
    }

    /// As a cell of comma-separated text.
    package var cell: String {
        switch self {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): "\(number)"
        case .decimal(let text), .string(let text): text
        case .list(let list): list.map(\.cell).joined(separator: "; ")
        case .object: json
        }
    }
}

/// A list of the program's own is none.
private struct ListFault: Fault {
    let description: String
}
