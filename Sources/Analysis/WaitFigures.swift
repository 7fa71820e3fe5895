import Funders
import Kernel
import Storage
import Submissions

/// How long funders took to the first answer, from the server's 250 on: middle, nine of ten, and how they spread. Each
/// figure is the upper end of its step (`WaitStep`).
struct WaitFigures: Sendable {
    let filter: FigureFilter
    let tenant: TenantID

    /// Of some answers the time within which half of them and nine of ten had come.
    struct Spread: Sendable, Equatable {
        let answers: Int
        let median: WaitStep?
        let ninetieth: WaitStep?

        init(_ steps: [(minutes: Int, number: Int)]) {
            answers = steps.reduce(0) { $0 + $1.number }
            median = Self.step(steps, reaching: (answers + 1) / 2)
            ninetieth = Self.step(steps, reaching: (answers * 9 + 9) / 10)
        }

        /// The first step up to which so many had come; steps stand in their order.
        private static func step(_ steps: [(minutes: Int, number: Int)], reaching wanted: Int) -> WaitStep? {
            var count = 0
            for (minutes, number) in steps {
                count += number
                if wanted > 0, count >= wanted { return WaitStep(minutes: minutes) }
            }
            return nil
        }

        var members: [(String, Value)] {
            [
                ("answers", Value(answers)), ("median", Value(median?.label)),
                ("median_minutes", Value(median?.minutes)), ("ninetieth", Value(ninetieth?.label)),
                ("ninetieth_minutes", Value(ninetieth?.minutes)),
            ]
        }
    }

    /// Sums of waiting are not kept by who sent.
    private var condition: SQL {
        var filter = filter
        filter.broker = nil
        return filter.months(tenant: tenant)
    }

    private func steps(by columns: SQL, _ db: Connection) throws -> [Row] {
        try db.rows(
            """
            SELECT \(part: columns), sums.minutes, sum(sums.number) AS number FROM submission_wait AS sums
             WHERE \(part: condition) GROUP BY 1, sums.minutes ORDER BY 1, sums.minutes
            """)
    }

    /// All steps together.
    func spread(_ db: Connection) throws -> [(minutes: Int, number: Int)] {
        try db.rows(
            """
            SELECT sums.minutes, sum(sums.number) AS number FROM submission_wait AS sums
             WHERE \(part: condition) GROUP BY sums.minutes ORDER BY sums.minutes
            """
        ).map { (try $0["minutes"], try $0["number"]) }.filter { $0.number > 0 }
    }

    func months(_ db: Connection) throws -> [(month: Int, spread: Spread)] {
        var found: [Int: [(minutes: Int, number: Int)]] = [:]
        for row in try steps(by: "sums.month", db) {
            found[try row["month"], default: []].append((try row["minutes"], try row["number"]))
        }
        return filter.allMonths.map { ($0, Spread(found[$0] ?? [])) }
    }

    /// For each funder that answered; the store adds up, so that few rows come over.
    func funders(_ db: Connection) throws -> [Funder.ID: Spread] {
        var found: [Funder.ID: Spread] = [:]
        for row in try db.rows(
            """
            SELECT funder_id, max(answers) AS answers,
                   min(CASE WHEN come * 2 >= answers THEN minutes END) AS median,
                   min(CASE WHEN come * 10 >= answers * 9 THEN minutes END) AS ninetieth
              FROM (SELECT funder_id, minutes, sum(number) OVER (PARTITION BY funder_id ORDER BY minutes) AS come,
                           sum(number) OVER (PARTITION BY funder_id) AS answers
                      FROM (SELECT sums.funder_id, sums.minutes, sum(sums.number) AS number
                              FROM submission_wait AS sums
                             WHERE \(part: condition) GROUP BY sums.funder_id, sums.minutes) AS steps) AS running
             WHERE answers > 0 GROUP BY funder_id ORDER BY funder_id
            """)
        {
            found[try row["funder_id"]] = Spread(
                answers: try row["answers"], median: try row["median"], ninetieth: try row["ninetieth"])
        }
        return found
    }
}

extension WaitFigures.Spread {
    fileprivate init(answers: Int, median: Int?, ninetieth: Int?) {
        self.answers = answers
        self.median = median.map { WaitStep(minutes: $0) }
        self.ninetieth = ninetieth.map { WaitStep(minutes: $0) }
    }
}
