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

    /// Of one funder, or of all together. What waits is not kept by who sent.
    private func packs(in periods: SQL, _ db: Connection) throws -> [(period: Int, steps: String)] {
        try db.rows(
            """
            SELECT period, steps FROM submission_wait_pack
             WHERE tenant_id = \(tenant) AND period \(part: periods) AND funder_id = \(filter.funder?.description ?? "")
             ORDER BY period
            """
        ).map { (try $0["period"], try $0["steps"]) }
    }

    /// All steps together.
    func spread(_ db: Connection) throws -> [(minutes: Int, number: Int)] {
        var sum = WaitPack()
        for (_, steps) in try packs(in: "IN \(list: filter.periods)", db) { sum.add(steps) }
        return sum.steps.filter { $0.number > 0 }
    }

    func months(_ db: Connection) throws -> [(month: Int, spread: Spread)] {
        var found: [Int: Spread] = [:]
        for (month, steps) in try packs(in: "BETWEEN \(filter.from) AND \(filter.to)", db) {
            var pack = WaitPack()
            pack.add(steps)
            found[month] = Spread(pack.steps)
        }
        return filter.allMonths.map { ($0, found[$0] ?? Spread([])) }
    }

    /// For each funder that answered.
    func funders(_ db: Connection) throws -> [Funder.ID: Spread] {
        var sums: [String: WaitPack] = [:]
        let wanted: SQL = filter.funder.map { "funder_id = \($0)" } ?? "funder_id <> ''"
        try db.each(
            """
            SELECT funder_id, steps FROM submission_wait_pack
             WHERE tenant_id = \(tenant) AND period IN \(list: filter.periods) AND \(part: wanted)
             ORDER BY period, funder_id
            """
        ) { row in
            let steps: String = try row["steps"]
            sums[try row["funder_id"], default: WaitPack()].add(steps)
        }
        var found: [Funder.ID: Spread] = [:]
        for (funder, sum) in sums {
            let spread = Spread(sum.steps)
            if let id = Funder.ID(funder), spread.answers > 0 { found[id] = spread }
        }
        return found
    }
}
