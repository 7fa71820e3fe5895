import Kernel
import Storage
import Web

/// A provider's file compared with what is booked (I47): what differs is written down, and nothing that is booked changes.
package struct Reconciliation: Sendable {
    package typealias ID = Identifier<Reconciliation>

    package let channel: Channel
    /// The days of which the file tells, as the provider counts them.
    package let days: ClosedRange<Day>

    package init(of channel: Channel, _ days: ClosedRange<Day>) {
        self.channel = channel
        self.days = days
    }

    /// So many rows are compared in one transaction: nobody waits for a large file.
    static let block = 500

    /// How every reference of ours begins. Other rows are payments of other people's, of which nothing is kept.
    private static let ours = "fundgate-"

    private struct Entry: Sendable {
        let line: PayoutFile.Line
        /// The file has its reference above already.
        let isAgain: Bool
        /// How many such lines say the same.
        let lines: Int
    }

    private struct Count: Sendable {
        var agreeing = 0
        var differing = 0

        mutating func add(_ other: Count) {
            agreeing += other.agreeing
            differing += other.differing
        }
    }

    /// Compares block by block and keeps what came of it at the end: what broke off is read again, and tells nothing twice. The same
    /// command again is told what the first was.
    package func run(
        _ file: PayoutFile, _ act: SupportAct, once key: IdempotencyKey? = nil, in database: Database
    ) async throws -> (answer: Value, isReplay: Bool) {
        try act.requirePerson()
        let told = try await database.read { db in
            try key.flatMap { try Idempotency.answer(of: $0, tenant: act.tenant, db) }
        }
        if let told { return (told, true) }
        let (rows, seen) = entries(of: file)
        var count = Count()
        for start in stride(from: 0, to: rows.count, by: Self.block) {
            let block = Array(rows[start..<min(start + Self.block, rows.count)])
            count.add(try await database.write { try compare(block, act, $0) })
        }
        let (compared, references) = (count, seen)
        return try await database.write { db in
            try Idempotency.once(key, tenant: act.tenant, at: act.now, db) {
                try end(file, others: file.lines.count - rows.count, compared, references, act, db)
            }
        }
    }

    /// The file's rows of our references, and these.
    private func entries(of file: PayoutFile) -> (rows: [Entry], references: Set<String>) {
        var seen = Set<String>()
        let rows = file.lines.filter { $0.reference.hasPrefix(Self.ours) }.map { line in
            (line: line, isAgain: !seen.insert(line.reference).inserted)
        }
        var counts: [[String]: Int] = [:]
        for row in rows where row.isAgain { counts[[row.line.reference, told(row.line)], default: 0] += 1 }
        let entries = rows.map { row in
            Entry(
                line: row.line, isAgain: row.isAgain,
                lines: row.isAgain ? counts[[row.line.reference, told(row.line)]] ?? 1 : 1)
        }
        return (entries, seen)
    }

    private func compare(_ rows: [Entry], _ act: SupportAct, _ db: Connection) throws -> Count {
        var count = Count()
        for row in rows {
            if row.isAgain {
                try SupportDifference.note(
                    .twice, row.line.reference, of: nil, ours: "", theirs: told(row.line), in: days, lines: row.lines,
                    act, db)
                count.differing += 1
                continue
            }
            switch try compare(row.line, act, db) {
            case true?: count.agreeing += 1
            case false?: count.differing += 1
            case nil: break
            }
        }
        return count
    }

    /// Looks for what the file has not, and keeps that it was read.
    private func end(
        _ file: PayoutFile, others: Int, _ compared: Count, _ seen: Set<String>, _ act: SupportAct, _ db: Connection
    ) throws -> Value {
        let id = ID(at: act.now)
        var count = compared
        for found in try booked(act, db) where !seen.contains(found.reference) {
            try SupportDifference.note(
                .notThere, found.reference, of: found.id, ours: found.state.rawValue, theirs: "", in: days, act, db)
            count.differing += 1
        }
        try db.run(
            """
            INSERT INTO support_reconciliation (id, tenant_id, channel, from_day, to_day, rows, others, agreeing, differing,
                                                who, at)
            VALUES (\(id), \(act.tenant), \(channel), \(days.lowerBound), \(days.upperBound), \(file.lines.count),
                    \(others), \(count.agreeing), \(count.differing), \(act.who), \(act.now))
            """)
        try act.log(
            "support_reconciliation", id, "read",
            detail: ["channel": .string(channel.rawValue), "differing": Value(count.differing)], db)
        return [
            "id": Value(id), "rows": Value(file.lines.count), "others": Value(others),
            "agreeing": Value(count.agreeing), "differing": Value(count.differing),
            "flaws": .list(file.flaws.map { ["line": Value($0.line), "reason": .string($0.reason)] }),
        ]
    }

    private func told(_ line: PayoutFile.Line) -> String { "\(line.word) \(line.amount.decimal)" }

    /// Whether a row agrees with what is booked; nil where it is another office's, which has the same provider.
    private func compare(_ line: PayoutFile.Line, _ act: SupportAct, _ db: Connection) throws -> Bool? {
        guard let found = try Disbursement.find(reference: line.reference, db), found.channel == channel else {
            try SupportDifference.note(
                .notHere, line.reference, of: nil, ours: "", theirs: told(line), in: days, act, db)
            return false
        }
        guard found.tenant == act.tenant else { return nil }
        // The provider has it after all: the file before was of other days, or came too early.
        try SupportDifference.endNotThere(line.reference, act, db)
        var isAgreeing = true
        // What is on its way may have ended since; what the provider has must have left here at least.
        let isOver = found.state == .completed || found.state == .failed
        if line.end.map({ $0 != found.state }) ?? (found.calledAt == nil || isOver || !line.isOpen) {
            try SupportDifference.note(
                .state, line.reference, of: found.id, ours: found.state.rawValue, theirs: line.word, in: days, act,
                db)
            isAgreeing = false
        }
        if let paid = found.paid, paid != line.amount {
            try SupportDifference.note(
                .amount, line.reference, of: found.id, ours: paid.decimal, theirs: line.amount.decimal, in: days,
                act, db)
            isAgreeing = false
        }
        return isAgreeing
    }

    /// What was called on those days and arrived, as is booked. A day is the provider's, which is in the office's zone.
    private func booked(_ act: SupportAct, _ db: Connection) throws -> [Disbursement] {
        let ahead = Span.minutes(Int64(try SupportRules.of(act.tenant, db).minutesAheadOfUTC))
        let (from, to) = (days.lowerBound.start - ahead, days.upperBound.adding(days: 1).start - ahead)
        return try db.rows(
            """
            SELECT \(part: Disbursement.columns) FROM support_disbursement
             WHERE tenant_id = \(act.tenant) AND channel = \(channel) AND state = 'completed'
               AND called_at >= \(from) AND called_at < \(to)
             ORDER BY id
            """
        ).map(Disbursement.init)
    }

    /// An office's files that were read, the newest first.
    package static func list(page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<Value> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT id, channel, from_day, to_day, rows, others, agreeing, differing, at FROM support_reconciliation
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """
        ).map { row -> Value in
            let channel: Channel = try row["channel"]
            return [
                "id": .string(try row["id"]), "channel": .string(channel.rawValue),
                "channel_label": .string(channel.label),
                "from": Value(try row.get("from_day", as: Day.self)), "to": Value(try row.get("to_day", as: Day.self)),
                "rows": Value(try row.get("rows", as: Int.self)), "others": Value(try row.get("others", as: Int.self)),
                "agreeing": Value(try row.get("agreeing", as: Int.self)),
                "differing": Value(try row.get("differing", as: Int.self)),
                "at": Value(try row.get("at", as: Moment.self)),
            ]
        }
        return Page(rows: rows, of: page) { $0["id"] ?? .null }
    }
}
