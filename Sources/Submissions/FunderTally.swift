import Estimates
import Funders
import Kernel
import Storage

/// What became of the submissions of one month and one size to one funder: sums that are kept as results change, so that no
/// page counts submissions.
package struct FunderTally: Sendable {
    package let funder: Funder.ID
    /// Of the sending: 202611.
    package let month: Int
    package let size: SizeBand
    package var cases = PastCases()

    init(funder: Funder.ID, month: Int, size: SizeBand) {
        self.funder = funder
        self.month = month
        self.size = size
    }

    /// So far back the score looks.
    static let monthsBack = 12
    /// A submission without an answer counts once so much time has gone by.
    static let ripens = Span.days(14)

    /// Adds this to the stored sums, or takes it away.
    func add(times: Int, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO funder_tally (tenant_id, funder_id, month, size_band, sent, answered, prompt, offered, declined,
                                      funded)
            VALUES (\(tenant), \(funder), \(month), \(size), \(cases.sent * times), \(cases.answered * times),
                    \(cases.prompt * times), \(cases.offered * times), \(cases.declined * times),
                    \(cases.funded * times))
            ON CONFLICT (tenant_id, funder_id, month, size_band) DO UPDATE
               SET sent = funder_tally.sent + excluded.sent, answered = funder_tally.answered + excluded.answered,
                   prompt = funder_tally.prompt + excluded.prompt, offered = funder_tally.offered + excluded.offered,
                   declined = funder_tally.declined + excluded.declined, funded = funder_tally.funded + excluded.funded
            """)
    }

    /// A funder's sums over the last twelve months: all, and those of one size (what was sent and what was offered on).
    /// What went out lately and has no answer yet is left out: it is too early to count it.
    static func recent(
        size: SizeBand?, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Funder.ID: (all: PastCases, sized: PastCases)] {
        let first = now.day.adding(months: -monthsBack).monthNumber
        var sums: [Funder.ID: (all: PastCases, sized: PastCases)] = [:]
        // CROSS JOIN makes SQLite go from funder to funder, and read of each the months that count alone.
        try db.each(
            """
            SELECT funder.id AS funder_id, sum(sent) AS sent, sum(answered) AS answered, sum(prompt) AS prompt,
                   sum(offered) AS offered, sum(declined) AS declined, sum(funded) AS funded,
                   sum(CASE WHEN size_band = \(size) THEN sent ELSE 0 END) AS size_sent,
                   sum(CASE WHEN size_band = \(size) THEN offered ELSE 0 END) AS size_offered
              FROM funder CROSS JOIN funder_tally
             WHERE funder.tenant_id = \(tenant) AND funder_tally.tenant_id = \(tenant)
               AND funder_tally.funder_id = funder.id AND month >= \(first)
             GROUP BY funder.id
            """
        ) { row in
            sums[try row["funder_id"]] = (
                try cases(row), PastCases(sent: try row["size_sent"], offered: try row["size_offered"])
            )
        }
        try db.each(
            """
            SELECT submission_result.funder_id, count(*) AS number,
                   sum(CASE WHEN submission_result.size_band = \(size) THEN 1 ELSE 0 END) AS size_number
              FROM funder CROSS JOIN submission_result
             WHERE funder.tenant_id = \(tenant) AND submission_result.tenant_id = \(tenant)
               AND submission_result.funder_id = funder.id AND submission_result.is_waiting = 1
               AND submission_result.submitted_at > \(now - ripens)
             GROUP BY submission_result.funder_id ORDER BY submission_result.funder_id
            """
        ) { row in
            guard var sum = sums[try row["funder_id"]] else { return }
            sum.all.sent = max(0, sum.all.sent - (try row.get("number", as: Int.self)))
            sum.sized.sent = max(0, sum.sized.sent - (try row.get("size_number", as: Int.self)))
            sums[try row["funder_id"]] = sum
        }
        return sums
    }

    /// What came of each funder's submissions of each month, from the first to the last.
    package static func byMonth(
        from first: Int, through last: Int, tenant: TenantID, _ db: Connection
    ) throws -> [ScoreTrial.Sum] {
        try db.rows(
            """
            SELECT funder_id, month, sum(sent) AS sent, sum(answered) AS answered, sum(prompt) AS prompt,
                   sum(offered) AS offered, sum(declined) AS declined, sum(funded) AS funded
              FROM funder_tally
             WHERE tenant_id = \(tenant) AND month BETWEEN \(first) AND \(last)
             GROUP BY funder_id, month ORDER BY funder_id, month
            """
        ).map { ScoreTrial.Sum(funder: try $0["funder_id"], month: try $0["month"], cases: try cases($0)) }
    }

    static func cases(_ row: Row) throws -> PastCases {
        PastCases(
            sent: try row["sent"], answered: try row["answered"], prompt: try row["prompt"],
            offered: try row["offered"], declined: try row["declined"], funded: try row["funded"])
    }
}

extension FunderTally {
    private static let counted: SQL = """
        SELECT tenant_id, funder_id, month, size_band, count(*) AS sent, count(answered_at) AS answered,
               sum(is_prompt) AS prompt, count(offered_at) AS offered, sum(is_declined) AS declined,
               sum(is_funded) AS funded
          FROM submission_result
        """
    private static let stored: SQL = """
        SELECT tenant_id, funder_id, month, size_band, sent, answered, prompt, offered, declined, funded FROM funder_tally
        """
    private static let group: SQL = " GROUP BY tenant_id, funder_id, month, size_band"

    /// How many of an office's sums are not those of its results; 0, or the program was wrong.
    package static func miscounted(tenant: TenantID, _ db: Connection) throws -> Int {
        let rows = counted + " WHERE tenant_id = \(tenant)" + group
        let sums = stored + " WHERE tenant_id = \(tenant) AND sent <> 0"
        return try db.value(
            "SELECT count(*) FROM (" + rows + " EXCEPT " + sums + ") AS missing", as: Int.self) ?? 0
            + (try db.value("SELECT count(*) FROM (" + sums + " EXCEPT " + rows + ") AS wrong", as: Int.self) ?? 0)
    }

    /// Counts an office's results anew.
    package static func recount(tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM funder_tally WHERE tenant_id = \(tenant)")
        try db.run(
            """
            INSERT INTO funder_tally (tenant_id, funder_id, month, size_band, sent, answered, prompt, offered, declined,
                                      funded)
            """ + "\n" + counted + " WHERE tenant_id = \(tenant)" + group)
    }
}
