import Kernel
import Storage

/// What a partner is told of support that was paid for one participant each (F50, J08): of an allocation one sum of the months since the
/// last one, once they are over and of five holders at least. What waits for more is in no figure that a partner reads.
struct ToldSupport: Sendable {
    /// Each as a row of the funding history, on the last day of its month.
    let events: [FundingEvent]
    /// What was paid out, came back taken off, and is not told.
    private var untold: (of: [Allocation.ID: Cents], for: [Commitment.ID: Cents]) = ([:], [:])
    /// The rows of the ledger that are told, each with the row of the history since which it is.
    private let since: [Int64: Int64]

    /// One payment for a participant, or one that came back.
    private struct Paid {
        let allocation: Allocation.ID
        let holder: String
        let event: FundingEvent

        /// The first day of the next month.
        var monthEnd: Day {
            let day = event.at.day
            return day.adding(days: 1 - day.civil.day).adding(months: 1)
        }
    }

    static func of(_ partner: Partner, _ db: Connection) throws -> ToldSupport {
        let paid = try db.rows(FundingEvent.claims(of: partner)).map {
            Paid(allocation: try $0["allocation_id"], holder: try $0["holder"], event: try FundingEvent($0))
        }
        var closings: [Day: Int64] = [:]
        for end in Set(paid.map(\.monthEnd)) {
            closings[end] = try db.value(
                """
                SELECT seq FROM history
                 WHERE tenant_id = \(partner.tenant) AND at >= \(end.start) ORDER BY at, seq LIMIT 1
                """)
        }
        return ToldSupport(paid, closings)
    }

    /// `closings` are the history's first rows after months that are over, by the day after the month.
    private init(_ paid: [Paid], _ closings: [Day: Int64]) {
        var (events, since): ([FundingEvent], [Int64: Int64]) = ([], [:])
        for (allocation, rows) in Dictionary(grouping: paid, by: \.allocation) {
            var waiting: [Paid] = []
            for (number, row) in rows.enumerated() {
                waiting.append(row)
                let isLast = number + 1 == rows.count || rows[number + 1].monthEnd != row.monthEnd
                guard isLast, let closing = closings[row.monthEnd], Self.mayTell(waiting) else { continue }
                let sum = waiting.reduce(Cents.zero) { $0 + $1.event.amount }
                events.append(row.event.telling(sum, on: row.monthEnd.adding(days: -1)))
                for told in waiting { since[told.event.seq] = closing }
                waiting = []
            }
            guard let commitment = waiting.first?.event.commitment else { continue }
            let left = waiting.reduce(Cents.zero) { $0 + $1.event.amount }
            untold.of[allocation] = left
            untold.for[commitment] = (untold.for[commitment] ?? .zero) + left
        }
        self.events = events.sorted { $0.seq > $1.seq }
        self.since = since
    }

    /// Whether a sum is of five at least: who gave back what is in it too is none of them.
    private static func mayTell(_ rows: [Paid]) -> Bool {
        let sums = rows.reduce(into: [String: Cents]()) { $0[$1.holder] = ($0[$1.holder] ?? .zero) + $1.event.amount }
        return sums.values.count { $0 != .zero } >= ShownCount.least
    }

    func untold(of allocation: Allocation.ID) -> Cents { untold.of[allocation] ?? .zero }
    func untold(of commitment: Commitment.ID) -> Cents { untold.for[commitment] ?? .zero }

    /// The row of the history since which a row of the ledger is told; nil where it is not.
    func since(_ seq: Int64) -> Int64? { since[seq] }
}

extension CommitmentLine {
    /// Lines as a partner reads them; `partner` nil: the office, which reads everything.
    static func telling(_ lines: [CommitmentLine], to partner: Partner?, _ db: Connection) throws -> [CommitmentLine] {
        guard let partner else { return lines }
        let told = try ToldSupport.of(partner, db)
        return lines.map { line in
            CommitmentLine(
                commitment: line.commitment,
                standing: line.standing.telling(without: told.untold(of: line.commitment.id)), cohorts: line.cohorts)
        }
    }
}
