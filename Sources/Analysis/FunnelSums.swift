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

    private static let columns: SQL = """
        coalesce(sum(sums.submitted), 0) AS submitted, coalesce(sum(sums.replied), 0) AS replied,
               coalesce(sum(sums.offered), 0) AS offered, coalesce(sum(sums.accepted), 0) AS accepted,
               coalesce(sum(sums.funded), 0) AS funded
        """

    func total(_ db: Connection) throws -> Counts {
        let row = try db.row(
            """
            SELECT \(part: Self.columns) FROM submission_month AS sums WHERE \(part: filter.months(tenant: tenant))
            """)
        return try row.map(Counts.init) ?? Counts(Stage.allCases.map { _ in 0 })
    }

    /// The funder that got most first.
    func funders(most: Int, _ db: Connection) throws -> [(funder: Funder.ID, name: String, counts: Counts)] {
        try db.rows(
            """
            SELECT grouped.funder_id, funder.name, grouped.submitted, grouped.replied, grouped.offered,
                   grouped.accepted, grouped.funded
              FROM (SELECT sums.funder_id, \(part: Self.columns) FROM submission_month AS sums
                     WHERE \(part: filter.months(tenant: tenant)) GROUP BY sums.funder_id) AS grouped
              JOIN funder ON funder.id = grouped.funder_id
             WHERE grouped.submitted > 0
             ORDER BY grouped.submitted DESC, funder.name, funder.id LIMIT \(most)
            """
        ).map { (try $0["funder_id"], try $0["name"], try Counts($0)) }
    }

    func brokers(_ db: Connection) throws -> [(broker: String, counts: Counts)] {
        try db.rows(
            """
            SELECT sums.sent_by, \(part: Self.columns) FROM submission_month AS sums
             WHERE \(part: filter.months(tenant: tenant)) GROUP BY sums.sent_by ORDER BY submitted DESC, sums.sent_by
             LIMIT 100
            """
        ).map { (try $0["sent_by"], try Counts($0)) }.filter { $0.counts.count(.submitted) > 0 }
    }

    /// Every month of the period, the oldest first.
    func months(_ db: Connection) throws -> [(month: Int, counts: Counts)] {
        var found: [Int: Counts] = [:]
        for row in try db.rows(
            """
            SELECT sums.month, \(part: Self.columns) FROM submission_month AS sums
             WHERE \(part: filter.months(tenant: tenant)) GROUP BY sums.month ORDER BY sums.month
            """)
        { found[try row["month"]] = try Counts(row) }
        return filter.allMonths.map { ($0, found[$0] ?? Counts(Stage.allCases.map { _ in 0 })) }
    }
}
