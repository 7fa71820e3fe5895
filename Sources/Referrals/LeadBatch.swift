import Applications
import Kernel
import Storage
import Web

/// A file of leads that a partner sent: each row has its answer, and a row that came before is not sent twice (G70).
package struct LeadBatch: Sendable {
    package typealias RowAnswer = ImportAnswer<ReferredLead>

    package static let mostRows = 5000
    private static let rowsAtOnce = 100

    let database: Database
    let keys: PersonalKeys
    let act: ReferralAct
    let referrer: Referrer.ID

    /// Rolls the transaction back, and brings its answers out.
    private struct Undo: Error {
        let answers: [RowAnswer]
    }

    /// Stores the rows that are right; with `allOrNothing` none where one is refused.
    func run(
        _ source: ImportSource, name: String, allOrNothing: Bool
    ) async throws -> (batch: Identifier<LeadBatch>, answers: [RowAnswer]) {
        guard source.rows.count <= Self.mostRows else { throw LeadRefusal.tooManyRows(Self.mostRows) }
        let batch = Identifier<LeadBatch>(at: act.now)
        let rows = Array(source.rows.enumerated())
        var answers: [RowAnswer] = []
        if allOrNothing {
            answers = try await store(all: rows, in: batch, name: name)
        } else {
            try await database.write { try begin(batch, name: name, rows: rows.count, $0) }
            for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
                let some = Array(rows[start..<min(rows.count, start + Self.rowsAtOnce)])
                answers += try await database.write { db in try some.map { try store($0, in: batch, db) } }
            }
        }
        let counted = answers
        try await database.write { db in
            if allOrNothing, counted.contains(where: { $0.state == .refused }) {
                try begin(batch, name: name, rows: rows.count, db)
            }
            try end(batch, counted, db)
        }
        return (batch, answers)
    }

    private func store(
        all rows: [EnumeratedSequence<[Value]>.Element], in batch: Identifier<LeadBatch>, name: String
    ) async throws -> [RowAnswer] {
        do {
            return try await database.write { db in
                try begin(batch, name: name, rows: rows.count, db)
                let answers = try rows.map { try store($0, in: batch, db) }
                if answers.contains(where: { $0.state == .refused }) { throw Undo(answers: answers) }
                return answers
            }
        } catch let undo as Undo {
            return undo.answers.map { $0.state == .refused ? $0 : RowAnswer(row: $0.row, .held) }
        }
    }

    private func store(
        _ row: EnumeratedSequence<[Value]>.Element, in batch: Identifier<LeadBatch>, _ db: Connection
    ) throws -> RowAnswer {
        let stored = try db.attempt { try submit(row, in: batch, db) }
        do {
            return try stored.get()
        } catch let refusal as any Refusal {
            return RowAnswer(row: row.offset + 1, refusal)
        }
    }

    private func submit(
        _ row: EnumeratedSequence<[Value]>.Element, in batch: Identifier<LeadBatch>, _ db: Connection
    ) throws -> RowAnswer {
        let referrer = try Referrer.find(referrer, tenant: act.tenant, db)
        let (content, externalID) = try LeadInput.lead(row.element)
        var new = ReferredLead.New(content, .importBatch, externalID: externalID)
        if new.rowKey == nil { new.rowKey = "row:" + keys.fingerprint("referral.row", row.element.json) }
        new.batch = batch
        if let key = new.rowKey, let former = try ReferredLead.find(rowKey: key, of: referrer, db) {
            return RowAnswer(row: row.offset + 1, .unchanged, id: former.id)
        }
        let lead = try ReferredLead.submit(new, for: referrer, keys: keys, act, db)
        return RowAnswer(row: row.offset + 1, .created, id: lead.id)
    }

    private func begin(_ id: Identifier<LeadBatch>, name: String, rows: Int, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO referral_batch (id, tenant_id, partner_id, name, row_count, created, unchanged, refused, who, at)
            VALUES (\(id), \(act.tenant), \(referrer), \(name), \(rows), 0, 0, 0, \(act.who), \(act.now))
            """)
    }

    private func end(_ id: Identifier<LeadBatch>, _ answers: [RowAnswer], _ db: Connection) throws {
        func count(_ state: ImportState) -> Int { answers.count { $0.state == state } }
        try db.run(
            """
            UPDATE referral_batch
               SET created = \(count(.created)), unchanged = \(count(.unchanged)), refused = \(count(.refused))
             WHERE tenant_id = \(act.tenant) AND id = \(id)
            """)
    }
}
