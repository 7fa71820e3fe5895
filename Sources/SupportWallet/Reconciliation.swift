import Kernel
import Storage

/// A provider's file compared with what is booked (I47): what differs is written down, and nothing that is booked changes.
package struct Reconciliation: Sendable {
    package typealias ID = Identifier<Reconciliation>

    package let channel: Channel
    /// The days of which the file tells.
    package let days: ClosedRange<Day>

    package init(of channel: Channel, _ days: ClosedRange<Day>) {
        self.channel = channel
        self.days = days
    }

    /// Compares and keeps what came of it.
    package func run(_ file: PayoutFile, _ act: SupportAct, _ db: Connection) throws -> Value {
        try act.requirePerson()
        let id = ID(at: act.now)
        var (agreeing, differing, seen) = (0, 0, Set<String>())
        for line in file.lines {
            guard seen.insert(line.reference).inserted else {
                try SupportDifference.note(
                    .twice, line.reference, of: nil, ours: "", theirs: told(line), act, db)
                differing += 1
                continue
            }
            switch try compare(line, act, db) {
            case true?: agreeing += 1
            case false?: differing += 1
            case nil: break
            }
        }
        for found in try booked(act, db) where !seen.contains(found.reference) {
            try SupportDifference.note(
                .notThere, found.reference, of: found.id, ours: found.state.rawValue, theirs: "", act, db)
            differing += 1
        }
        try db.run(
            """
            INSERT INTO support_reconciliation (id, tenant_id, channel, from_day, to_day, rows, agreeing, differing, who, at)
            VALUES (\(id), \(act.tenant), \(channel), \(days.lowerBound), \(days.upperBound), \(file.lines.count),
                    \(agreeing), \(differing), \(act.who), \(act.now))
            """)
        try act.log(
            "support_reconciliation", id, "read",
            detail: ["channel": .string(channel.rawValue), "differing": Value(differing)], db)
        return [
            "id": Value(id), "rows": Value(file.lines.count), "agreeing": Value(agreeing),
            "differing": Value(differing),
            "flaws": .list(file.flaws.map { ["line": Value($0.line), "reason": .string($0.reason)] }),
        ]
    }

    private func told(_ line: PayoutFile.Line) -> String { "\(line.word) \(line.amount.decimal)" }

    /// Whether a row agrees with what is booked; nil where it is another office's, which has the same provider.
    private func compare(_ line: PayoutFile.Line, _ act: SupportAct, _ db: Connection) throws -> Bool? {
        guard let found = try Disbursement.find(reference: line.reference, db), found.channel == channel else {
            try SupportDifference.note(.notHere, line.reference, of: nil, ours: "", theirs: told(line), act, db)
            return false
        }
        guard found.tenant == act.tenant else { return nil }
        var isAgreeing = true
        // What is on its way may have ended since; what the provider has must have left here at least.
        let isOver = found.state == .completed || found.state == .failed
        if line.end.map({ $0 != found.state }) ?? (found.calledAt == nil || isOver || !line.isOpen) {
            try SupportDifference.note(
                .state, line.reference, of: found.id, ours: found.state.rawValue, theirs: line.word, act, db)
            isAgreeing = false
        }
        if let paid = found.paid, paid != line.amount {
            try SupportDifference.note(
                .amount, line.reference, of: found.id, ours: paid.decimal, theirs: line.amount.decimal, act, db)
            isAgreeing = false
        }
        return isAgreeing
    }

    /// What was called on those days and arrived, as is booked.
    private func booked(_ act: SupportAct, _ db: Connection) throws -> [Disbursement] {
        try db.rows(
            """
            SELECT \(part: Disbursement.columns) FROM support_disbursement
             WHERE tenant_id = \(act.tenant) AND channel = \(channel) AND state = 'completed'
               AND called_at >= \(days.lowerBound.start) AND called_at < \(days.upperBound.adding(days: 1).start)
             ORDER BY id
            """
        ).map(Disbursement.init)
    }

    /// An office's, the newest first.
    package static func values(tenant: TenantID, _ db: Connection) throws -> [Value] {
        try db.rows(
            """
            SELECT id, channel, from_day, to_day, rows, agreeing, differing, at FROM support_reconciliation
             WHERE tenant_id = \(tenant) ORDER BY id DESC LIMIT 20
            """
        ).map { row in
            let channel: Channel = try row["channel"]
            return [
                "id": .string(try row["id"]), "channel_label": .string(channel.label),
                "from": Value(try row.get("from_day", as: Day.self)), "to": Value(try row.get("to_day", as: Day.self)),
                "rows": Value(try row.get("rows", as: Int.self)),
                "agreeing": Value(try row.get("agreeing", as: Int.self)),
                "differing": Value(try row.get("differing", as: Int.self)),
                "at": Value(try row.get("at", as: Moment.self)),
            ]
        }
    }
}
