import Kernel
import Storage

/// Takes rows of another system's applications: repeatable without doubles, each row with an answer of its own.
package struct ApplicationImport: Sendable {
    let database: Database
    let keys: PersonalKeys
    let tenant: TenantID
    let who: Who

    package init(database: Database, keys: PersonalKeys, tenant: TenantID, by who: Who) {
        self.database = database
        self.keys = keys
        self.tenant = tenant
        self.who = who
    }

    package typealias RowAnswer = ImportAnswer<Application>

    private struct Checked: Sendable {
        let row: Int
        let input: ApplicationInput
        let source: Value
        let hash: String
    }

    private static let rowsAtOnce = 200

    /// Stores the rows that are right; with `allOrNothing` none where one is refused.
    package func run(_ source: ImportSource, allOrNothing: Bool = false, at now: Moment) async throws -> [RowAnswer] {
        var answers: [Int: RowAnswer] = [:]
        var checked: [Checked] = []
        for (index, value) in source.rows.enumerated() {
            do {
                checked.append(try check(value, row: index + 1, today: now.day))
            } catch let refusal as any Refusal {
                answers[index + 1] = RowAnswer(row: index + 1, refusal)
            }
        }
        if allOrNothing {
            try await storeAll(checked, into: &answers, at: now)
        } else {
            for start in stride(from: 0, to: checked.count, by: Self.rowsAtOnce) {
                let part = Array(checked[start..<min(start + Self.rowsAtOnce, checked.count)])
                let stored = try await database.write { db in
                    try part.map { try store($0, at: now, db) }
                }
                for answer in stored { answers[answer.row] = answer }
            }
        }
        return answers.values.sorted { $0.row < $1.row }
    }

    private func storeAll(_ rows: [Checked], into answers: inout [Int: RowAnswer], at now: Moment) async throws {
        if answers.isEmpty {
            do {
                let stored = try await database.write { db in
                    let stored = try rows.map { try store($0, at: now, db) }
                    if let refused = stored.first(where: { $0.state == .refused }) { throw Undo(refused: refused) }
                    return stored
                }
                for answer in stored { answers[answer.row] = answer }
                return
            } catch let undo as Undo {
                answers[undo.refused.row] = undo.refused
            }
        }
        for row in rows where answers[row.row] == nil {
            answers[row.row] = RowAnswer(row: row.row, .held)
        }
    }

    /// Rolls the transaction back.
    private struct Undo: Error {
        let refused: RowAnswer
    }

    private func check(_ value: Value, row: Int, today: Day) throws -> Checked {
        let (input, _) = try ApplicationInput.read(value, over: nil, today: today)
        return Checked(row: row, input: input, source: value, hash: keys.fingerprint("import", value))
    }

    private func store(_ row: Checked, at now: Moment, _ db: Connection) throws -> RowAnswer {
        do {
            let (application, state) = try apply(row, at: now, db)
            return RowAnswer(row: row.row, state, id: application.id, reference: application.reference)
        } catch let refusal as any Refusal {
            return RowAnswer(row: row.row, refusal)
        }
    }

    /// A row with an external id is the record of that id; one without is known by its content.
    private func apply(_ row: Checked, at now: Moment, _ db: Connection) throws -> (Application, ImportState) {
        if let system = row.input.sourceSystem, let external = row.input.externalID {
            let found = try Application.find(sourceSystem: system, externalID: external, tenant: tenant, db)
            if let (former, hash) = found {
                if hash == row.hash { return (former, .unchanged) }
                let (input, _) = try ApplicationInput.read(row.source, over: former.fields, today: now.day)
                let changed = try Application.change(
                    former.id, to: input, version: former.version, importHash: row.hash, keys: keys, tenant: tenant,
                    by: who, at: now, db)
                return (changed, .updated)
            }
        } else if let former = try Application.find(importHash: row.hash, tenant: tenant, db) {
            return (former, .unchanged)
        }
        let made = try Application.create(
            row.input, importHash: row.hash, keys: keys, tenant: tenant, by: who, at: now, db)
        return (made, .created)
    }
}
