import Classification
import Correspondence
import Kernel
import People
import Replies
import Storage

/// Reads the whole archive with the present rules and words, mail by mail, and tells what they read otherwise than the
/// machine did last. With `stores` it keeps the new readings beside the old ones; a second run finds nothing new, so that
/// one that was broken off is simply run again.
package struct Reclassification: Sendable {
    /// What one change of outcome comes to.
    package struct Row: Sendable, Equatable {
        package let former: Outcome
        package let now: Outcome
        package fileprivate(set) var count = 0
        package fileprivate(set) var examples: [Message.ID] = []
    }

    package private(set) var count = 0
    package private(set) var rows: [Row] = []
    /// In how many mails each part says something else.
    package private(set) var parts: [String: Int] = [:]
    package private(set) var fates: [Reread.Fate: Int] = [:]

    package var changed: Int { count - (fates[.same] ?? 0) }

    private static let batch = 200
    private static let mostExamples = 5

    /// Goes over an office's received mails behind `after`; `tell` hears of each that is read otherwise, `note` of each
    /// batch that is done.
    package static func run(
        _ office: Office, tenant: TenantID, after: Message.ID?, stores: Bool, tell: @Sendable (Reread) -> Void,
        note: @Sendable (Message.ID) -> Void
    ) async throws -> Reclassification {
        var found = Reclassification()
        var last = after
        let desk = office.replyDesk
        while true {
            let place = last
            let now = office.clock.now()
            let work: @Sendable (Connection) throws -> ([Message.ID], [Reread]) = { db in
                let ids = try received(after: place, tenant: tenant, db)
                let rereads = try ids.compactMap { try desk.reread($0, tenant: tenant, db) }
                if stores { for reread in rereads { try desk.store(reread, tenant: tenant, at: now, db) } }
                return (ids, rereads)
            }
            let (ids, rereads) =
                stores ? try await office.database.write(work) : try await office.database.read(work)
            guard let final = ids.last else { break }
            last = final
            for reread in rereads {
                found.add(reread)
                if reread.fate != .same { tell(reread) }
            }
            note(final)
        }
        if stores { try await found.record(office, tenant: tenant) }
        return found
    }

    private static func received(after: Message.ID?, tenant: TenantID, _ db: Connection) throws -> [Message.ID] {
        let place: SQL = after.map { "id > \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT id FROM message
             WHERE tenant_id = \(tenant) AND direction = 'in' AND \(part: place)
             ORDER BY id LIMIT \(batch)
            """
        ).map { try $0["id"] }
    }

    private mutating func add(_ reread: Reread) {
        count += 1
        fates[reread.fate, default: 0] += 1
        for part in reread.parts { parts[part, default: 0] += 1 }
        guard let former = reread.former.reading["outcome"]?.text.flatMap({ Outcome(rawValue: $0) }) else { return }
        let now = reread.reading.outcome
        let index = rows.firstIndex { $0.former == former && $0.now == now } ?? rows.endIndex
        if index == rows.endIndex { rows.append(Row(former: former, now: now)) }
        rows[index].count += 1
        if reread.fate != .same, rows[index].examples.count < Self.mostExamples {
            rows[index].examples.append(reread.message)
        }
    }

    /// One row of the history for the whole run.
    private func record(_ office: Office, tenant: TenantID) async throws {
        let (now, detail) = (office.clock.now(), value)
        try await office.database.write { db in
            try History.append(
                HistoryEntry("tenant", tenant, "reclassify", by: .system("reclassify"), at: now, detail: detail),
                tenant: tenant, db)
        }
    }

    /// The rows in the order of the outcomes, with what else changed.
    package var value: Value {
        func counts<Key>(_ all: [Key: Int], _ name: (Key) -> String) -> Value {
            var fields = Value.Fields()
            for (key, count) in all.sorted(by: { name($0.key) < name($1.key) }) { fields[name(key)] = Value(count) }
            return .object(fields)
        }
        return [
            "mails": Value(count), "changed": Value(changed),
            "outcomes": .list(
                sorted.map { row in
                    [
                        "former": .string(row.former.rawValue), "now": .string(row.now.rawValue),
                        "count": Value(row.count), "examples": .list(row.examples.map { Value($0) }),
                    ]
                }),
            "parts": counts(parts) { $0 }, "fates": counts(fates, \.rawValue),
        ]
    }

    package var sorted: [Row] {
        func place(_ outcome: Outcome) -> Int { Outcome.allCases.firstIndex(of: outcome) ?? 0 }
        return rows.sorted { (place($0.former), place($0.now)) < (place($1.former), place($1.now)) }
    }
}
