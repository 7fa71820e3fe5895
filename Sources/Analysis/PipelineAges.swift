import Kernel
import Storage
import Submissions

/// How old the open submissions of each state are. Ids begin with their moment, so the index on states counts them.
struct PipelineAges: Sendable {
    private static let days = [1, 3, 7, 14, 30]
    static let labels = ["1 day", "3 days", "7 days", "14 days", "30 days", "older"]

    /// For each state how many are in each band; all of a state are known from its sum.
    static func counts(
        _ sums: PipelineSums, states: [(status: Status, line: PipelineSums.Line)], _ db: Connection
    ) throws -> [(status: Status, bands: [Int])] {
        let open = states.filter { $0.status.isOpen }
        guard !open.isEmpty else { return [] }
        let floors = days.map { day in
            Identifier<Submission>(bits: UInt128(UInt64((sums.now - .days(Int64(day))).milliseconds)) << 80)
        }
        var condition: SQL = "tenant_id = \(sums.tenant) AND status IN \(list: open.map(\.status))"
        if let funder = sums.filter.funder { condition = condition + " AND funder_id = \(funder)" }
        if let broker = sums.filter.broker { condition = condition + " AND sent_by = \(broker)" }
        var found: [Status: [Int]] = [:]
        for row in try db.rows(
            """
            SELECT status, CASE WHEN id >= \(floors[0]) THEN 0 WHEN id >= \(floors[1]) THEN 1 WHEN id >= \(floors[2]) THEN 2
                                WHEN id >= \(floors[3]) THEN 3 ELSE 4 END AS band, count(*) AS number
              FROM submission
             WHERE \(part: condition) AND id >= \(floors[4])
             GROUP BY 1, 2 ORDER BY 1, 2
            """)
        {
            found[try row["status"], default: Array(repeating: 0, count: labels.count)][try row["band"]] =
                try row["number"]
        }
        return open.map { status, line in
            var bands = found[status] ?? Array(repeating: 0, count: labels.count)
            bands[labels.count - 1] = max(0, line.number - bands.reduce(0, +))
            return (status, bands)
        }
    }
}
