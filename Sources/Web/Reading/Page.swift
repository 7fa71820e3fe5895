import Kernel

/// A place in a list, opaque to the asker: base64url of what the list's order needs to go on.
package struct Cursor: Hashable, Sendable {
    package let value: Value

    package static let longest = 600

    package init(_ value: Value) { self.value = value }

    /// Reads `text`; anything that `text` never gave is nil.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.decode(text) else { return nil }
        // A text that is no JSON is no cursor; why not is of no interest.
        guard let value = try? Value(parsing: bytes) else { return nil }
        self.value = value
    }

    package var text: String { Base64URL.encode(value.jsonBytes) }
}

/// How much of a list is wanted, and from where.
package struct PageRequest: Sendable {
    package static let largest = 1000

    /// 1 to 1000 items.
    package let limit: Int
    package let after: Cursor?

    package init(limit: Int, after: Cursor?) {
        self.limit = min(max(limit, 1), Self.largest)
        self.after = after
    }
}

/// One page of a list and the cursor of the next.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    package let next: Cursor?

    /// `rows` were asked for with a limit of one more than wanted, so that it is known whether more follow;
    /// `place` gives what the order needs to go on after an item.
    package init(rows: [Item], of request: PageRequest, place: (Item) -> Value) {
        items = Array(rows.prefix(request.limit))
        next = rows.count > request.limit ? items.last.map { Cursor(place($0)) } : nil
    }

    /// What stands for the items of another page, in its place.
    package func map<Other: Sendable>(_ change: ([Item]) throws -> [Other]) rethrows -> Page<Other> {
        Page<Other>(items: try change(items), next: next)
    }

    /// A page as an answer shows it.
    init(_ value: Value) where Item == Value {
        self.init(items: value["items"]?.list ?? [], next: value["next"]?.text.flatMap { Cursor($0) })
    }

    private init(items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }

    /// `{"items": […], "next": "…" or null}`
    package func value(_ item: (Item) -> Value) -> Value {
        ["items": .list(items.map(item)), "next": Value(next?.text)]
    }
}
