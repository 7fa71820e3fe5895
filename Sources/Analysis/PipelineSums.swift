import Funders
import Kernel
import Storage
import Submissions

/// Where submissions stand now: by state with ages and amounts, by funder and by who sent them.
struct PipelineSums: Sendable {
    let filter: FigureFilter
    let tenant: TenantID
    let now: Moment

    /// One row of sums: how many, what they ask for, how old they are on average.
    struct Line: Sendable, Equatable {
        var number = 0
        var startedMinutes: Int64 = 0
        var requested: [String: Int64] = [:]

        mutating func add(_ row: Row) throws {
            number += try row.get("number", as: Int.self)
            startedMinutes += try row.get("started_minutes", as: Int64.self)
            let currency: String = try row["currency"]
            let cents: Int64 = try row["requested_cents"]
            if !currency.isEmpty, cents != 0 { requested[currency, default: 0] += cents }
        }

        /// In hours.
        func meanAge(at now: Moment) -> Int? {
            number > 0 ? Int((now.seconds / 60 * Int64(number) - startedMinutes) / Int64(number) / 60) : nil
        }

        /// `$1,200,000`, each currency by itself.
        var requestedText: String? {
            requested.isEmpty
                ? nil
                : requested.sorted { $0.key < $1.key }.map { currency, cents in
                    "\(Currency(rawValue: currency)?.symbol ?? "\(currency) ")\(Cents(cents / 100 * 100).grouped)"
                }.joined(separator: " + ")
        }

        func members(at now: Moment) -> [(String, Value)] {
            let hours = meanAge(at: now)
            return [
                ("number", Value(number)), ("requested", Value(requestedText)), ("mean_age_hours", Value(hours)),
                ("mean_age", Value(hours.map { Age.text(hours: $0) })),
            ]
        }
    }

    private static let columns: SQL = """
        sums.currency, sum(sums.number) AS number, sum(sums.requested_cents) AS requested_cents,
               sum(sums.started_minutes) AS started_minutes
        """
    private static let open = Status.allCases.filter(\.isOpen)

    /// By state, in the order of a submission's life.
    func states(_ db: Connection) throws -> [(status: Status, line: Line)] {
        var lines: [Status: Line] = [:]
        for row in try db.rows(
            """
            SELECT sums.status, \(part: Self.columns) FROM submission_sum AS sums
             WHERE \(part: filter.standing(tenant: tenant)) GROUP BY sums.status, sums.currency ORDER BY sums.status
            """)
        { try lines[try row.get("status", as: Status.self), default: Line()].add(row) }
        return Status.allCases.compactMap { status in
            lines[status].flatMap { $0.number > 0 ? (status, $0) : nil }
        }
    }

    /// The oldest open submission of each state: an index is asked for its first entry, state by state.
    func oldest(_ db: Connection) throws -> [Status: (id: Submission.ID, at: Moment)] {
        var place: SQL = "tenant_id = \(tenant)"
        if let funder = filter.funder { place = place + " AND funder_id = \(funder)" }
        if let broker = filter.broker { place = place + " AND sent_by = \(broker)" }
        let parts = Self.open.map { status -> SQL in
            "SELECT CAST(\(status) AS TEXT) AS status, min(id) AS id FROM submission WHERE \(part: place) AND status = \(status)"
        }
        let all = parts.dropFirst().reduce(parts[0]) { $0 + " UNION ALL " + $1 }
        var oldest: [Status: (id: Submission.ID, at: Moment)] = [:]
        for row in try db.rows(
            """
            SELECT first.status, submission.id, submission.created_at
              FROM (\(part: all)) AS first JOIN submission ON submission.id = first.id
             ORDER BY first.status
            """)
        { oldest[try row["status"]] = (try row["id"], try row["created_at"]) }
        return oldest
    }

    /// What is open, by a property: the largest first.
    func open(by column: StaticString, most: Int, _ db: Connection) throws -> [(key: String, line: Line)] {
        var lines: [String: Line] = [:]
        for row in try db.rows(
            """
            SELECT sums.\(name: column) AS key, \(part: Self.columns) FROM submission_sum AS sums
             WHERE \(part: filter.standing(tenant: tenant)) AND sums.status IN \(list: Self.open)
             GROUP BY sums.\(name: column), sums.currency ORDER BY key
            """)
        { try lines[try row["key"], default: Line()].add(row) }
        return lines.filter { $0.value.number > 0 }.sorted { ($1.value.number, $0.key) < ($0.value.number, $1.key) }
            .prefix(most).map { ($0.key, $0.value) }
    }

    /// Each sum by itself, for a table of one's own.
    func everything(_ db: Connection) throws -> [Row] {
        try db.rows(
            """
            SELECT sums.status, funder.name AS funder_name, sums.sent_by, sums.currency, sums.number,
                   sums.requested_cents, sums.started_minutes
              FROM submission_sum AS sums JOIN funder ON funder.id = sums.funder_id
             WHERE \(part: filter.standing(tenant: tenant)) AND sums.number > 0
             ORDER BY sums.status, funder.name, sums.sent_by, sums.currency
            """)
    }
}

/// How long something stands.
enum Age {
    /// `5 h`, `3 days`
    static func text(hours: Int) -> String {
        if hours < 1 { return "under 1 h" }
        if hours < 48 { return "\(hours) h" }
        return "\((hours + 12) / 24) days"
    }
}
