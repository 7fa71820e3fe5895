import Kernel
import Storage

/// How many submissions were declined, by each property of a decline and by each two of them: so that the analysis of
/// declines reads a few rows whatever has piled up. A submission with several reasons counts once in each place.
package struct DeclineTally: Equatable {
    /// In the order in which two of them are kept. `all` has no value.
    package enum Property: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case all, month, funder, reason, category, industry, state

        var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    private struct Item: Hashable {
        let property: Property
        let value: String
    }
    private struct Pair: Hashable {
        let first: Item
        let second: Item
    }

    private let tenant: TenantID
    private var sums: [Pair: Int] = [:]

    init(tenant: TenantID) { self.tenant = tenant }

    /// As they are stored.
    init(stored tenant: TenantID, _ db: Connection) throws {
        self.init(tenant: tenant)
        for row in try db.rows(
            """
            SELECT first, first_value, second, second_value, number FROM decline_sum
             WHERE tenant_id = \(tenant) AND number <> 0 ORDER BY first, first_value, second, second_value
            """)
        {
            let pair = Pair(
                first: Item(property: try row["first"], value: try row["first_value"]),
                second: Item(property: try row["second"], value: try row["second_value"]))
            sums[pair] = try row["number"]
        }
    }

    /// As the declines make them that are there.
    init(counted tenant: TenantID, _ db: Connection) throws {
        self.init(tenant: tenant)
        let categories = try Self.categories(db)
        var (current, items): (String?, Set<Item>) = (nil, [])
        try db.each(
            """
            SELECT submission_id, month, code, funder_id, industry, merchant_state FROM submission_decline
             WHERE tenant_id = \(tenant) ORDER BY submission_id, ordinal
            """
        ) { row in
            let id: String = try row["submission_id"]
            if id != current {
                add(items, 1)
                current = id
                items = Self.items(
                    month: try row["month"], funder: try row["funder_id"] ?? "", industry: try row["industry"],
                    state: try row["merchant_state"])
            }
            items.formUnion(Self.items(code: try row["code"], categories))
        }
        add(items, 1)
    }

    /// Counts a submission's declines: `number` 1 where they came, -1 where they are no more.
    mutating func add(_ declines: [Decline], of submission: Submission.ID, _ number: Int, _ db: Connection) throws {
        guard let month = declines.first?.month else { return }
        let row = try db.row(
            """
            SELECT funder_id, industry_name, merchant_state FROM submission
             WHERE tenant_id = \(tenant) AND id = \(submission)
            """)
        guard let row else { throw SubmissionRefusal.unknown(submission) }
        let categories = try Self.categories(db)
        let place = Self.items(
            month: month, funder: try row["funder_id"], industry: try row["industry_name"],
            state: try row["merchant_state"])
        add(declines.reduce(into: place) { $0.formUnion(Self.items(code: $1.code, categories)) }, number)
    }

    private static func items(month: Int, funder: String, industry: String?, state: String?) -> Set<Item> {
        [
            Item(property: .all, value: ""), Item(property: .month, value: "\(month)"),
            Item(property: .funder, value: funder), Item(property: .industry, value: industry ?? "-"),
            Item(property: .state, value: state ?? "-"),
        ]
    }

    private static func items(code: String, _ categories: [String: String]) -> Set<Item> {
        [Item(property: .reason, value: code), Item(property: .category, value: categories[code] ?? "")]
    }

    private static func categories(_ db: Connection) throws -> [String: String] {
        var all: [String: String] = [:]
        for row in try db.rows("SELECT code, category FROM decline_reason ORDER BY id") {
            all[try row["code"]] = try row["category"]
        }
        return all
    }

    /// Each two of different properties. A reason's category follows from it, so these two are not kept together.
    private mutating func add(_ items: Set<Item>, _ number: Int) {
        for first in items {
            for second in items {
                let areTwo =
                    first.property.place < second.property.place
                    && !(first.property == .reason && second.property == .category)
                guard areTwo || first.property == .all && second.property == .all else { continue }
                let pair = Pair(first: first, second: second)
                let sum = (sums[pair] ?? 0) + number
                sums[pair] = sum == 0 ? nil : sum
            }
        }
    }

    /// Adds these to those that are stored.
    func store(_ db: Connection) throws {
        try db.insert(
            sums.map { pair, number in
                """
                (\(tenant), \(pair.first.property), \(pair.first.value), \(pair.second.property), \(pair.second.value),
                 \(number))
                """
            }, into: "decline_sum (tenant_id, first, first_value, second, second_value, number)",
            """
            ON CONFLICT (tenant_id, first, first_value, second, second_value) DO UPDATE
               SET number = decline_sum.number + excluded.number
            """)
    }

    static func rebuild(tenant: TenantID, _ db: Connection) throws {
        try complete("AND tenant_id = \(tenant)", db)
        try place("tenant_id = \(tenant)", db)
        try db.run("DELETE FROM decline_sum WHERE tenant_id = \(tenant)")
        try DeclineTally(counted: tenant, db).store(db)
    }

    /// Whether a program that knew nothing of the columns wrote declines meanwhile.
    static func isIncomplete(tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row("SELECT 1 FROM submission_decline WHERE tenant_id = \(tenant) AND industry IS NULL LIMIT 1") != nil
    }

    /// Writes what is not there: of submissions what their applications say now, - where they say nothing.
    private static func complete(_ part: SQL, _ db: Connection) throws {
        try db.run(
            """
            UPDATE submission
               SET industry_name = (SELECT coalesce(industry_name, '-') FROM application
                                     WHERE application.id = submission.application_id)
             WHERE industry_name IS NULL \(part: part)
            """)
        try db.run(
            """
            UPDATE submission
               SET merchant_state = (SELECT coalesce(state, '-') FROM application
                                      WHERE application.id = submission.application_id)
             WHERE merchant_state IS NULL \(part: part)
            """)
    }

    /// Writes beside declines what their submissions say, so that they are found by it.
    static func place(_ condition: SQL, _ db: Connection) throws {
        try db.run(
            """
            UPDATE submission_decline
               SET (funder_id, industry, merchant_state) =
                   (SELECT funder_id, coalesce(industry_name, '-'), coalesce(merchant_state, '-') FROM submission
                     WHERE submission.id = submission_decline.submission_id)
             WHERE \(part: condition)
            """)
    }

    /// Fills the new columns of submissions from their applications.
    @Sendable static func fillSubmissions(_ db: Connection) throws { try complete("", db) }

    /// Fills the new columns of the declines that are there, and counts them.
    @Sendable static func fill(_ db: Connection) throws {
        try place("TRUE", db)
        for row in try db.rows("SELECT DISTINCT tenant_id FROM submission_decline ORDER BY tenant_id") {
            let tenant: TenantID = try row["tenant_id"]
            try db.run("DELETE FROM decline_sum WHERE tenant_id = \(tenant)")
            try DeclineTally(counted: tenant, db).store(db)
        }
    }
}

extension DeclineTally {
    /// How many submissions each value of a property was declined for: all of them, or those for which `only` holds. Nil
    /// where the two are not kept together. `months` are those of the declines.
    package static func numbers(
        by property: Property, only: (property: Property, value: String)? = nil, months: ClosedRange<Int>? = nil,
        tenant: TenantID, _ db: Connection
    ) throws -> [String: Int]? {
        precondition(only == nil || months == nil, "counts are kept by two properties at most")
        let column: SQL
        let condition: SQL
        if let months {
            // A month is a number of six digits, so that its text has the numbers' order.
            let span: SQL = "BETWEEN \("\(months.lowerBound)") AND \("\(months.upperBound)")"
            (column, condition) =
                property == .month
                ? (
                    "second_value",
                    "first = 'all' AND first_value = '' AND second = 'month' AND second_value \(part: span)"
                )
                : ("second_value", "first = 'month' AND first_value \(part: span) AND second = \(property)")
        } else if let only, only.property != property {
            guard Set([only.property, property]) != [.reason, .category] else { return nil }
            (column, condition) =
                only.property.place < property.place
                ? ("second_value", "first = \(only.property) AND first_value = \(only.value) AND second = \(property)")
                : ("first_value", "second = \(only.property) AND second_value = \(only.value) AND first = \(property)")
        } else {
            let own: SQL = only.map { " AND second_value = \($0.value)" } ?? ""
            (column, condition) = ("second_value", "first = 'all' AND first_value = '' AND second = \(property)" + own)
        }
        var numbers: [String: Int] = [:]
        for row in try db.rows(
            """
            SELECT \(part: column) AS value, sum(number) AS number FROM decline_sum
             WHERE tenant_id = \(tenant) AND \(part: condition) AND number > 0 GROUP BY 1 ORDER BY 1
            """)
        { numbers[try row["value"]] = try row["number"] }
        return numbers
    }
}
