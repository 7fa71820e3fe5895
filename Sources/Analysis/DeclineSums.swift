import Classification
import Funders
import Kernel
import Storage
import Submissions

/// Declines added up by each property: how many submissions each of its values was declined for. From the counts that
/// are kept where the filter names one thing at most; from the declines themselves where it names more.
struct DeclineSums: Sendable, Equatable {
    /// What is added up by.
    enum Property: String, CaseIterable, Sendable {
        case reason, category, funder, industry, state, month

        var label: String {
            switch self {
            case .reason: "Reason"
            case .category: "Kind of reason"
            case .funder: "Funder"
            case .industry: "Industry"
            case .state: "State"
            case .month: "Month"
            }
        }

        var kept: DeclineTally.Property {
            switch self {
            case .reason: .reason
            case .category: .category
            case .funder: .funder
            case .industry: .industry
            case .state: .state
            case .month: .month
            }
        }
    }

    private(set) var submissions = 0
    private(set) var reasons = 0
    /// By property, and the value of it.
    private(set) var numbers: [Property: [String: Int]] = [:]

    static func read(_ filter: DeclineFilter, tenant: TenantID, _ db: Connection) throws -> DeclineSums {
        try kept(filter, tenant: tenant, db) ?? counted(filter, tenant: tenant, db)
    }

    /// Nil where the filter names more than the counts are kept by.
    static func kept(
        _ filter: DeclineFilter, tenant: TenantID, _ db: Connection
    ) throws -> DeclineSums? {
        let named = filter.named
        guard named.count + (filter.months == nil ? 0 : 1) <= 1 else { return nil }
        let only = named.first.map { (property: $0.property.kept, value: $0.value) }
        func numbers(by property: DeclineTally.Property) throws -> [String: Int]? {
            try DeclineTally.numbers(by: property, only: only, months: filter.months, tenant: tenant, db)
        }
        var sums = DeclineSums()
        for property in Property.allCases { sums.numbers[property] = try numbers(by: property.kept) }
        // A reason is of one kind: which, and which reasons are of a kind, its name says.
        if let reason = filter.reason {
            sums.numbers[.category] = [reason.category.rawValue: sums.numbers[.reason]?[reason.rawValue] ?? 0]
        } else if let category = filter.category {
            let all = try DeclineTally.numbers(by: .reason, tenant: tenant, db) ?? [:]
            sums.numbers[.reason] = all.filter { DeclineReason(rawValue: $0.key)?.category == category }
        }
        if let only {
            sums.submissions =
                try DeclineTally.numbers(by: only.property, only: only, tenant: tenant, db)?[only.value] ?? 0
        } else if filter.months == nil {
            sums.submissions = try DeclineTally.numbers(by: .all, tenant: tenant, db)?[""] ?? 0
        } else {
            sums.submissions = sums.numbers[.month]?.values.reduce(0, +) ?? 0
        }
        sums.reasons = sums.numbers[.reason]?.values.reduce(0, +) ?? 0
        return sums
    }

    /// In one walk through the declines that the filter lets through, submission by submission.
    static func counted(
        _ filter: DeclineFilter, tenant: TenantID, _ db: Connection
    ) throws -> DeclineSums {
        var sums = DeclineSums()
        var seen: [Property: Set<String>] = [:]
        var current: String?
        func close() {
            guard current != nil else { return }
            sums.submissions += 1
            for (property, values) in seen {
                for value in values { sums.numbers[property, default: [:]][value, default: 0] += 1 }
            }
            seen = [:]
        }
        try db.each(
            """
            SELECT decline.submission_id, decline.code, decline_reason.category, decline.month, decline.funder_id,
                   decline.industry, decline.merchant_state
              FROM submission_decline AS decline
              JOIN decline_reason ON decline_reason.code = decline.code
             WHERE \(part: filter.conditions(tenant: tenant))
             ORDER BY decline.submission_id, decline.ordinal
            """
        ) { row in
            let id: String = try row["submission_id"]
            if id != current {
                close()
                current = id
            }
            sums.reasons += 1
            seen[.reason, default: []].insert(try row["code"])
            seen[.category, default: []].insert(try row["category"])
            seen[.month, default: []].insert("\(try row.get("month", as: Int.self))")
            seen[.funder, default: []].insert(try row["funder_id"])
            seen[.industry, default: []].insert(try row["industry"])
            seen[.state, default: []].insert(try row["merchant_state"])
        }
        close()
        return sums
    }

    /// So many values are shown; the rest is in the CSV.
    private static let most = 24

    /// Each property with its values, the largest first, months in their order.
    func value(_ filter: DeclineFilter, tenant: TenantID, _ db: Connection) throws -> Value {
        let funders = try FunderNames(tenant: tenant, db)
        return .list(
            Property.allCases.map { property in
                let all = (numbers[property] ?? [:]).filter { $0.value > 0 }
                let shown = all.sorted { one, other in
                    property == .month
                        ? one.key > other.key : (-one.value, one.key) < (-other.value, other.key)
                }.prefix(Self.most)
                let largest = max(shown.map(\.value).max() ?? 1, 1)
                return [
                    "property": .string(property.rawValue), "label": .string(property.label),
                    "rows": .list(
                        shown.map { value, count in
                            let (key, label) = Self.names(value, property, funders)
                            return [
                                "key": .string(key), "label": .string(label), "declines": Value(count),
                                "link": .string(filter.link(property.rawValue, key)),
                                "bar": Value(count * 100 / largest),
                            ]
                        }),
                ]
            })
    }

    private static func names(
        _ value: String, _ property: Property, _ funders: FunderNames
    ) -> (key: String, label: String) {
        switch property {
        case .month:
            let text = Int(value).map { DeclineFilter.text(ofMonth: $0) } ?? value
            return (text, text)
        case .reason: return (value, DeclineReason(rawValue: value)?.label ?? value)
        case .category: return (value, DeclineReason.Category(rawValue: value)?.label ?? value)
        case .funder: return (value, funders[value] ?? value)
        case .industry, .state: return (value, value == "-" ? "not known" : value)
        }
    }

    /// How many submissions and how many reasons the filter lets through.
    var total: Value { ["declines": Value(submissions), "reasons": Value(reasons)] }
}

extension DeclineReason.Category {
    var label: String {
        switch self {
        case .credit: "Credit"
        case .cashFlow: "Cash flow"
        case .business: "Business"
        case .compliance: "Compliance"
        case .process: "Process"
        }
    }
}
