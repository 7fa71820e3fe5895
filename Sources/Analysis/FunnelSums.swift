import Funders
import Kernel
import Storage
import Submissions

/// How far the submissions of a period came: submitted, replied, offered, accepted, funded (L07).
struct FunnelSums: Sendable {
    let filter: FigureFilter
    let tenant: TenantID

    /// A count for each stage, in their order.
    struct Counts: Sendable, Equatable {
        let all: [Int]

        init(_ row: Row) throws { all = try Stage.allCases.map { try row[$0.rawValue] } }
        init(_ all: [Int]) { self.all = all }

        static let none = Counts(Stage.allCases.map { _ in 0 })

        static func + (one: Counts, other: Counts) -> Counts { Counts(zip(one.all, other.all).map { $0 + $1 }) }

        func count(_ stage: Stage) -> Int { all[Stage.allCases.firstIndex(of: stage) ?? 0] }
        /// Of those that were submitted.
        func share(_ stage: Stage) -> Portion { Portion(count(stage), of: count(.submitted)) }

        var members: [(String, Value)] {
            Stage.allCases.flatMap { stage in
                [
                    (stage.rawValue, Value(count(stage))),
                    ("\(stage.rawValue)_percent", Value(share(stage).percent)),
                ]
            }
        }
    }

    /// Counts of the period by a column, of `funder` and `broker`, where the filter narrows to none. Added up here: grouped
    /// by the engine, the column's index would be walked through whole.
    private func counted(by column: StaticString, _ funder: SQL, _ broker: SQL, _ db: Connection) throws -> [String:
        Counts]
    {
        var found: [String: Counts] = [:]
        try db.each(
            """
            SELECT \(name: column) AS key, submitted, replied, offered, accepted, funded FROM submission_reach
             WHERE tenant_id = \(tenant) AND period IN \(list: filter.periods)
               AND \(part: filter.funder.map { "funder_id = \($0)" } ?? funder)
               AND \(part: filter.broker.map { "sent_by = \($0)" } ?? broker)
            """
        ) { row in
            let key: String = try row["key"]
            let counts = try Counts(row)
            found[key] = found[key].map { $0 + counts } ?? counts
        }
        return found.filter { $0.value.count(.submitted) > 0 }
    }

    func total(_ db: Connection) throws -> Counts {
        try counted(by: "funder_id", "funder_id = ''", "sent_by = ''", db).values.reduce(.none, +)
    }

    /// The funder that got most first.
    func funders(most: Int, _ db: Connection) throws -> [(funder: Funder.ID, name: String, counts: Counts)] {
        let counts = try counted(by: "funder_id", "funder_id <> ''", "sent_by = ''", db)
        guard !counts.isEmpty else { return [] }
        let wanted: SQL = filter.funder.map { "AND id = \($0)" } ?? ""
        let all = try db.rows(
            "SELECT id, name FROM funder WHERE tenant_id = \(tenant) \(part: wanted) ORDER BY name, id"
        )
        .compactMap { row -> (funder: Funder.ID, name: String, counts: Counts)? in
            let id: Funder.ID = try row["id"]
            return try counts[id.description].map { (id, try row["name"], $0) }
        }
        let sorted = all.enumerated().sorted { one, other in
            let (mine, theirs) = (one.element.counts.count(.submitted), other.element.counts.count(.submitted))
            return mine == theirs ? one.offset < other.offset : mine > theirs
        }
        return sorted.prefix(most).map(\.element)
    }

    /// Whoever sent anything.
    static func senders(tenant: TenantID, _ db: Connection) throws -> [String] {
        try db.rows("SELECT DISTINCT sent_by FROM submission_sum WHERE tenant_id = \(tenant) ORDER BY sent_by")
            .map { try $0["sent_by"] }
    }

    func brokers(_ db: Connection) throws -> [(broker: String, counts: Counts)] {
        // Named one by one, they are found by the key; any of them would be every row of the office.
        let all = try Self.senders(tenant: tenant, db)
        let counts = try counted(by: "sent_by", "funder_id = ''", "sent_by IN \(list: all)", db)
        let sorted = counts.sorted { one, other in
            (-one.value.count(.submitted), one.key) < (-other.value.count(.submitted), other.key)
        }
        return sorted.prefix(100).map { ($0.key, $0.value) }
    }

    /// Every month of the period, the oldest first.
    func months(_ db: Connection) throws -> [(month: Int, counts: Counts)] {
        var found: [Int: Counts] = [:]
        for row in try db.rows(
            """
            SELECT sums.period, sums.submitted, sums.replied, sums.offered, sums.accepted, sums.funded
              FROM submission_reach AS sums
             WHERE sums.tenant_id = \(tenant) AND sums.period IN \(list: filter.allMonths)
               AND sums.funder_id = \(filter.funder?.description ?? "") AND sums.sent_by = \(filter.broker ?? "")
             ORDER BY sums.period
            """)
        { found[try row["period"]] = try Counts(row) }
        return filter.allMonths.map { ($0, found[$0] ?? .none) }
    }
}
