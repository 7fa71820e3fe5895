import Classification
import Kernel
import Storage

/// Declines added up by one property: how many submissions each of its values was declined for.
enum DeclineSums {
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

        fileprivate var columns: SQL {
            switch self {
            case .reason: "decline.code AS key, min(decline_reason.label) AS label"
            case .category: "decline_reason.category AS key, min(decline_reason.category) AS label"
            case .funder: "submission.funder_id AS key, min(funder.name) AS label"
            case .industry:
                "coalesce(application.industry_name, '-') AS key, min(coalesce(application.industry_name, '-')) AS label"
            case .state: "coalesce(application.state, '-') AS key, min(coalesce(application.state, '-')) AS label"
            case .month: "decline.month AS key, min(decline.month) AS label"
            }
        }

        fileprivate var group: SQL {
            switch self {
            case .reason: "decline.code"
            case .category: "decline_reason.category"
            case .funder: "submission.funder_id"
            case .industry: "coalesce(application.industry_name, '-')"
            case .state: "coalesce(application.state, '-')"
            case .month: "decline.month"
            }
        }

        /// The largest first; months in their order.
        fileprivate var order: SQL { self == .month ? "decline.month DESC" : "declines DESC, 1" }
    }

    static let tables: SQL = """
          FROM submission_decline AS decline
          JOIN submission ON submission.id = decline.submission_id
          JOIN application ON application.id = submission.application_id
          JOIN funder ON funder.id = submission.funder_id
          JOIN decline_reason ON decline_reason.code = decline.code
        """

    /// So many values are shown; the rest is in the CSV.
    private static let most = 24

    static func value(
        by property: Property, _ filter: DeclineFilter, tenant: TenantID, _ db: Connection
    ) throws -> Value {
        let rows = try db.rows(
            "SELECT \(part: property.columns), count(DISTINCT decline.submission_id) AS declines" + tables
                + " WHERE \(part: filter.conditions(tenant: tenant)) GROUP BY \(part: property.group)"
                + " ORDER BY \(part: property.order) LIMIT \(most)")
        let counts: [Int] = try rows.map { try $0["declines"] }
        let largest = max(counts.max() ?? 1, 1)
        return [
            "property": .string(property.rawValue), "label": .string(property.label),
            "rows": .list(
                try zip(rows, counts).map { row, count in
                    let (key, label) = try names(row, property)
                    return [
                        "key": .string(key), "label": .string(label), "declines": Value(count),
                        "link": .string(filter.link(property.rawValue, key)), "bar": Value(count * 100 / largest),
                    ]
                }),
        ]
    }

    private static func names(_ row: Row, _ property: Property) throws -> (key: String, label: String) {
        if property == .month {
            let text = DeclineFilter.text(ofMonth: try row["key"])
            return (text, text)
        }
        let (key, label): (String, String) = (try row["key"], try row["label"])
        if property == .category { return (key, DeclineReason.Category(rawValue: key)?.label ?? key) }
        return (key, label == "-" ? "not known" : label)
    }

    /// How many submissions and how many reasons the filter lets through.
    static func total(_ filter: DeclineFilter, tenant: TenantID, _ db: Connection) throws -> Value {
        let row = try db.row(
            "SELECT count(DISTINCT decline.submission_id) AS declines, count(*) AS reasons" + tables
                + " WHERE \(part: filter.conditions(tenant: tenant))")
        return [
            "declines": try Value(row?.get("declines", as: Int.self)),
            "reasons": try Value(row?.get("reasons", as: Int.self)),
        ]
    }
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
