import Kernel
import Storage
import Web

/// What the search through the history is narrowed to, as it stands in the page's address.
struct AuditFilter: Sendable {
    /// The id of the record that was changed.
    var record: String?
    /// The table of the record: `submission`, `offer` …
    var kind: String?
    /// `person:ID`, `key:NAME`, `system:PART`.
    var who: String?
    var event: String?
    /// Both inclusive, UTC.
    var from: Day?
    var to: Day?

    init(_ query: Query) throws {
        record = try query.text("record", max: 60).map { $0.lowercased() }
        kind = try query.text("kind", max: 60)
        who = try query.text("who", max: 80)
        event = try query.text("event", max: 60)
        from = try query.day("from")
        to = try query.day("to")
        if let from, let to, from > to {
            throw FieldErrors([FieldError(field: "from", code: "after_end", message: "a day before the last one")])
        }
    }

    /// For rows of `history`.
    func conditions(tenant: TenantID) -> SQL {
        var all: [SQL] = ["tenant_id = \(tenant)"]
        if let kind { all.append("record_kind = \(kind)") }
        if let record { all.append("record_id = \(record)") }
        if let who { all.append("who = \(who)") }
        if let event { all.append("event = \(event)") }
        if let from { all.append("at >= \(from.start)") }
        if let to { all.append("at < \(to.adding(days: 1).start)") }
        return .all(all)
    }

    var entries: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("record", record), ("kind", kind), ("who", who), ("event", event), ("from", from?.description),
            ("to", to?.description),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The page narrowed to one value more.
    func link(_ name: String, _ value: String) -> String {
        "/audit?" + Query.encoded(entries.filter { $0.name != name } + [(name, value)])
    }

    var value: Value { .members(entries.map { ($0.name, .string($0.value)) }) }
}
