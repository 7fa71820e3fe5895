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
        var (told, months): (ToldSupport, [Day: Closing?]) = (ToldSupport(), [:])
        for (_, rows) in Dictionary(grouping: rows, by: \.allocation).sorted(by: { $0.key < $1.key }) {
            try told.add(rows, partner.tenant, &months, db)
        }
        told.events = FundingEvent.placed(told.events)
        return told
    }

    /// The rows of an allocation, in the order of the ledger.
    private mutating func add(
        _ rows: [FewPaid], _ tenant: TenantID, _ months: inout [Day: Closing?], _ db: Connection
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
            if months[row.monthEnd] == nil {
                months.updateValue(try Self.closing(after: row, tenant, db), forKey: row.monthEnd)
            }
            guard let closing = months[row.monthEnd] ?? nil else { continue }
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

    /// The end of a row's month; nil where it is not over.
    private static func closing(after row: FewPaid, _ tenant: TenantID, _ db: Connection) throws -> Closing? {
        let end = row.monthEnd
        let history: Int64? = try db.value(
            """
            SELECT seq FROM history
             WHERE tenant_id = \(tenant) AND at >= \(end.start) ORDER BY at, seq LIMIT 1
            """)
        guard let history else { return nil }
        let place = try place(from: row.event.seq, until: end, tenant, db)
        return Closing(history: history, place: place, day: end.adding(days: -1))
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
