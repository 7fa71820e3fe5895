import Kernel
import Storage

/// When what differs is told, and when again: what somebody settled is told anew only where something new says so.
extension SupportDifference {
    /// Once that it was told.
    private struct Telling {
        /// The days of the file that said so; nil of a web-hook's, and of what was told before days were kept.
        let days: ClosedRange<Day>?
        let lines: Int
        let day: Day

        init(_ row: Row) throws {
            let (from, to): (Day?, Day?) = (try row["from_day"], try row["to_day"])
            if let from, let to { days = from...to } else { days = nil }
            lines = try row["lines"]
            day = try row.get("at", as: Moment.self).day
        }

        /// Whether a file of other days may say it of the same payment once more.
        func overlaps(_ other: ClosedRange<Day>) -> Bool {
            days?.overlaps(other) ?? (other.lowerBound <= day)
        }

        func covers(_ other: ClosedRange<Day>) -> Bool {
            guard let days else { return other.upperBound <= day }
            return days.contains(other.lowerBound) && days.contains(other.upperBound)
        }
    }

    /// Rows of before have behind the provider's words the how-manieth time they are told.
    private static let suffix = " · again "

    static func split(_ stored: String) -> (words: String, times: Int) {
        guard let found = stored.ranges(of: suffix).last, let times = Int(stored[found.upperBound...]),
            (2...9999).contains(times)
        else { return (stored, 1) }
        return (String(stored[..<found.lowerBound]), times)
    }

    /// Writes it down; says whether it is told. `days` are those of the file that says so, nil of a web-hook; `lines` how many of the
    /// file's lines do. While it is open the same is told once. After somebody settled it, it is told again by a web-hook, by a file of
    /// other days than all that told it, or by more lines than ever; what is missing, where the program had settled it, by a file that
    /// goes beyond those days.
    @discardableResult
    static func note(
        _ kind: Kind, _ reference: String, of disbursement: Disbursement.ID?, ours: String, theirs: String,
        in days: ClosedRange<Day>? = nil, lines: Int = 1, _ act: SupportAct, _ db: Connection
    ) throws -> Bool {
        // What a file says never looks like the marks of rows of before.
        let theirs = theirs.replacing(suffix, with: " - again ")
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE support_difference.tenant_id = \(act.tenant) AND support_difference.kind = \(kind)
               AND support_difference.reference = \(reference) AND support_difference.ours = \(ours)
             ORDER BY support_difference.id
            """)
        let told = try rows.map(SupportDifference.init).filter { $0.theirs == theirs }
        if let last = told.first(where: { $0.state == .open }) ?? told.last {
            guard try last.isNews(in: days, lines: lines, db) else { return false }
            try last.tell(in: days, lines: lines, act, db)
            return true
        }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO support_difference (id, tenant_id, kind, reference, disbursement_id, ours, theirs, state, found_at)
            VALUES (\(id), \(act.tenant), \(kind), \(reference), \(disbursement), \(ours), \(theirs), 'open', \(act.now))
            """)
        try keep(id, 1, days, lines, act, db)
        try act.log(
            "support_difference", id, "found", to: State.open.rawValue,
            detail: ["kind": .string(kind.rawValue), "disbursement": Value(disbursement)], db)
        return true
    }

    private func isNews(in days: ClosedRange<Day>?, lines: Int, _ db: Connection) throws -> Bool {
        let told = try tellings(db)
        // Of rows of before nobody knows how many lines said so.
        let isCounted = state == .open || told.contains { $0.days != nil }
        if isCounted, lines > told.map(\.lines).max() ?? 0 { return true }
        guard state == .resolved else { return false }
        guard let days else { return true }
        if case .system? = resolvedBy { return !told.contains { $0.covers(days) } }
        return !told.contains { $0.overlaps(days) }
    }

    private func tellings(_ db: Connection) throws -> [Telling] {
        try db.rows(
            """
            SELECT from_day, to_day, lines, at FROM support_difference_told
             WHERE tenant_id = \(tenant) AND difference_id = \(id) ORDER BY number
            """
        ).map(Telling.init)
    }

    /// Once more: it is open again.
    private func tell(
        in days: ClosedRange<Day>?, lines: Int, _ act: SupportAct, _ db: Connection
    ) throws {
        // What is open stays open since it was told first.
        let next = state == .open ? state : try Self.lifecycle.move(state, on: .tell)
        let changed = try db.changes(
            """
            UPDATE support_difference
               SET state = \(next), found_at = \(state == .open ? foundAt : act.now), resolved_by = NULL, resolved_at = NULL
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "difference \(id)") }
        let number: Int? = try db.value(
            "SELECT count(*) FROM support_difference_told WHERE tenant_id = \(tenant) AND difference_id = \(id)")
        try Self.keep(id, (number ?? 0) + 1, days, lines, act, db)
        try act.log(
            "support_difference", id, Event.tell.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    private static func keep(
        _ id: ID, _ number: Int, _ days: ClosedRange<Day>?, _ lines: Int, _ act: SupportAct, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO support_difference_told (tenant_id, difference_id, number, from_day, to_day, lines, at)
            VALUES (\(act.tenant), \(id), \(number), \(days?.lowerBound), \(days?.upperBound), \(lines), \(act.now))
            """)
    }
}
