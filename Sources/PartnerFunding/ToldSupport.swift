import Kernel
import Storage

/// What a partner is told of support that was paid for one participant each, or by hand for fewer than five (F50, J08): of an
/// allocation one sum of the months since the last one, once they are over and of five people at least; and by itself what came back of
/// what was told. What waits for more is in no figure that a partner reads.
struct ToldSupport: Sendable {
    /// Each as a row of the funding history, on the last day of its month.
    let events: [FundingEvent]
    /// What was paid out, came back taken off, and is not told.
    private var untold: (of: [Allocation.ID: Cents], for: [Commitment.ID: Cents]) = ([:], [:])
    /// The rows of the ledger that are told, each with the row of the history since which it is.
    private let since: [Int64: Int64]
    /// Those that are not.
    private let waiting: Set<Int64>

    /// When a month is told of.
    private struct Closing {
        /// The history's first row after it.
        let history: Int64
        /// The ledger's last row before its end.
        let place: Int64
    }

    static func of(_ partner: Partner, _ db: Connection) throws -> ToldSupport {
        let paid = try db.rows(FundingEvent.few(of: partner)).map(FewPaid.init)
        var closings: [Day: Closing] = [:]
        for (end, rows) in Dictionary(grouping: paid, by: \.monthEnd) {
            let history: Int64? = try db.value(
                """
                SELECT seq FROM history
                 WHERE tenant_id = \(partner.tenant) AND at >= \(end.start) ORDER BY at, seq LIMIT 1
                """)
            guard let history, let last = rows.last?.event.seq else { continue }
            closings[end] = Closing(history: history, place: try place(from: last, until: end, partner.tenant, db))
        }
        return ToldSupport(paid, closings)
    }

    /// The ledger's last row before the end of a month; `last` is one of the month.
    private static func place(
        from last: Int64, until end: Day, _ tenant: TenantID, _ db: Connection
    ) throws -> Int64 {
        let next: Int64? = try db.value(
            """
            SELECT seq FROM ledger_row
             WHERE tenant_id = \(tenant) AND seq > \(last) AND at >= \(end.start) ORDER BY seq LIMIT 1
            """)
        if let next { return next - 1 }
        let newest: Int64? = try db.value(
            "SELECT seq FROM ledger_row WHERE tenant_id = \(tenant) ORDER BY seq DESC LIMIT 1")
        return newest ?? last
    }

    private init(_ paid: [FewPaid], _ closings: [Day: Closing]) {
        var (events, since, waiting): ([FundingEvent], [Int64: Int64], Set<Int64>) = ([], [:], [])
        for (allocation, rows) in Dictionary(grouping: paid, by: \.allocation).sorted(by: { $0.key < $1.key }) {
            var queue = FewPaid.Queue()
            for (number, row) in rows.enumerated() {
                queue.take(row)
                let isLast = number + 1 == rows.count || rows[number + 1].monthEnd != row.monthEnd
                guard isLast, let closing = closings[row.monthEnd] else { continue }
                for told in queue.tell() {
                    let sum = told.reduce(Cents.zero) { $0 + $1.event.amount }
                    events.append(
                        row.event.telling(sum, on: row.monthEnd.adding(days: -1), after: closing.place))
                    for one in told { since[one.event.seq] = closing.history }
                }
            }
            for row in rows where since[row.event.seq] == nil { waiting.insert(row.event.seq) }
            guard queue.left != .zero, let commitment = rows.first?.event.commitment else { continue }
            untold.of[allocation] = queue.left
            untold.for[commitment] = (untold.for[commitment] ?? .zero) + queue.left
        }
        self.events = FundingEvent.placed(events)
        (self.since, self.waiting) = (since, waiting)
    }

    func untold(of allocation: Allocation.ID) -> Cents { untold.of[allocation] ?? .zero }
    func untold(of commitment: Commitment.ID) -> Cents { untold.for[commitment] ?? .zero }

    /// The row of the history since which a row of the ledger is told; nil where it is not, or was at once.
    func since(_ seq: Int64) -> Int64? { since[seq] }

    /// Whether a row of the ledger is not told yet.
    func isWaiting(_ seq: Int64) -> Bool { waiting.contains(seq) }
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
