import Applications
import Kernel
import Storage
import Web

/// Takes a file's rows as participants of a cohort, all or none: repeatable without doubles, each row with an answer of
/// its own, and as a rehearsal without storing anything.
package struct ParticipantImport: Sendable {
    package typealias RowAnswer = ImportAnswer<Participant>

    package static let mostRows = 2000

    let database: Database
    let keys: PersonalKeys
    let cohort: Cohort.ID
    let tenant: TenantID
    let who: Who

    package init(database: Database, keys: PersonalKeys, into cohort: Cohort.ID, tenant: TenantID, by who: Who) {
        self.database = database
        self.keys = keys
        self.cohort = cohort
        self.tenant = tenant
        self.who = who
    }

    /// Rolls the transaction back, and brings its answers out.
    private struct Undo: Error {
        let answers: [RowAnswer]
    }

    /// In one transaction. A rehearsal answers what would become of each row; where a row is refused, the others are held.
    package func run(_ source: ImportSource, rehearses: Bool = false, at now: Moment) async throws -> [RowAnswer] {
        guard source.rows.count <= Self.mostRows else { throw CohortRefusal.tooManyRows(limit: Self.mostRows) }
        do {
            return try await database.write { db in
                let answers = try rows(source, at: now, db)
                let isRefused = answers.contains { $0.state == .refused }
                if rehearses || isRefused { throw Undo(answers: answers) }
                return answers
            }
        } catch let undo as Undo {
            if rehearses { return undo.answers.map { RowAnswer(row: $0.row, $0.state, errors: $0.errors) } }
            return undo.answers.map { $0.state == .refused ? $0 : RowAnswer(row: $0.row, .held) }
        }
    }

    private func rows(_ source: ImportSource, at now: Moment, _ db: Connection) throws -> [RowAnswer] {
        let cohort = try Cohort.find(cohort, tenant: tenant, db)
        guard cohort.isOpen else { throw CohortRefusal.notOpen(cohort.id, cohort.state) }
        var addresses: Set<String> = []
        let answers = try source.rows.enumerated().map { index, value in
            do {
                let entry = try FieldReader.read(value) { reader in
                    let entry = ParticipantEntry.read(&reader)
                    if !addresses.insert(ParticipantPerson.hash(ofAddress: entry.person.email, keys)).inserted {
                        reader.refuse("email", code: "twice", "must stand once in the file")
                    }
                    return entry
                }
                let (id, reference, state) = try apply(entry, to: cohort, at: now, db)
                return RowAnswer(row: index + 1, state, id: id, reference: reference)
            } catch let refusal as any Refusal {
                return RowAnswer(row: index + 1, refusal)
            }
        }
        // Once for all rows: they stand in the file's order.
        try cohort.promote(by: who, at: now, db)
        return answers
    }

    /// Whoever is known stays who they are: the row changes what it says otherwise, and an empty cell nothing. Who left
    /// stays away.
    private func apply(
        _ entry: ParticipantEntry, to cohort: Cohort, at now: Moment, _ db: Connection
    ) throws -> (Participant.ID, reference: String, ImportState) {
        guard let former = try Participant.known(entry, in: cohort, keys: keys, db) else {
            let made = try Participant.enter(entry, into: cohort, keys: keys, by: who, at: now, db)
            return (made.id, made.reference, .created)
        }
        let old = ParticipantEntry(try former.person.opened(for: former.id, keys), externalID: former.externalID)
        let person = ParticipantPerson(
            name: entry.person.name, email: entry.person.email, phone: entry.person.phone ?? old.person.phone)
        let new = ParticipantEntry(person, externalID: entry.externalID ?? old.externalID)
        if new == old || former.state == .withdrawn { return (former.id, former.reference, .unchanged) }
        try former.change(to: new, version: former.version, keys: keys, by: who, at: now, db)
        return (former.id, former.reference, .updated)
    }
}
