import Classification
import Funders
import Kernel
import Storage
import Web

/// What the analysis of declines is narrowed to, as it stands in the page's address.
struct DeclineFilter: Sendable {
    var funder: Funder.ID?
    var reason: DeclineReason?
    var category: DeclineReason.Category?
    /// As the application names it; `-`: it names none.
    var industry: String?
    /// Two letters; `-`: not known.
    var state: String?
    /// Year and month as one number, both inclusive.
    var from: Int?
    var to: Int?

    init(_ query: Query) throws {
        funder = try query.id("funder", Funder.self)
        reason = try query.choice("reason", DeclineReason.self)
        category = try query.choice("category", DeclineReason.Category.self)
        industry = try query.text("industry")
        state = try query.text("state", max: 2)
        from = try Self.month(query, "from")
        to = try Self.month(query, "to")
        if let from, let to, from > to {
            throw FieldErrors([
                FieldError(field: "from", code: "after_end", message: "must not be after the last month")
            ])
        }
    }

    /// `2026-11` as 202611.
    static func month(_ query: Query, _ name: String) throws -> Int? {
        guard let text = try query.text(name) else { return nil }
        guard let day = Day("\(text)-01") else {
            throw FieldErrors([
                FieldError(field: name, code: "not_a_month", message: "a month such as 2026-11")
            ])
        }
        return day.monthNumber
    }

    /// 202611 as `2026-11`.
    static func text(ofMonth month: Int) -> String {
        let number = month % 100
        return "\(month / 100)-\(number < 10 ? "0" : "")\(number)"
    }

    /// What it names but for the time.
    var named: [(property: DeclineSums.Property, value: String)] {
        let all: [(DeclineSums.Property, String?)] = [
            (.funder, funder?.description), (.reason, reason?.rawValue), (.category, category?.rawValue),
            (.industry, industry), (.state, state),
        ]
        return all.compactMap { property, value in value.map { (property, $0) } }
    }

    /// The months that it is narrowed to; nil: all.
    var months: ClosedRange<Int>? {
        guard from != nil || to != nil else { return nil }
        let first = from ?? 0
        return first...max(first, to ?? 999_912)
    }

    /// For rows of `decline`.
    func conditions(tenant: TenantID) -> SQL {
        var all: [SQL] = ["decline.tenant_id = \(tenant)"]
        if let funder { all.append("decline.funder_id = \(funder)") }
        if let reason { all.append("decline.code = \(reason.rawValue)") }
        if let category {
            let codes = DeclineReason.allCases.filter { $0.category == category }.map(\.rawValue)
            all.append("decline.code IN \(list: codes)")
        }
        if let industry { all.append("decline.industry = \(industry)") }
        if let state { all.append("decline.merchant_state = \(state)") }
        // The month's first moment lets the index on time be used.
        if let first = from.flatMap({ Day(year: $0 / 100, month: $0 % 100, day: 1) }) {
            all.append("decline.occurred_at >= \(first.start)")
        }
        if let last = to.flatMap({ Day(year: $0 / 100, month: $0 % 100, day: 1) }) {
            all.append("decline.occurred_at < \(last.adding(months: 1).start)")
        }
        return .all(all)
    }

    /// The fields of the address.
    var entries: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("funder", funder?.description), ("reason", reason?.rawValue), ("category", category?.rawValue),
            ("industry", industry), ("state", state), ("from", from.map(Self.text)), ("to", to.map(Self.text)),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The address with one field set otherwise.
    func link(_ name: String, _ value: String) -> String {
        let fields = name == "month" ? [("from", value), ("to", value)] : [(name, value)]
        let kept = entries.filter { entry in !fields.contains { $0.0 == entry.name } }
        return "/declines?" + Query.encoded(kept + fields.map { (name: $0.0, value: $0.1) })
    }

    var value: Value {
        var fields = Value.Fields()
        for (name, value) in entries { fields[name] = .string(value) }
        return .object(fields)
    }
}
