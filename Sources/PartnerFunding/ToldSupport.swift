import Kernel
import Storage

/// What a partner is told of support that was paid for one participant each, or by hand for fewer than five (F50, J08): of an
/// allocation one sum of the months since the last one, once they are over and of five people at least; and by itself what came back of
/// what was told. Of an allocation that ended all is told. What waits is in no figure that a partner reads.
struct ToldSupport: Sendable {
    /// Each as a row of the funding history, on the last day of its month.
    private(set) var events: [FundingEvent] = []
    /// Rows of the ledger for five and more that were not told at once, because what came back was not told.
    private var late: [Int64] = []
    /// What was paid out, came back taken off, and is not told.
    private var untold: (of: [Allocation.ID: Cents], for: [Commitment.ID: Cents]) = ([:], [:])
    /// The rows of the ledger that are told, each with the row of the history since which it is.
    private var since: [Int64: Int64] = [:]
    /// Those that are not.
    private var waiting: Set<Int64> = []
    /// Those that are told with others of which they are taken off.
    private var netted: Set<Int64> = []

    /// When rows are told.
    private struct Closing {
        /// The history's first row after it.
        let history: Int64
        /// The ledger's last row before it.
        let place: Int64
        /// The last day of a month; nil of a closing within one.
        let day: Day?
    }

    static func of(_ partner: Partner, _ db: Connection) throws -> ToldSupport {
        let rows = try db.rows(FundingEvent.few(of: partner)).map(FewPaid.init)
        var told = ToldSupport()
        let months = try closings(of: rows, partner.tenant, db)
        for (_, rows) in Dictionary(grouping: rows, by: \.allocation).sorted(by: { $0.key < $1.key }) {
            try told.add(rows, partner.tenant, months, db)
        }
        told.events = FundingEvent.placed(told.events)
        return told
    }

    /// The rows of an allocation, in the order of the ledger.
    private mutating func add(
        _ rows: [FewPaid], _ tenant: TenantID, _ months: [Day: Closing], _ db: Connection
    ) throws {
        var queue = FewPaid.Queue()
        var waiting: Set<Int64> = []
        for (number, row) in rows.enumerated() {
            if queue.take(row) {
                waiting.insert(row.event.seq)
                if !row.isForFew { late.append(row.event.seq) }
            }
            if queue.isOverdue {
                let closing = try Self.closing(at: row, tenant, db)
                for sum in queue.tellAll() { tell(sum, row, closing) }
            }
            let isLast = number + 1 == rows.count || rows[number + 1].monthEnd != row.monthEnd
            guard isLast, !queue.isEmpty else { continue }
            guard let closing = months[row.monthEnd] else { continue }
            for sum in queue.isEnded ? queue.tellAll() : queue.tell() { tell(sum, row, closing) }
        }
        self.waiting.formUnion(waiting.filter { since[$0] == nil })
        guard queue.left != .zero, let row = rows.first else { return }
        untold.of[row.allocation] = queue.left
        untold.for[row.event.commitment] = untold(of: row.event.commitment) + queue.left
    }

    private mutating func tell(_ sum: FewPaid.Sum, _ row: FewPaid, _ closing: Closing) {
        if sum.amount != .zero {
            events.append(row.event.telling(sum.amount, on: closing.day, after: closing.place))
        }
        for one in sum.rows {
            since[one.event.seq] = closing.history
            if sum.isNet { netted.insert(one.event.seq) }
        }
    }

    /// So many months are asked for at once: an engine joins no more than 500 parts.
    private static let block = 200

    /// The ends of the rows' months that are over: after the ledger's last row before it.
    private static func closings(
        of rows: [FewPaid], _ tenant: TenantID, _ db: Connection
    ) throws -> [Day: Closing] {
        let last = Dictionary(rows.map { ($0.monthEnd, $0.event.seq) }, uniquingKeysWith: max).sorted {
            $0.key < $1.key
        }
        var closings: [Day: Closing] = [:]
        for start in stride(from: 0, to: last.count, by: block) {
            let parts = last[start..<min(start + block, last.count)].map { closing(at: $0.key, from: $0.value, tenant) }
            let all = parts.dropFirst().reduce(parts.first ?? "") { $0 + " UNION ALL " + $1 }
            for row in try db.rows(
                "SELECT month_end, history_seq, place FROM (\(part: all)) AS closing ORDER BY month_end")
            {
                guard let history: Int64 = try row["history_seq"] else { continue }
                let end: Day = try row["month_end"]
                closings[end] = Closing(history: history, place: try row["place"], day: end.adding(days: -1))
            }
        }
        return closings
    }

    /// The month's end, the history's first row after it, and the ledger's last row before it; `row` is one of the month.
    private static func closing(at end: Day, from row: Int64, _ tenant: TenantID) -> SQL {
        """
        SELECT CAST(\(end) AS TEXT) AS month_end,
               (SELECT seq FROM history WHERE tenant_id = \(tenant) AND at >= \(end.start)
                 ORDER BY at, seq LIMIT 1) AS history_seq,
               coalesce((SELECT seq - 1 FROM ledger_row WHERE tenant_id = \(tenant) AND seq > \(row) AND at >= \(end.start)
                          ORDER BY seq LIMIT 1),
                        (SELECT max(seq) FROM ledger_row WHERE tenant_id = \(tenant))) AS place
        """
    }

    /// Before a row that makes its allocation smaller.
    private static func closing(at row: FewPaid, _ tenant: TenantID, _ db: Connection) throws -> Closing {
        let history: Int64? = try db.value(
            """
            SELECT seq FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'allocation' AND record_id = \(row.allocation)
               AND at <= \(row.event.at)
             ORDER BY seq DESC LIMIT 1
            """)
        guard let history else { preconditionFailure("each row of an allocation has one of the history") }
        return Closing(history: history, place: row.event.seq - 1, day: nil)
    }

    /// Whether a row of the ledger is for five or more and was not told at once.
    var isLate: SQL { late.isEmpty ? "1 = 0" : "ledger_row.seq IN \(list: late)" }

    func untold(of allocation: Allocation.ID) -> Cents { untold.of[allocation] ?? .zero }
    func untold(of commitment: Commitment.ID) -> Cents { untold.for[commitment] ?? .zero }

    /// The row of the history since which a row of the ledger is told; nil where it is not, or was at once.
    func since(_ seq: Int64) -> Int64? { since[seq] }

    /// Whether a row of the ledger is not told yet.
    func isWaiting(_ seq: Int64) -> Bool { waiting.contains(seq) }

    /// Whether a row of the ledger is told with others alone, from which it is taken off or which are taken off it.
    func isNetted(_ seq: Int64) -> Bool { netted.contains(seq) }
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
